"""A limit on what one task may add to the memory of its process, where the system knows such limits."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_STATUS = Path("/proc/self/status")
_WORTH_RETURNING = 8 << 20  # bytes


@contextmanager
def at_most(more: int) -> Iterator[None]:
    """Inside, memory beyond ``more`` bytes on top of the present is refused: ``MemoryError``, also in C code.

    Linux only: the limit is on private writable memory (RLIMIT_DATA), for address space as a whole says
    little about what is used. What the task has freed is given back to the system at the end, so that a
    long-lived worker does not keep the size of its largest task.
    """
    before = data_size()
    if before is None or resource is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = before + more
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
        if (data_size() or 0) - before > _WORTH_RETURNING:
            give_back()


def data_size() -> int | None:
    """Bytes of private writable memory of this process; None where nobody tells."""
    try:
        status = _STATUS.read_text("ascii", "replace")
    except OSError:
        return None
    told = status.partition("VmData:")[2].split(maxsplit=1)
    return int(told[0]) << 10 if told else None


def give_back() -> None:
    """Return to the system what was freed and what the allocator keeps; takes some milliseconds (glibc only).

    Once a block of megabytes was freed, glibc takes the next ones from its heaps, whose ends it keeps.
    """
    if (libc := _libc()) is not None:
        libc.malloc_trim(0)


@cache
def _libc() -> Any:
    """The C library where it can give memory back (glibc)."""
    try:
        libc = ctypes.CDLL(None)
    except OSError:
        return None
    return libc if hasattr(libc, "malloc_trim") else None
