"""Keep: store one batch of a reading, in one commit with what the source remembers of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from digests.decisions.intake import decide, unique
from digests.model import Batch, Feed, Problem
from digests.steps.refresh.batch_rows import Plan, ensure_labels, write
from digests.steps.refresh.find_duplicates import FindDuplicates
from digests.store import Store
from digests.store.posts import posts

Detect = Callable[[str], str]
_LATE = timedelta(days=1)  # entries may come in after their date, or state the day alone


@dataclass(slots=True)
class Refreshed:
    """What a refresh did; ``fresh`` are the ids of posts that count as new, ``stale`` counts the others."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    stale: int = 0
    problems: list[Problem] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)


class StoreBatch:
    """Decides what of a batch is new and writes it."""

    def __init__(self, store: Store, detect: Detect) -> None:
        self._store = store
        self._detect = detect
        self._merge = FindDuplicates(store)

    async def batch(self, feed: Feed, batch: Batch, now: datetime, left: int | None, done: Refreshed) -> None:
        """Store a batch and add up what it did; ``left`` bounds how many of it count as new."""
        plan = await self.plan(feed, batch, now, left)
        intake = plan.intake
        copies = await self._merge.find(feed.id, intake.new)
        there = await self._store.writing(lambda tx: ensure_labels(tx, feed, intake))
        ids, gone = await self._store.writing(lambda tx: write(tx, feed, batch, plan, there, copies, now))
        self._merge.remember(intake.new, ids)
        done.new += len(intake.new)
        done.changed += len(intake.changed)
        done.same += intake.same
        done.gone += gone
        done.problems += batch.problems
        done.stale += sum(1 for draft in intake.new if not draft.fresh)
        done.fresh += [ids[draft.entry.uid] for draft in intake.new if draft.fresh]

    async def plan(
        self,
        feed: Feed,
        batch: Batch,
        now: datetime,
        left: int | None,
        names: Mapping[int, str] | None = None,
    ) -> Plan:
        """Decide what of a batch is new and what has changed; nothing is written.

        ``names`` are those that posts, by id, are to have.
        """
        entries = await asyncio.to_thread(unique, batch.entries)
        uids = [entry.uid for entry in entries]
        known = await self._store.reading(lambda tx: posts.known(tx, feed.id, uids, names))
        intake = await asyncio.to_thread(
            partial(
                decide,
                entries,
                {uid: version for uid, (_, version) in known.items()},
                now,
                fresh_left=left,
                detect=self._detect,
                read_until=batch.read_until and batch.read_until - _LATE,
            )
        )
        return Plan(intake, known)
