"""The part log: writes down what happens to parts, in one commit for all that happens at the same time.

A commit of its own for each intention and each outcome was two thirds of the cost of a message. Who writes
waits until the database has it: that is what makes the intention stand before the call.

While the database cannot be used, all that waits stays in memory: outcomes are not forgotten, and nothing is
sent whose intention is not written.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from digests.errors import Closed, Unavailable
from digests.steps.send.write_patiently import RETRY
from digests.store import Store, Tx
from digests.store.delivery import sent_parts
from digests.store.delivery.sent_parts import Sent

log = logging.getLogger(__name__)

_LINGER = 0.002
"""Seconds that an entry waits for others: at full speed a commit carries twice as many."""


class Intention(NamedTuple):
    """A part that is about to be sent."""

    delivery: int
    number: int


class _Entry(NamedTuple):
    what: Intention | Sent
    written: asyncio.Future[bool]


class PartLog:
    """Of one worker, which holds its claims as ``name``."""

    def __init__(self, store: Store, name: str, lease: timedelta, now: Callable[[], datetime]) -> None:
        self._store = store
        self._name = name
        self._lease = lease
        self._now = now
        self._waiting: list[_Entry] = []
        self._writing: asyncio.Task[None] | None = None

    async def intend(self, delivery: int, number: int) -> bool:
        """Write that a part is about to be sent; False when its claim is no longer ours."""
        return await self._put(Intention(delivery, number))

    async def record(self, sent: Sent) -> None:
        """Write what a part became."""
        await self._put(sent)

    async def flush(self, within: float) -> int:
        """Let what waits be written within that many seconds; how many outcomes could not be."""
        if self._writing is not None and not self._writing.done():
            await asyncio.wait([self._writing], timeout=within)
            self._writing.cancel()
        return sum(isinstance(entry.what, Sent) for entry in self._waiting)

    async def _put(self, what: Intention | Sent) -> bool:
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Entry(what, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await written

    async def _write(self) -> None:
        """Commit what waits, until nothing does; what comes in during a commit is the next one."""
        while self._waiting:
            await asyncio.sleep(_LINGER)
            batch, self._waiting = [each for each in self._waiting if _is_wanted(each)], []
            try:
                await self._commit(batch)
            except Unavailable:
                await self._keep(batch)
            except Closed as error:  # a stop that had no time left: what arrived is told by ``flush``
                for entry in batch:
                    _settle(entry, error)
                self._waiting = [*(each for each in batch if isinstance(each.what, Sent)), *self._waiting]
                return
            except asyncio.CancelledError:
                self._waiting = [*batch, *self._waiting]
                raise
            except Exception:  # one entry may spoil the others: each on its own
                log.exception("part log of %d entries", len(batch))
                await self._one_by_one(batch)

    async def _one_by_one(self, batch: Sequence[_Entry]) -> None:
        for entry in batch:
            try:
                await self._commit([entry])
            except Unavailable:
                await self._keep([entry])
            except Exception as error:  # whoever waits for it decides
                _settle(entry, error)

    async def _keep(self, batch: Sequence[_Entry]) -> None:
        """They go before those that came later, when the database can be used again."""
        self._waiting = [*batch, *self._waiting]
        await asyncio.sleep(RETRY)

    async def _commit(self, batch: Sequence[_Entry]) -> None:
        ours = await self._store.writing(lambda tx: self._statements(tx, [entry.what for entry in batch]))
        for entry in batch:
            _settle(entry, isinstance(entry.what, Sent) or entry.what.delivery in ours)

    async def _statements(self, tx: Tx, entries: Sequence[Intention | Sent]) -> set[int]:
        now = self._now()
        done = [each for each in entries if isinstance(each, Sent)]
        if done:
            await sent_parts.record(tx, self._name, done, now)
        parts = [(each.delivery, each.number) for each in entries if isinstance(each, Intention)]
        return await sent_parts.intend(tx, self._name, parts, now, self._lease) if parts else set()


def _is_wanted(entry: _Entry) -> bool:
    """Nobody sends a part any more whose sender was cancelled; what became of one is always worth knowing."""
    return isinstance(entry.what, Sent) or not entry.written.cancelled()


def _settle(entry: _Entry, result: bool | Exception) -> None:
    """Tell whoever waits, unless it was cancelled meanwhile."""
    if entry.written.done():
        return
    if isinstance(result, Exception):
        entry.written.set_exception(result)
    else:
        entry.written.set_result(result)
