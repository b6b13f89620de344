"""Writing what must not be forgotten: while the database cannot be used, it waits in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from digests.errors import Unavailable
from digests.store import Store, Tx

T = TypeVar("T")
RETRY = 0.5  # seconds; most of these tries are refused without asking the database


async def write_patiently(store: Store, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
    """``Store.writing``, again and again until the database can be used."""
    while True:
        try:
            return await store.writing(work)
        except Unavailable:
            await asyncio.sleep(RETRY)
