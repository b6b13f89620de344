"""What keeps a database from being used for now, told from its errors; all else is a fault of ours."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

FULL, LOCKED, READ_ONLY, BROKEN, AWAY = "full", "locked", "read_only", "io", "away"

# https://www.sqlite.org/rescode.html; the lower byte is the primary code.
_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_IOERR: BROKEN,
    sqlite3.SQLITE_CANTOPEN: AWAY,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html, whole codes before their classes.
_POSTGRESQL = {
    "53100": FULL,
    "25006": READ_ONLY,
    "55P03": LOCKED,
    "58030": BROKEN,
    "08": AWAY,
    "53": AWAY,
    "57P": AWAY,
}


def trouble_of(error: DBAPIError) -> str:
    """Which trouble of the database an error tells of, "" when it is none that passes by itself."""
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", None)
        return _SQLITE.get(code & 0xFF, "") if code is not None else ""
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # no answer at all: the connection could not be made, or broke
        return AWAY if error.connection_invalidated or _no_connection(error) else ""
    return next((trouble for code, trouble in _POSTGRESQL.items() if state.startswith(code)), "")


def _no_connection(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in {"OperationalError", "ConnectionTimeout"}
