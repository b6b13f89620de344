"""Build: for everyone whose time has come, one digest a choice, committed with its deliveries.

Many may be due at once. They are served in batches, and each commit holds some of their deliveries with the
digests that these are the first to need; so the first message leaves while the others are still being built,
and a crash costs what was not committed yet, which is then simply due.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests import trail
from digests.articles import Articles
from digests.model import Profile, Rank, Subscriber, Subscription
from digests.ports import Queue, Renderer
from digests.schedule import next_due, retry_at, slot_name
from digests.steps.draft import Draft, draft
from digests.steps.pick import Choice, as_first, choice_of, profile_of
from digests.steps.sharing import Group, Made, Outcome, Run, grouped
from digests.store import Store, Tx, outbox, posts, subscribers, waiting
from digests.store import digests as digest_rows

log = logging.getLogger(__name__)

BATCH = 1000
NEW_DIGESTS = 8  # in one commit: they take 10 ms each, and the first message waits for them


class Build:
    """The step that turns due times into digests and deliveries."""

    def __init__(self, store: Store, articles: Articles, renderer: Renderer, queue: Queue) -> None:
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
        found = await self._store.reading(lambda tx: waiting.due(tx, run.now, BATCH))
        count = sum(map(len, found.values()))
        if count < BATCH:
            self._run = None
        await self._serve(run, found, now)
        return count

    async def first(self, subscriber_id: int, now: datetime) -> bool:
        """Build for one subscriber who is due, before all others; whether there was anything."""
        run = await self._begin(now)
        found = await self._store.reading(lambda tx: waiting.due(tx, now, 1, only=subscriber_id))
        return bool(await self._serve(run, found, now, Rank.AWAITED))

    async def _begin(self, now: datetime) -> Run:
        return Run(now, await self._store.reading(posts.newest_id))

    # ----------------------------------------------------------------- a batch

    async def _serve(
        self, run: Run, found: Mapping[Profile, Sequence[int]], now: datetime, rank: Rank = Rank.CLOCK
    ) -> int:
        """Build for these subscribers; how many deliveries that made."""
        groups, misfits = grouped(found, run.now)
        if misfits:
            log.error("no next time for schedules of %s", [one.schedule for one in misfits])
            await self._store.writing(lambda tx: _put_off(tx, misfits, run))
        made, ready = 0, list[Ready]()
        batch = Batch(run, now, rank)
        for group in groups:
            ready.append(await self._ready(run, group))
            if sum(isinstance(one.made, Draft) for one in ready) == NEW_DIGESTS:
                made += await self._commit(batch, ready)
                ready = []
        return made + await self._commit(batch, ready)

    async def _ready(self, run: Run, group: Group) -> Ready:
        if (known := run.made(group.choice)) is not None:
            return Ready(group, known)
        try:
            drafted = await draft(self._store, self._articles, group.choice, run.upto)
        except Exception:  # a fault of ours, or one broken post: the others get theirs
            log.exception("picking for %d subscribers", len(group.ids))
            return Ready(group, Outcome.FAILED)
        return Ready(group, drafted if drafted.picks else Outcome.EMPTY)

    async def _commit(self, batch: Batch, ready: Sequence[Ready]) -> int:
        """Write them in one transaction; where that fails, each by itself, and what fails then later."""
        try:
            made, count = await self._store.writing(lambda tx: self._write(tx, batch, ready))
        except Exception:
            if len(ready) > 1:
                return sum([await self._commit(batch, [one]) for one in ready])
            if ready[0].made is Outcome.FAILED:
                raise
            log.exception("storing for %d subscribers", len(ready[0].group.ids))
            return await self._commit(batch, [Ready(ready[0].group, Outcome.FAILED)])
        batch.run.remember(made)
        _note(made, ready)
        if count:
            self._queue.wake("send")
        return count

    # ----------------------------------------------------------------- one transaction

    async def _write(self, tx: Tx, batch: Batch, ready: Sequence[Ready]) -> tuple[dict[Choice, Made], int]:
        """Digests, deliveries, cursors and next due times, all or nothing; how many deliveries."""
        failed = [one.group for one in ready if one.made is Outcome.FAILED]
        for group in failed:
            await _put_off(tx, group.members, batch.run)
        others = [one.group for one in ready if one.made is not Outcome.FAILED]
        served = await _advance(tx, others, batch.run)
        made: dict[Choice, Made] = {group.choice: Outcome.FAILED for group in failed}
        count = 0
        for one in ready:
            mine = [each for each in one.group.ids if each in served]
            if mine:
                made[one.group.choice] = await self._deliver(tx, batch, one, mine)
                count += len(mine) if one.made is not Outcome.EMPTY else 0
        return made, count

    async def _deliver(self, tx: Tx, batch: Batch, one: Ready, ids: Sequence[int]) -> Made:
        """A delivery for each, of the digest that is there or is stored with them."""
        choice = one.group.choice
        if any(fresh for _, _, fresh in choice.follows):
            await waiting.settle_fresh(tx, ids)
        if isinstance(one.made, Outcome):
            return one.made
        there = one.made if isinstance(one.made, int) else await one.made.store(tx, self._renderer, batch.now)
        slot = slot_name(choice.zone, choice.due)
        await outbox.add(tx, there, dict.fromkeys(ids, slot), batch.now, rank=batch.rank)
        return there

    # ----------------------------------------------------------------- when somebody asks

    async def now(self, subscriber_id: int, now: datetime, wish: str) -> bool:
        """Make a digest of what is new without consuming the slot; whether there was anything.

        ``wish`` names what was asked for: asked again under the same name, it is there already.
        """
        slot = f"now:{wish}"
        async with self._store.read() as tx:
            one = await subscribers.get(tx, subscriber_id)
            following = (await subscribers.following(tx, [subscriber_id]))[subscriber_id]
            upto = await posts.newest_id(tx)
            there = await digest_rows.is_delivered(tx, subscriber_id, slot)
        if one is None or there:
            return there
        choice = choice_of(profile_of(one, following, now), now)
        drafted = await draft(self._store, self._articles, choice, upto)
        if not drafted.picks:
            return False
        async with self._store.write() as tx:
            digest_id = await drafted.store(tx, self._renderer, now)
            await outbox.add(tx, digest_id, {one.id: slot}, now, rank=Rank.AWAITED)
        self._queue.wake("send")
        return True

    async def preview(
        self, subscriber: Subscriber, following: Sequence[Subscription], now: datetime
    ) -> Draft:
        """The first digest that such a subscriber would get; nothing is stored."""
        upto = await self._store.reading(posts.newest_id)
        choice = as_first(choice_of(profile_of(subscriber, following, now), now))
        return await draft(self._store, self._articles, choice, upto)


def _note(made: Mapping[Choice, Made], ready: Sequence[Ready]) -> None:
    """Which posts the new digests hold."""
    for one in ready:
        digest = made.get(one.group.choice)
        if isinstance(one.made, Draft) and isinstance(digest, int):
            posts_in_it = [pick.post for pick in one.made.picks]
            trail.note("built", digest=digest, posts=posts_in_it, subscribers=len(one.group.ids))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of a run, and what their deliveries rank."""

    run: Run
    now: datetime
    rank: Rank


@dataclass(frozen=True, slots=True)
class Ready:
    """A group with what was made for its choice, before or just now."""

    group: Group
    made: Made | Draft


async def _advance(tx: Tx, groups: Iterable[Group], run: Run) -> set[int]:
    """Cover the posts up to here, and set the next time of each schedule; who was still due."""
    later: dict[datetime, list[int]] = defaultdict(list)
    for group in groups:
        for profile, ids in group.members.items():
            later[next_due(profile.schedule, run.now)] += ids
    served: set[int] = set()
    for at, ids in later.items():
        served |= await waiting.advance(tx, ids, run.now, cursor=run.upto, next_due=at)
    return served


async def _put_off(tx: Tx, members: Mapping[Profile, Sequence[int]], run: Run) -> None:
    for profile, ids in members.items():
        await waiting.put_off(tx, ids, run.now, retry_at(profile.schedule, run.now))
