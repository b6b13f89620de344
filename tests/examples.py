"""How many examples a test tries: all of them with continuous integration, else some.

Of a property test a fifth is tried, others each time, so that many short runs see as much as a long one. Of
a list that was written by hand it is always the same ones, and the others are marked as long.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

ALL = bool(os.environ.get("CI"))
FEWEST = 5


def examples(number: int) -> int:
    """Of so many that continuous integration tries, how many this run tries."""
    return number if ALL else max(FEWEST, number // 5)


def some(cases: Iterable[Any], every: int) -> list[Any]:
    """Parameters (tuples where a test has several), of which one in ``every`` is tried in each run."""
    return [case if n % every == 0 else long(case) for n, case in enumerate(cases)]


def long(case: Any) -> Any:
    """Parameters of a test that takes long."""
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.long)
