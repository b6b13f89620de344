"""Pool: due feeds are claimed many at a time and fetched side by side, with manners towards hosts.

A host with hundreds of feeds, or one that answers slowly, must not keep others waiting: of each only a few
feeds are taken at a time, and only one that may start now gets a place.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta
from time import monotonic

from digests.runtime.host_limits import Hosts
from digests.store import Store, Tx
from digests.store.feeds import due_feeds
from digests.store.feeds.due_feeds import Claimed, Waiting

Run = Callable[[Claimed, datetime], Awaitable[None]]

LEASE = timedelta(minutes=10)  # renewed with each batch of a long reading
_LOOK_AGAIN = 1.0  # seconds, after nothing more was due
_LOOKS = 3


def fair(rows: Iterable[Waiting], held: Mapping[str, int], window: int, most: int) -> list[Waiting]:
    """Of feeds that are due, longest waiting first, at most ``window`` of each host with those ``held``."""
    counts, picked = Counter(held), list[Waiting]()
    for row in rows:
        if len(picked) < most and (not row.host or counts[row.host] < window):
            counts[row.host] += 1
            picked.append(row)
    return picked


class FetchPool:
    """Runs at most ``at_once`` fetches; ``run`` fetches one claimed feed and never raises."""

    def __init__(self, store: Store, run: Run, hosts: Hosts, at_once: int) -> None:
        self._store = store
        self._run = run
        self._hosts = hosts
        self._at_once = at_once
        self._waiting: dict[str, deque[Claimed]] = {}
        self._running: dict[asyncio.Task[None], Claimed] = {}
        self._hosted: Counter[str] = Counter()
        self._ended = asyncio.Event()
        self._look_at = 0.0

    async def due(self, now: datetime) -> int:
        """Go on for a while; how many feeds were under way, 0 when nothing is due."""
        try:
            await self._give_back_quiet()
            if self._is_short():
                await self._claim(now)
            self._start(now)
            under_way = len(self._running) + sum(map(len, self._waiting.values()))
            if under_way:
                await self._some_end()
            return under_way
        except asyncio.CancelledError:
            await self._stop()
            raise

    # ----------------------------------------------------------------------- claiming

    def _is_short(self) -> bool:
        """Whether there may be more to start than there is at hand."""
        if not self._running and not self._waiting:
            return True
        ready = sum(1 for host in self._waiting if self._may_start(host))
        return ready < self._at_once // 2 and monotonic() >= self._look_at

    async def _claim(self, now: datetime) -> None:
        window, most = 2 * self._hosts.at_once, 2 * self._at_once
        held = Counter(self._hosted)
        for host, feeds in self._waiting.items():
            held[host] += len(feeds)

        async def work(tx: Tx) -> list[Claimed]:
            picked: list[Waiting] = []
            for _ in range(_LOOKS):
                counts = held + Counter(row.host for row in picked)
                full = [host for host, count in counts.items() if host and count >= window]
                limit = 4 * (most - len(picked))
                rows = await due_feeds.due(tx, now, limit, {*full, *self._hosts.quiet()}, held)
                ids = {row.id for row in picked}
                picked += fair((row for row in rows if row.id not in ids), counts, window, most - len(picked))
                if len(rows) < limit or len(picked) >= most:
                    break
            return await due_feeds.take(tx, [row.id for row in picked], now, now + LEASE)

        taken = await self._store.writing(work)
        for claimed in taken:
            self._waiting.setdefault(claimed.host, deque()).append(claimed)
        if len(taken) < most:
            self._look_at = monotonic() + _LOOK_AGAIN

    async def _give_back_quiet(self) -> None:
        """Feeds of a host that asked for silence wait in the database, not here."""
        quiet = [host for host in self._waiting if self._hosts.is_quiet(host)]
        if quiet:
            await self._release([claimed for host in quiet for claimed in self._waiting.pop(host)])

    async def _release(self, claimed: Iterable[Claimed]) -> None:
        ids = [each.feed.id for each in claimed]
        await self._store.writing(lambda tx: due_feeds.release(tx, ids))

    # ----------------------------------------------------------------------- running

    def _may_start(self, host: str) -> bool:
        if not host:
            return True
        return self._hosted[host] < self._hosts.at_once and not self._hosts.wait(host)

    def _start(self, now: datetime) -> None:
        """Start what may start, one of each host: its turn there is only taken once it runs."""
        for host in list(self._waiting):
            while len(self._running) < self._at_once and self._may_start(host):
                claimed = self._waiting[host].popleft()
                task = asyncio.create_task(self._one(claimed, now))
                self._running[task] = claimed
                self._hosted[host] += 1
                task.add_done_callback(self._end)
                if not self._waiting[host]:
                    del self._waiting[host]
                    break
                if host:
                    break

    async def _one(self, claimed: Claimed, now: datetime) -> None:
        await self._run(claimed, now)

    def _end(self, task: asyncio.Task[None]) -> None:
        claimed = self._running.pop(task)
        self._hosted[claimed.host] -= 1
        if not self._hosted[claimed.host]:
            del self._hosted[claimed.host]
        self._ended.set()

    async def _some_end(self) -> None:
        """Until a fetch has ended, or a host that was waited for may be asked again."""
        waits = [self._hosts.wait(host) for host in self._waiting if not self._may_start(host)]
        soonest = min([wait for wait in waits if wait] + [_LOOK_AGAIN])
        self._ended.clear()
        try:
            async with asyncio.timeout(soonest + 0.001):
                await self._ended.wait()
        except TimeoutError:
            return

    async def _stop(self) -> None:
        """Cancel what runs, and let others have at once what was taken."""
        left = [*self._running.values(), *(each for feeds in self._waiting.values() for each in feeds)]
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._waiting.clear()
        await self._release(left)
