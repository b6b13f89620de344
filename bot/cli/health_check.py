"""Asks a bot on this machine whether it is well."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException

PATIENCE = 5.0  # seconds
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  listens there, is asked here


def checks(host: str, port: int) -> tuple[bool, dict[str, str]]:
    """Whether ``/readyz`` is green, and what each of its checks says; no checks when nobody answers."""
    connection = HTTPConnection(EVERYWHERE.get(host, host), port, timeout=PATIENCE)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        said = json.loads(answer.read())["checks"]
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return False, {}
    finally:
        connection.close()
    return answer.status == 200, said
