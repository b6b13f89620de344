"""Record: how fetches went, many in one commit.

Most fetches bring nothing new, and a commit of its own for each would be most of their work. So whoever has
something to record joins the next commit, which begins as soon as the last one has ended.
"""

from __future__ import annotations

import asyncio

from digests.store import Store, Tx
from digests.store.feeds import fetches
from digests.store.feeds.fetches import Failure, Success

Outcome = Success | Failure


class FetchLog:
    """Writes outcomes; each caller goes on when its own is committed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Outcome, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def __call__(self, outcome: Outcome) -> None:
        """Record one outcome; raises what the database raised."""
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, committed))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await committed

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting, []
                error = await self._write([outcome for outcome, _ in taken])
                for _, committed in taken:
                    _settle(committed, error)
        finally:
            self._writing = None

    async def _write(self, outcomes: list[Outcome]) -> Exception | None:
        async def work(tx: Tx) -> None:
            await fetches.succeeded(tx, [each for each in outcomes if isinstance(each, Success)])
            await fetches.failed(tx, [each for each in outcomes if isinstance(each, Failure)])

        try:
            await self._store.writing(work)
        except Exception as error:  # each caller gets it
            return error
        return None


def _settle(committed: asyncio.Future[None], error: Exception | None) -> None:
    if committed.done():
        return
    if error is None:
        committed.set_result(None)
    else:
        committed.set_exception(error)
