"""Prune: let go of what is older than it is to be kept, a small batch at a time.

Of a post its row stays, without its text: a feed may state it for years, and would bring it as new. Its
title and its link stay with it, so that digests of before still lead to the article.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.decisions.ranking.given import REMEMBERED
from digests.store import Store, Tx, locks
from digests.store.corrections import corrections
from digests.store.delivery import told
from digests.store.locks import Lock
from digests.store.monitoring import audit
from digests.store.posts import label_lists, retention
from digests.store.search import queries, standing, word_index
from digests.store.stories import membership, story_points
from digests.store.subscribers import mutes, personal_data, story_follows

BATCH = 200
_LINES = 1_000  # lines of what was told that are looked at in a round
FOLLOWED_FOR = timedelta(days=14)
"""How long a story is followed that nothing more is heard of."""

_QUERIES = timedelta(days=180)
_UNUSED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """For how many days posts and deliveries are kept; 0 is forever."""

    posts: int = 0
    deliveries: int = 0


class Prune:
    """The step; each round is one short transaction, so that nobody waits for it."""

    def __init__(self, store: Store, kept: Kept, now: Callable[[], datetime]) -> None:
        self._store = store
        self._kept = kept
        self._now = now
        self._trimmed = 0

    async def due(self) -> int:
        """One batch of everything that has an age; how much it was, 0 when nothing is left."""
        return await self._store.writing(self._work)

    async def _work(self, tx: Tx) -> int:
        now = self._now()
        await story_follows.end(tx, now - FOLLOWED_FOR)
        await mutes.forget(tx, now)
        self._trimmed = await told.trim(tx, await told.oldest(tx, now - REMEMBERED), self._trimmed, _LINES)
        done = await queries.forget_queries(tx, now - _QUERIES, BATCH) + await _leaving(tx, now)
        done += await standing.forget_unused(tx, now - _UNUSED, BATCH)
        if self._kept.posts:
            done += await _posts(tx, now - timedelta(days=self._kept.posts))
        if self._kept.deliveries:
            before = now - timedelta(days=self._kept.deliveries)
            done += await retention.deliveries(tx, before, BATCH) or await retention.digests(
                tx, before, BATCH
            )
            done += await corrections.forget(tx, before, BATCH)
        return done


async def _leaving(tx: Tx, now: datetime) -> int:
    """Who wanted to be forgotten, and has not come back."""
    due = await personal_data.due(tx, now, BATCH)
    for subscriber, place in due:
        await personal_data.forget(tx, subscriber, place)
        await audit.record(tx, "digestbot", "forget", f"subscriber:{subscriber}", now, {}, {})
    return len(due)


async def _posts(tx: Tx, before: datetime) -> int:
    """What is kept takes the place of its story's first; marked last, as where posts are stored."""
    await locks.take(tx, Lock.STORIES)
    ids = await retention.older_posts(tx, before, BATCH)
    if ids:
        stories = {*ids, *await retention.of_their_stories(tx, ids)}
        await label_lists.remove(tx, ids)
        await membership.leave(tx, ids)
        await retention.strip(tx, ids)
        await story_points.drop(tx, ids)
        await membership.rekey(tx, stories)
        await word_index.mark(tx, stories)
    return len(ids)
