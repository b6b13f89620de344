"""Build: for everyone whose time has come, one digest a choice, committed with its deliveries.

Many may be due at once. They are served in batches, and each commit holds some of their deliveries with the
digests that these are the first to need; so the first message leaves while the others are still being built,
and a crash costs what was not committed yet, which is then simply due.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from digests.decisions.ranking.given import REMEMBERED
from digests.decisions.schedule import slot_of_edition
from digests.model import Profile, Rank, Subscriber, Subscription, Verdict
from digests.ports import Queue, Renderer
from digests.steps.build import on_request, why
from digests.steps.build.choices import as_first, choice_of, profile_of
from digests.steps.build.draft import Draft
from digests.steps.build.drafting import draft
from digests.steps.build.groups import Run
from digests.steps.build.material import Material
from digests.steps.build.on_request import Asked
from digests.steps.build.serve import Serve
from digests.steps.build.store_digests import Batch
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.delivery import told
from digests.store.delivery.outbox import REPEAT
from digests.store.posts import posts
from digests.store.stories import marks
from digests.store.subscribers import due_subscribers

BATCH = 1000


class Build:
    """The step that turns due times into digests and deliveries."""

    def __init__(
        self,
        store: Store,
        articles: FullPosts,
        renderer: Renderer,
        queue: Queue,
        patience: timedelta | None = None,
    ) -> None:
        """``patience``: how long digests leave out posts that are not judged yet; None: not at all."""
        self._patience = patience
        self._store = store
        self._articles = articles
        self._renderer = renderer
        self._queue = queue
        self._run: Run | None = None

    async def due(self, now: datetime) -> int:
        """Build for up to ``BATCH`` due subscribers; how many were due."""
        run = self._run
        if run is None or run.is_old(now):
            run = self._run = await self._begin(now)
        found = await self._store.reading(
            lambda tx: due_subscribers.due(tx, run.now, BATCH, oldest=run.oldest)
        )
        count = sum(map(len, found.values()))
        if count < BATCH:
            self._run = None
        await self._serve(run, found, now)
        return count

    async def first(self, subscriber_id: int, now: datetime) -> bool:
        """Build for one subscriber who is due, before all others; whether there was anything."""
        run = await self._begin(now)
        found = await self._store.reading(
            lambda tx: due_subscribers.due(tx, now, 1, only=subscriber_id, oldest=run.oldest)
        )
        return bool(await self._serve(run, found, now, Rank.AWAITED))

    async def _begin(self, now: datetime) -> Run:
        upto = self._upto(now)

        async def read(tx: Tx) -> Run:
            return Run(now, await upto(tx), await told.oldest(tx, now - REMEMBERED))

        return await self._store.reading(read)

    def _upto(self, now: datetime) -> Callable[[Tx], Coroutine[Any, Any, int]]:
        """Reads the post id up to which digests look: the newest, or the last of those that are judged."""

        async def upto(tx: Tx) -> int:
            newest = await posts.newest_id(tx)
            if self._patience is None:
                return newest
            return await marks.judged_upto(tx, newest, now, self._patience)

        return upto

    async def _serve(
        self, run: Run, found: Mapping[Profile, Sequence[int]], now: datetime, rank: Rank = Rank.CLOCK
    ) -> int:
        """Build for these subscribers; how many deliveries that made."""
        batch = Batch(run, now, rank)
        return await Serve(self._store, self._articles, self._renderer, self._queue, batch)(found)

    async def now(self, subscriber_id: int, now: datetime, wish: str, edition: int = 0) -> bool:
        """Make a digest of what is new, which counts as had; whether there was anything.

        ``wish`` names what was asked for: asked again under the same name, it is there already. Who was given
        something else meanwhile is looked at once more.
        """
        slot = slot_of_edition(f"now:{wish}", edition)
        while asked := await self._asked(subscriber_id, slot, now, edition):
            if asked.answered:
                return True
            drafted = await self._drafted(asked, now)
            if drafted.is_empty:
                return False
            if await self._store.writing(self._given(asked, drafted, slot, now)):
                self._queue.wake("send")
                return True
        return False

    async def ahead(self, subscriber_id: int, now: datetime, due: datetime, edition: int = 0) -> Draft | None:
        """The digest of a coming ``due`` time as it stands now; nothing is stored or counts as had."""
        asked = await self._asked(subscriber_id, "", now, edition)
        return await self._drafted(asked, due) if asked else None

    async def corrects(self, subscriber_id: int, now: datetime, edition: int = 0) -> bool:
        """Whether corrections wait for the next digest of a subscriber; alone they make none."""
        asked = await self._asked(subscriber_id, "", now, edition)
        return bool(asked and asked.corrected)

    async def _drafted(self, asked: Asked, due: datetime) -> Draft:
        """What somebody who asks would get at a due time."""
        choice = choice_of(asked.profile, due, asked.told, asked.corrected)
        return await draft(self._store, self._articles, choice, Material(asked.upto, asked.now))

    async def _asked(self, subscriber_id: int, slot: str, now: datetime, edition: int) -> Asked | None:
        run = await self._begin(now)
        return await self._store.reading(lambda tx: on_request.read(tx, subscriber_id, slot, run, edition))

    def _given(
        self, asked: Asked, drafted: Draft, slot: str, now: datetime
    ) -> Callable[[Tx], Coroutine[Any, Any, bool]]:
        return lambda tx: on_request.write(tx, self._renderer, asked, drafted, slot, now)

    async def verdict(self, subscriber_id: int, post_id: int, now: datetime) -> Verdict | None:
        """Why the story of a post comes with a subscriber's next digest, or does not; None: no such story."""
        run = await self._begin(now)
        return await self._store.reading(lambda tx: why.verdict(tx, run, subscriber_id, post_id, now))

    async def repeat(self, subscriber_id: int, now: datetime, wish: str) -> bool:
        """Have the last digest sent once more; whether there is one. ``wish`` is as above."""
        slot = f"{REPEAT}{wish}"
        there = await self._store.writing(lambda tx: on_request.repeat(tx, subscriber_id, slot, now))
        if there:
            self._queue.wake("send")
        return there

    async def preview(
        self, subscriber: Subscriber, following: Sequence[Subscription], now: datetime
    ) -> Draft:
        """The first digest that such a subscriber would get; nothing is stored."""
        upto = await self._store.reading(self._upto(now))
        choice = as_first(choice_of(profile_of(subscriber, following, now), now))
        return await draft(self._store, self._articles, choice, Material(upto, now))
