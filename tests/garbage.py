"""When Python looks for garbage: not while the tests are collected, and later not among what was.

Modules, tests and their parameters are some millions of objects that all stay. Looking through them again and
again took a quarter of the collecting, which each process of a run does for itself.
"""

from __future__ import annotations

import gc

import pytest

YOUNG = 10_000
"""Objects that come before the youngest are looked through, where Python has 700: a short test makes more."""


def ignore_what_stays() -> None:
    """Until the tests are collected nothing is looked for: call it before the first of them is imported."""
    gc.disable()
    gc.set_threshold(YOUNG)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What was collected stays to the end; what tests leave behind is found as ever."""
    gc.freeze()
    gc.enable()
