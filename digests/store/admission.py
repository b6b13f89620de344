"""Admission to the database: so many transactions at once, and none any more once it is closed."""

from __future__ import annotations

import asyncio

from digests.errors import Closed


class Admission:
    """An ``async with`` around each transaction; whoever comes when all places are taken waits in line."""

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._inside = 0
        self._closed = False
        self._empty = asyncio.Event()

    async def __aenter__(self) -> None:
        """Wait for a place. Raises ``Closed`` when it is closed, also to those that waited."""
        await self._places.acquire()
        if self._closed:
            self._places.release()
            raise Closed
        self._inside += 1

    async def __aexit__(self, *_: object) -> None:
        """Leave the place to the next one."""
        self._inside -= 1
        self._places.release()
        if self._closed and not self._inside:
            self._empty.set()

    async def close(self) -> None:
        """Let nobody in any more, and wait until everybody is out."""
        self._closed = True
        if self._inside:
            await self._empty.wait()
