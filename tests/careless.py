"""SQLite that does not wait for the disk: a test ends long before a power cut could show the difference.

The migrations alone waited for it 760 times, and then each test four times. The programs that ``tests/flow``
starts in processes of their own wait as ever.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from digests.store import connections

WAITING = "synchronous=NORMAL"


@contextmanager
def careless_of_power_cuts() -> Iterator[None]:
    """Every SQLite database that is opened meanwhile leaves it to the system when its disk is written to."""
    assert WAITING in connections._PRAGMAS
    event.listen(Engine, "connect", _careless)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "_PRAGMAS", [each for each in connections._PRAGMAS if each != WAITING])
        yield
    event.remove(Engine, "connect", _careless)


def _careless(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")
