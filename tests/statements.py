"""What SQLAlchemy makes of a statement, made once a run.

It is remembered with each engine, and each test has a new one: two thirds of a short test went into compiling
again what the test before had compiled. A process that serves compiles a statement once, as it is here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from digests.store import connections

MOST = 5000
"""Hypothesis builds statements without end; the product's own are some hundreds."""


class _Compiled(LRUCache[Any, Any]):
    """By what a statement is and by which driver it goes; SQLAlchemy would have it by the engine too."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_driver(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_of_driver(key), value)


def _of_driver(key: Any) -> Any:
    dialect, *rest = key
    return type(dialect), *rest


@contextmanager
def compiled_once() -> Iterator[None]:
    """Every store that is opened meanwhile knows what others have compiled."""
    known = _Compiled(MOST)

    def engine(url: Any, **options: Any) -> Engine:
        return create_engine(url, execution_options={"compiled_cache": known}, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "create_engine", engine)
        yield
