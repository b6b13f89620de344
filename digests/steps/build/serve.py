"""Serving: all who were found due get their digests, few new ones in the first commit, then more in each."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from digests.model import Profile
from digests.ports import Queue, Renderer
from digests.runtime.uncollected import uncollected
from digests.steps.build.amends import amends
from digests.steps.build.draft import Draft
from digests.steps.build.drafting import drafts
from digests.steps.build.groups import Group, Outcome, grouped, stretches
from digests.steps.build.history import histories
from digests.steps.build.store_digests import Batch, Ready, note, put_off, write
from digests.steps.full_posts import FullPosts
from digests.store import Store

log = logging.getLogger(__name__)

NEW_DIGESTS = 8  # in the first commit of a run, for which the first message waits


class Serve:
    """Makes what is not made yet, and commits it with deliveries, cursors and next due times."""

    def __init__(
        self, store: Store, articles: FullPosts, renderer: Renderer, queue: Queue, batch: Batch
    ) -> None:
        self._store = store
        self._articles = articles
        self._renderer = renderer
        self._queue = queue
        self._batch = batch

    async def __call__(self, found: Mapping[Profile, Sequence[int]]) -> int:
        """Build for these subscribers; how many deliveries that made."""
        run = self._batch.run
        known = await self._store.reading(lambda tx: histories(tx, found, run.upto, run.oldest))
        corrected = await self._store.reading(lambda tx: amends(tx, found, run.now))
        groups, misfits = grouped(found, run.now, known, corrected)
        if misfits:
            log.error("no next time for schedules of %s", [one.schedule for one in misfits])
            await self._store.writing(lambda tx: put_off(tx, misfits, run))
        made = 0
        for some in stretches(run, groups, NEW_DIGESTS):
            with uncollected():
                made += await self._commit(await self._ready(some))
        return made

    async def _ready(self, groups: Sequence[Group]) -> list[Ready]:
        """What there is for these, or is made now."""
        run = self._batch.run
        new = [one.choice for one in groups if run.made(one.choice) is None]
        drafted = await drafts(self._store, self._articles, new, run.material(self._batch.now)) if new else []
        made = {choice: _outcome(one) for choice, one in zip(new, drafted, strict=True)}
        return [Ready(one, made.get(one.choice) or run.made(one.choice) or Outcome.FAILED) for one in groups]

    async def _commit(self, ready: Sequence[Ready]) -> int:
        """Write them in one transaction; where that fails, each by itself, and what fails then later."""
        try:
            made, count = await self._store.writing(lambda tx: write(tx, self._renderer, self._batch, ready))
        except Exception:
            if len(ready) > 1:
                self._batch.run.renew()
                each = [await self._ready([one.group]) for one in ready]
                return sum([await self._commit(one) for one in each])
            if ready[0].made is Outcome.FAILED:
                raise
            log.exception("storing for %d subscribers", len(ready[0].group.ids))
            return await self._commit([Ready(ready[0].group, Outcome.FAILED)])
        self._batch.run.remember(made)
        note(made, ready)
        if count:
            self._queue.wake("send")
        return count


def _outcome(drafted: Draft | None) -> Draft | Outcome:
    if drafted is None:
        return Outcome.FAILED
    return Outcome.EMPTY if drafted.is_empty else drafted
