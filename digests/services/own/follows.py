"""Following what a search finds, and following one feed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from digests.decisions.search.fields import refuse_bare
from digests.decisions.search.query import parse
from digests.decisions.search.query_lines import whole_line
from digests.decisions.suggestions import nearest
from digests.errors import BadInput
from digests.model import FollowKind, Subscription
from digests.store import Store, Tx
from digests.store.feeds import feed_list
from digests.store.feeds.feed_list import ListedFeed
from digests.store.search import standing
from digests.store.search.lately import lately
from digests.store.search.resolve import resolved
from digests.store.subscribers import own_filters, subscriptions

__all__ = ["Follows", "ListedFeed"]

MOST_SEARCHES = 50
MOST_FEEDS = 100
_WEEK, _FEW = timedelta(days=7), 8


class Follows:
    """What a subscriber can follow beside categories and tags."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def search(self, subscriber_id: int, words: str) -> tuple[int, bool]:
        """Follow what a search finds from now on; its number, and whether it is new.

        Raises ``BadInput``: what a search does, ``follow_since`` where it names a time, since what comes is
        new anyway, and ``many_searches``.
        """
        now = self._now()
        query = parse(whole_line(words), now)
        refuse_bare(query.terms)
        if query.since is not None:
            raise BadInput("follow_since")

        async def work(tx: Tx) -> tuple[int, bool]:
            await resolved(tx, query)
            number = await standing.keep(tx, query.text, now)
            return number, await _follow(tx, subscriber_id, (FollowKind.SEARCH, number), MOST_SEARCHES)

        return await self._store.writing(work)

    async def feed(self, subscriber_id: int, feed_id: int) -> bool:
        """Follow all that one feed brings; whether that is new. Raises ``BadInput("many_feeds")``."""
        wanted = FollowKind.FEED, feed_id
        return await self._store.writing(lambda tx: _follow(tx, subscriber_id, wanted, MOST_FEEDS))

    async def feeds(
        self, words: str = "", first: int = 0, size: int = 8
    ) -> tuple[tuple[ListedFeed, ...], int]:
        """A page of the feeds that can be followed, by title, whose titles have these words; and how many."""
        now = self._now()
        return await self._store.reading(lambda tx: feed_list.page(tx, words, first, size, now))

    async def near_feeds(self, words: str, count: int = 6) -> tuple[ListedFeed, ...]:
        """The feeds whose names resemble a text, best first."""
        known = await self._store.reading(feed_list.everything)
        return tuple(known[n] for n in nearest(words, [each.name for each in known], count))

    async def lately(self, followed: Subscription) -> int:
        """How many stories of a week something that is followed has, counted up to a page."""
        now = self._now()

        async def work(tx: Tx) -> int:
            found = await lately(tx, [(followed.kind, followed.target)], now - _WEEK, now, _FEW)
            return len(found.keys)

        return await self._store.reading(work)

    async def known(self, feed_id: int) -> ListedFeed:
        """One feed; ``BadInput("dead_button")`` when it is not there any more."""
        found = await self._store.reading(lambda tx: feed_list.one(tx, feed_id))
        if found is None:
            raise BadInput("dead_button")
        return found


async def _follow(tx: Tx, subscriber_id: int, wanted: tuple[FollowKind, int], most: int) -> bool:
    kind, target = wanted
    new = await subscriptions.follow(tx, subscriber_id, kind, target)
    if new and await own_filters.count(tx, subscriber_id, kind) > most:
        raise BadInput("many_searches" if kind is FollowKind.SEARCH else "many_feeds", most=most)
    return new
