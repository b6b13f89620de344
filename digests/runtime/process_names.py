"""Processes by name, so that what one of them held can be told from what a dead one left behind."""

from __future__ import annotations

import os
import socket
from secrets import token_hex


def our_name() -> str:
    """Names this process: machine, number, and something that no process before it had."""
    return f"{socket.gethostname()[:24]}:{os.getpid()}:{token_hex(3)}"


def is_gone(holder: str) -> bool:
    """Whether a process of this machine has ended, so that its lease need not be waited for.

    In a container every process may have the number that its predecessor had: then it is gone as well.
    """
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname()[:24] or not rest.isdecimal():
        return False
    return int(rest) == os.getpid() or not _alive(int(rest))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
