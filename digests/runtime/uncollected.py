"""Uncollected: a stretch of work in which the garbage collector does not look for rings of objects.

Digests for many are tens of thousands of small tuples that are gone a moment later, none of them in a ring;
looking through all objects of the process for them again and again took a quarter of their time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For a fraction of a second at most: what others leave meanwhile is collected after it."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
