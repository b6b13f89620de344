"""Match: which of the posts that came in and are judged somebody wants to be told at once.

What was found of a batch and how far posts were looked at are one commit: a crash loses nothing, and of two
processes one writes. What waits then is told by ``tell``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from digests.decisions.alerts.pacing import SILENCE
from digests.decisions.alerts.telling import STORY
from digests.decisions.search.excluding import Answered
from digests.decisions.search.words import Document
from digests.model import FollowKind
from digests.ports import Queue
from digests.steps.alerts.filters import Filters
from digests.store import Store, Tx, locks
from digests.store.alerts import arrivals, rules, waiting
from digests.store.alerts.arrivals import Arrival
from digests.store.alerts.rules import Asking
from digests.store.alerts.waiting import Row
from digests.store.locks import Lock
from digests.store.posts import posts
from digests.store.search import documents
from digests.store.stories import marks, reports

BATCH = 200
_NOTHING = Answered()


@dataclass(frozen=True, slots=True)
class Batch:
    """Posts after ``was``, all up to ``upto``; by story what is looked into of it."""

    was: int
    upto: int
    news: Sequence[Arrival] = ()
    documents: Mapping[int, Document] = field(default_factory=dict)


class Match:
    """The step; ``patience``: how long posts that are not judged yet are waited for."""

    def __init__(
        self, store: Store, queue: Queue, now: Callable[[], datetime], patience: timedelta | None = None
    ) -> None:
        self._store = store
        self._queue = queue
        self._now = now
        self._patience = patience
        self._filters = Filters(store)

    async def due(self) -> int:
        """Look at one batch; how many posts that were, 0 when there are no more."""
        now = self._now()
        was, judged = await self._store.reading(partial(self._range, now=now))
        if was is None:
            await self._store.writing(lambda tx: arrivals.begin(tx, judged))
        if was is None or judged <= was:
            await self._filters.refresh(now)
            return 0
        batch = await self._store.reading(partial(_read, was=was, upto=judged))
        answered: Mapping[int, Answered] = {}
        if batch.documents:
            await self._filters.catch_up(now)
            answered = await self._filters.find(batch.documents)
        if await self._store.writing(partial(_write, batch=batch, answered=answered)):
            self._queue.wake("tell")
        return batch.upto - batch.was

    async def _range(self, tx: Tx, now: datetime) -> tuple[int | None, int]:
        """Up to which post all were looked at, None for never; and up to which they are judged."""
        newest = await posts.newest_id(tx)
        judged = await marks.judged_upto(tx, newest, now, self._patience) if self._patience else newest
        return await arrivals.upto(tx), judged


async def _read(tx: Tx, was: int, upto: int) -> Batch:
    news, upto = await arrivals.read(tx, was, upto, BATCH)
    if not news or not await arrivals.any_wanted(tx):
        return Batch(was, upto)
    said = await documents.read(tx, [one.post for one in news])
    stories = await reports.stories_of(tx, [first for first, _, _ in said])
    return Batch(was, upto, news, {stories[first]: each for first, _, each in said if first in stories})


async def _write(tx: Tx, batch: Batch, answered: Mapping[int, Answered]) -> int:
    """Have what was asked for wait; how many posts for how many chats."""
    await locks.take(tx, Lock.ALERTS)
    if not await arrivals.advance(tx, batch.was, batch.upto) or not batch.documents:
        return 0
    rows = _rows(batch, await _asking(tx, batch, answered), answered)
    if rows:
        await waiting.add(tx, rows, max(row.stored for row in rows) + SILENCE)
    return len(rows)


async def _asking(
    tx: Tx, batch: Batch, answered: Mapping[int, Answered]
) -> dict[tuple[str, int], list[Asking]]:
    """By what they ask for, the rules that any of these posts may answer; the narrowest kinds first."""
    found = await rules.story_follows(tx, {one.story for one in batch.news})
    excluding = next((each.excluding for each in answered.values()), frozenset[int]())  # one for all
    queries = {query for each in answered.values() for query in each.found} | excluding
    asked = {target for one in batch.news for target in _targets(one, batch, answered)}
    for kind in (FollowKind.SEARCH, FollowKind.TAG, FollowKind.FEED, FollowKind.CATEGORY):
        targets = {target for of, target in asked if of == kind}
        found += await rules.subscriptions(tx, kind, targets, queries) if targets else []
    by_target: dict[tuple[str, int], list[Asking]] = {}
    for one in found:
        by_target.setdefault((one.kind, one.target), []).append(one)
    return by_target


def _rows(
    batch: Batch,
    asking: Mapping[tuple[str, int], Iterable[Asking]],
    answered: Mapping[int, Answered],
) -> list[Row]:
    """Each post for each who wants it, by the narrowest rule."""
    found: dict[tuple[int, int], Row] = {}
    for one in batch.news:
        said = answered.get(one.story, _NOTHING)
        wanted = [(STORY, one.story), *_targets(one, batch, answered)]
        for rule in (each for target in wanted for each in asking.get(target, ())):
            if one.post > rule.after and said.passes(rule.filters):
                row = Row(rule.subscriber, one.post, rule.kind, rule.target, one.stored)
                found.setdefault((rule.subscriber, one.post), row)
    return list(found.values())


def _targets(one: Arrival, batch: Batch, answered: Mapping[int, Answered]) -> list[tuple[FollowKind, int]]:
    """What may be followed that has a post: its story's queries, tags and categories, and its feed."""
    said = batch.documents.get(one.story)
    if said is None:
        return []
    return [
        *((FollowKind.SEARCH, query) for query in answered.get(one.story, _NOTHING).found),
        *((FollowKind.TAG, tag) for tag, _ in said.tags),
        (FollowKind.FEED, one.feed),
        *((FollowKind.CATEGORY, category) for category in said.categories),
    ]
