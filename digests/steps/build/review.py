"""Review: the week in ten stories, for those who want it, at its own slot.

It tells once more, so that it neither looks at what a chat was told nor counts as told; digests and their
times go on beside it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from digests.decisions.compose import compose
from digests.decisions.ranking.most_covered import Covered
from digests.decisions.review import STORIES, next_review, slot_of
from digests.errors import BadInput, Unavailable
from digests.model import DigestKind, Figures, FollowKind, Pick, Post, Rank
from digests.ports import Queue, Renderer
from digests.steps.build.week import Week
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import new_digests, outbox
from digests.store.subscribers import due_reviews
from digests.store.subscribers.due_reviews import Reviewed

log = logging.getLogger(__name__)

PAUSE = timedelta(hours=1)
BATCH = 500
_NOWHERE = (FollowKind.CATEGORY, 0)  # a review has one section, without a name


class Review:
    """The step that makes reviews and their deliveries."""

    def __init__(self, store: Store, articles: FullPosts, renderer: Renderer, queue: Queue) -> None:
        self._store = store
        self._articles = articles
        self._renderer = renderer
        self._queue = queue

    async def due(self, now: datetime) -> int:
        """Make the reviews of up to ``BATCH`` subscribers; how many were due."""
        found = await self._store.reading(lambda tx: due_reviews.due(tx, now, BATCH))
        weeks: dict[datetime, Week] = {}
        for wanted, ids in found.items():
            await self._serve(wanted, ids, now, weeks)
        return sum(map(len, found.values()))

    async def _serve(
        self, wanted: Reviewed, ids: Sequence[int], now: datetime, weeks: dict[datetime, Week]
    ) -> None:
        try:
            slot, name = slot_of(wanted.review, wanted.zone, wanted.due, now)
            if slot not in weeks:
                weeks[slot] = await self._week(slot, now)
            made = await self._made(wanted, weeks[slot])
            work = partial(self._write, wanted=wanted, ids=ids, made=made, slot=slot, name=name, now=now)
            if await self._store.writing(work):
                self._queue.wake("send")
        except Unavailable:
            raise
        except Exception as error:  # a fault of ours, or one broken post: the others get theirs
            log.exception("a review for %d subscribers", len(ids))
            then = None if isinstance(error, BadInput) else now + PAUSE
            await self._store.writing(lambda tx: due_reviews.advance(tx, ids, wanted.due, then))

    async def _week(self, slot: datetime, now: datetime) -> Week:
        week = Week(slot, now)
        await self._store.reading(week.load)
        return week

    async def _made(self, wanted: Reviewed, week: Week) -> tuple[list[Pick], dict[int, Post]]:
        covered = await self._store.reading(lambda tx: week.covered(tx, wanted))
        return [_pick(one) for one in covered], await self._articles.read([one.post for one in covered])

    async def _write(
        self,
        tx: Tx,
        wanted: Reviewed,
        ids: Sequence[int],
        made: tuple[list[Pick], dict[int, Post]],
        slot: datetime,
        name: str,
        now: datetime,
    ) -> int:
        """The review with its deliveries and the next due times, all or nothing; how many deliveries."""
        picks, posts = made
        then = next_review(wanted.review, wanted.zone, now)
        served = await due_reviews.advance(tx, ids, wanted.due, then)
        if not served or not picks:
            return 0
        digest_id = await new_digests.add(tx, _row(wanted, slot, now), picks)
        row = await digest_rows.get(tx, digest_id)
        if row is not None:  # it was stored just now
            digest = compose(digest_id, row, picks, posts, {}, len(picks))
            parts = self._renderer.parts(replace(digest, kind=row.kind))
            await new_digests.add_parts(tx, {digest_id: parts})
        await outbox.add(tx, digest_id, dict.fromkeys(served, name), now, rank=Rank.CLOCK)
        return len(served)


def _pick(one: Covered) -> Pick:
    return Pick(one.post, _NOWHERE, one.others, Figures(coverage=one.coverage))


def _row(wanted: Reviewed, slot: datetime, now: datetime) -> dict[str, object]:
    return {
        "kind": DigestKind.REVIEW,
        "due": slot,
        "created": now,
        "language": wanted.language,
        "zone": wanted.zone,
        "size": STORIES,
        "points": wanted.points,
        "first": False,
        "since": 0,
        "upto": 0,
        "transport": wanted.transport,
    }
