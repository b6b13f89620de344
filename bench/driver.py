"""Measures the time inside the database's driver: running statements and fetching their rows."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Engine, event


class Spent:
    """Seconds in the driver since it was last asked."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def take(self) -> float:
        """The seconds; from now on they count anew."""
        seconds, self._seconds = self._seconds, 0.0
        return seconds

    def timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, with its time added here."""

        def measured(*values: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return call(*values, **named)
            finally:
                self._seconds += time.perf_counter() - begun

        return measured


_CALLS = ("execute", "executemany", "fetchone", "fetchmany", "fetchall")


def watch(engine: Engine) -> Spent:
    """From now on, measure every connection that this engine opens."""
    spent = Spent()

    def timing(kind: type[Any]) -> type[Any]:
        return type("Timing", (kind,), {name: spent.timed(getattr(kind, name)) for name in _CALLS})

    cursor = timing(sqlite3.Cursor)

    class Connection(sqlite3.Connection):
        def cursor(self, _: Any = None) -> Any:
            return super().cursor(cursor)

    @event.listens_for(engine, "do_connect")
    def _connecting(_dialect: Any, _record: Any, _positional: Any, named: dict[str, Any]) -> None:
        if engine.dialect.name == "sqlite":
            named["factory"] = Connection
        else:
            named["cursor_factory"] = timing(psycopg.Cursor)

    return spent
