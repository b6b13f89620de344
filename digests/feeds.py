"""What admins do with feeds: look before adding, add, pause, rename, remove and take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from digests.errors import BadInput
from digests.model import CategoryName, Feed, FeedState
from digests.sources import Sources
from digests.sources.address import parse
from digests.sources.probe import Probe
from digests.store import Store, Tx, labels
from digests.store import feeds as rows

WEEKS = 8


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A stretch of the list of feeds: 1-based ``first`` of ``total``."""

    feeds: tuple[Feed, ...]
    first: int
    total: int
    ok: int
    failing: int
    paused: int


@dataclass(frozen=True, slots=True)
class FeedCard:
    """One feed with its posts a week, oldest first, and what could not be read of it."""

    feed: Feed
    weeks: tuple[int, ...]
    per_day: float
    problems: tuple[tuple[str, str], ...] = ()


class Feeds:
    """Feeds as admins see them."""

    def __init__(self, store: Store, sources: Sources) -> None:
        self._store = store
        self._sources = sources

    async def preview(self, address: str) -> Probe:
        """Read an address without storing anything; raise ``SourceError`` or ``BadInput``."""
        return await self._sources.probe(address)

    async def add(self, address: str, *, category: str = "", title: str = "", now: datetime) -> Feed:
        """Store a feed, due in a minute unless it is refreshed before; a removed one comes back.

        Raises ``BadInput("feed_known")`` when it is there already.
        """
        where = parse(address)
        async with self._store.write() as tx:
            there = await rows.by_address(tx, where.canonical)
            if there and there.state is not FeedState.REMOVED:
                shown = there.category.title if there.category else ""
                raise BadInput("feed_known", title=there.title or there.address, category=shown, id=there.id)
            category_id = await _category(tx, category)
            soon = now + timedelta(minutes=1)
            if there:
                await rows.change(
                    tx, there.id, state=FeedState.ACTIVE, category_id=category_id, next_fetch=now
                )
                feed_id = there.id
            else:
                feed_id = await rows.add(
                    tx,
                    address=where.canonical,
                    kind=where.kind,
                    title=title,
                    category_id=category_id,
                    now=now,
                    next_fetch=soon,
                )
            return await _get(tx, feed_id)

    async def get(self, feed_id: int) -> Feed:
        """One feed; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            return await _get(tx, feed_id)

    async def at(self, address: str) -> Feed:
        """The feed at an address as somebody typed it; ``BadInput`` when there is none."""
        where = parse(address)
        async with self._store.read() as tx:
            found = await rows.by_address(tx, where.canonical)
        if found is None or found.state is FeedState.REMOVED:
            raise BadInput("unknown_feed", id=where.shown)
        return found

    async def every(self) -> tuple[Feed, ...]:
        """All feeds that were not removed."""
        async with self._store.read() as tx:
            return await rows.every(tx)

    async def page(self, first: int, size: int = 10, *, failing: bool = False) -> FeedPage:
        """A page of feeds from the 0-based ``first`` on, failing ones first."""
        async with self._store.read() as tx:
            listed = await rows.page(tx, first, size, failing=failing)
            ok, bad, paused = await rows.counts(tx)
        total = bad if failing else ok + bad + paused
        return FeedPage(listed, first + 1 if listed else 0, total, ok, bad, paused)

    async def card(self, feed_id: int, now: datetime) -> FeedCard:
        """One feed with what an admin wants to know of it."""
        async with self._store.read() as tx:
            feed = await _get(tx, feed_id)
            times = await rows.recent_times(tx, feed_id, now - timedelta(weeks=WEEKS))
            problems = await rows.problems(tx, feed_id)
        weeks = by_week(times, now)
        return FeedCard(feed, weeks, weeks[-1] / 7, problems)

    async def pause(self, feed_id: int, now: datetime) -> Feed:
        """Fetch it no more until it is resumed."""
        return await self._change(feed_id, state=FeedState.PAUSED)

    async def resume(self, feed_id: int, now: datetime) -> Feed:
        """Fetch it again, at once."""
        return await self._change(feed_id, state=FeedState.ACTIVE, next_fetch=now)

    async def retitle(self, feed_id: int, title: str) -> Feed:
        """Give it another title; an empty one takes the feed's own at its next reading."""
        return await self._change(feed_id, title=title.strip()[:300])

    async def recategorise(self, feed_id: int, category: str) -> Feed:
        """File what comes in from now on under another category."""
        async with self._store.write() as tx:
            await rows.change(tx, feed_id, category_id=await _category(tx, category))
            return await _get(tx, feed_id)

    async def remove(self, feed_id: int) -> Feed:
        """Take it out of all lists; its posts stay, and ``restore`` takes this back."""
        return await self._change(feed_id, state=FeedState.REMOVED)

    async def restore(self, feed_id: int) -> Feed:
        """Take a removal back."""
        return await self._change(feed_id, state=FeedState.ACTIVE)

    async def _change(self, feed_id: int, **values: Any) -> Feed:
        async with self._store.write() as tx:
            await rows.change(tx, feed_id, **values)
            return await _get(tx, feed_id)


async def _get(tx: Tx, feed_id: int) -> Feed:
    found = await rows.get(tx, feed_id)
    if found is None:
        raise BadInput("unknown_feed", id=feed_id)
    return found


async def _category(tx: Tx, text: str) -> int | None:
    """The id of a category named by slug, made when it is new; None for no name."""
    slug = " ".join(text.split())[:100]
    if not slug:
        return None
    return (await labels.ensure_categories(tx, [CategoryName(slug)]))[slug]


def by_week(times: tuple[datetime, ...], now: datetime) -> tuple[int, ...]:
    """How many of the times lie in each of the last ``WEEKS`` weeks, oldest first."""
    counts = [0] * WEEKS
    for each in times:
        ago = (now - each) // timedelta(weeks=1)
        if 0 <= ago < WEEKS:
            counts[WEEKS - 1 - ago] += 1
    return tuple(counts)
