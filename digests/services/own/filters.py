"""Filters of what comes: tried on the last days, kept, changed and removed; and the floor of sources."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.decisions.search.fields import refuse_bare
from digests.decisions.search.query import Query, parse
from digests.decisions.search.query_lines import whole_line
from digests.decisions.search.wanted import Wanted, refuse_open
from digests.errors import BadInput
from digests.model import FollowKind, Subscriber, Subscription
from digests.store import Store, Tx
from digests.store.search import standing
from digests.store.search.lately import Headline, headlines, lately
from digests.store.search.page import MOST_READ
from digests.store.search.passing import passing_keys
from digests.store.search.resolve import resolved_filter, unknown_names
from digests.store.subscribers import own_filters, subscriptions

__all__ = ["FLOORS", "Filters", "Headline", "Trial"]

DAYS = 7
MOST_TRIED = 2_000  # stories: 8 to 26 ms on SQLite at a million posts, 50 to 90 ms on PostgreSQL
FLOORS = (1, 2, 3, 5)
_EACH = 3

Followed = tuple[FollowKind, int]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a filter would have let through of the last days, with some stories of either sort.

    ``bounded``: of more stories only the newest ``total`` were looked at. ``unknown`` are tags and categories
    that it names and that there are not.
    """

    words: str
    total: int = 0
    passed: int = 0
    bounded: bool = False
    would: tuple[Headline, ...] = ()
    would_not: tuple[Headline, ...] = ()
    unknown: tuple[str, ...] = ()


class Filters:
    """What of all that is followed comes. ``about`` is one thing that a subscriber follows, None for all."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def tried(self, subscriber_id: int, about: Followed | None, words: str) -> Trial:
        """Hold a filter against the last days; raises ``BadInput`` where it cannot be understood."""
        query = self._parsed(words)

        async def work(tx: Tx) -> Trial:
            wanted = await _understood(tx, query)
            following = await subscriptions.of(tx, subscriber_id)
            of = [key for one in following if (key := (one.kind, one.target)) and about in (None, key)]
            return await self._tried(tx, query, wanted, of)

        return await self._store.reading(work)

    async def _tried(self, tx: Tx, query: Query, wanted: Wanted, of: Collection[Followed]) -> Trial:
        now, most = self._now(), MOST_READ if wanted.phrases else MOST_TRIED
        keys, bounded = await lately(tx, of, now - timedelta(days=DAYS), now, most)
        passed = await passing_keys(tx, wanted, keys)
        would = await headlines(tx, [story for story in keys if story in passed][:_EACH])
        would_not = await headlines(tx, [story for story in keys if story not in passed][:_EACH])
        unknown = await unknown_names(tx, query)
        return Trial(query.text, len(keys), len(passed), bounded, would, would_not, unknown)

    async def keep(self, subscriber_id: int, about: Followed | None, words: str) -> None:
        """Set a filter; ``BadInput("dead_button")`` where what it is about is not followed any more."""
        query = self._parsed(words)

        async def work(tx: Tx) -> None:
            await _understood(tx, query)
            number = await standing.keep(tx, query.text, self._now())
            await _put(tx, subscriber_id, about, number)

        await self._store.writing(work)

    async def remove(self, subscriber_id: int, about: Followed | None) -> None:
        """Let everything through again."""
        await self._store.writing(lambda tx: _put(tx, subscriber_id, about, 0))

    async def texts(self, me: Subscriber, following: Collection[Subscription]) -> dict[int, str]:
        """How the filters of a subscriber are worded, by their numbers."""
        numbers = {me.query, *(one.query for one in following)} - {0}
        return await self._store.reading(lambda tx: standing.texts(tx, numbers)) if numbers else {}

    async def set_floor(self, subscriber_id: int, floor: int) -> None:
        """Have only stories come that as many sources tell; ``BadInput`` for a number that is not offered."""
        if floor not in FLOORS:
            raise BadInput("dead_button")
        await self._store.writing(lambda tx: own_filters.put_floor(tx, subscriber_id, floor))

    def _parsed(self, words: str) -> Query:
        query = parse(whole_line(words), self._now())
        refuse_bare(query.terms)
        return query


async def _understood(tx: Tx, query: Query) -> Wanted:
    """What a new filter lets through. One that was kept before ``/filter`` refused it goes on as it is."""
    wanted = await resolved_filter(tx, query)
    refuse_open(wanted.alternatives)
    return wanted


async def _put(tx: Tx, subscriber_id: int, about: Followed | None, number: int) -> None:
    if not await own_filters.put(tx, subscriber_id, about, number):
        raise BadInput("dead_button")
