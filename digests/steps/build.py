"""Build: for everyone whose time has come, one digest a set of choices, committed with its deliveries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.articles import Articles
from digests.browse import section_titles
from digests.compose import compose
from digests.model import Digest, FollowKind, Pick, Post, Subscriber, Subscription
from digests.ports import Renderer
from digests.schedule import latest_missed, next_due, slot_name
from digests.steps.pick import Choice, as_first, choice_of, pick
from digests.store import Store, Tx, outbox, posts, subscribers
from digests.store import digests as digest_rows

BATCH = 500


class Build:
    """The step that turns due times into digests and deliveries."""

    def __init__(self, store: Store, articles: Articles, renderer: Renderer) -> None:
        self._store = store
        self._articles = articles
        self._renderer = renderer

    async def due(self, now: datetime) -> int:
        """Build the digests of up to ``BATCH`` due subscribers; how many were due."""
        async with self._store.read() as tx:
            waiting = await subscribers.due(tx, now, BATCH)
            following = await subscribers.following(tx, [one.id for one in waiting])
            upto = await posts.newest_id(tx)
        groups: dict[Choice, list[Subscriber]] = defaultdict(list)
        for one in waiting:
            groups[choice_of(one, following[one.id], slot_of(one, now))].append(one)
        for choice, members in groups.items():
            await self._for_slot(choice, members, following[members[0].id], upto, now)
        return len(waiting)

    async def _for_slot(
        self,
        choice: Choice,
        members: Sequence[Subscriber],
        following: Sequence[Subscription],
        upto: int,
        now: datetime,
    ) -> None:
        slots = {one.id: slot_name(one.schedule, choice.due) for one in members}
        draft = await self._draft(choice, following, upto)
        async with self._store.write() as tx:
            if draft.picks:
                await self._commit(tx, draft, members[0], slots, now)
            await self._advance(tx, members, upto, now)

    async def _advance(self, tx: Tx, members: Sequence[Subscriber], upto: int, now: datetime) -> None:
        """Cover the posts up to here, and set the next time of each schedule; missed ones collapse."""
        later: dict[datetime, list[int]] = defaultdict(list)
        for one in members:
            later[next_due(one.schedule, now)].append(one.id)
        for at, ids in later.items():
            await subscribers.change_many(tx, ids, cursor=upto, next_due=at)
        await subscribers.settle_fresh(tx, [one.id for one in members])

    # ----------------------------------------------------------------- one subscriber, now

    async def first(self, subscriber_id: int, now: datetime) -> bool:
        """Make the first digest at once, of the newest posts however old; whether there was anything."""
        return await self._now(subscriber_id, now, first=True)

    async def now(self, subscriber_id: int, now: datetime) -> bool:
        """Make a digest of what is new without consuming the slot; whether there was anything."""
        return await self._now(subscriber_id, now, first=False)

    async def _now(self, subscriber_id: int, now: datetime, *, first: bool) -> bool:
        async with self._store.read() as tx:
            one = await subscribers.get(tx, subscriber_id)
            following = (await subscribers.following(tx, [subscriber_id]))[subscriber_id]
            upto = await posts.newest_id(tx)
        if one is None:
            return False
        choice = choice_of(one, following, now)
        if first:
            choice = as_first(choice)
        draft = await self._draft(choice, following, upto)
        async with self._store.write() as tx:
            if draft.picks:
                slot = f"{'first' if first else 'now'}:{now.isoformat()}"
                await self._commit(tx, draft, one, {one.id: slot}, now)
            if first:
                await subscribers.change(tx, one.id, cursor=upto)
                await subscribers.settle_fresh(tx, [one.id])
        return bool(draft.picks)

    # ----------------------------------------------------------------- picking and composing

    async def preview(
        self, subscriber: Subscriber, following: Sequence[Subscription], now: datetime
    ) -> Draft:
        """The first digest that such a subscriber would get; nothing is stored."""
        async with self._store.read() as tx:
            upto = await posts.newest_id(tx)
        return await self._draft(as_first(choice_of(subscriber, following, now)), following, upto)

    async def _draft(self, choice: Choice, following: Sequence[Subscription], upto: int) -> Draft:
        async with self._store.read() as tx:
            picks = await pick(tx, choice, upto)
        found = await self._articles.read([one.post for one in picks[: choice.size]])
        return Draft(choice, upto, tuple(picks), found, section_titles(following))

    async def _commit(
        self, tx: Tx, draft: Draft, member: Subscriber, slots: dict[int, str], now: datetime
    ) -> None:
        """Digest and deliveries in one transaction: neither is ever there without the other."""
        digest_id = await digest_rows.add(tx, draft.row(now), draft.picks)
        await digest_rows.add_parts(tx, digest_id, self._renderer.parts(draft.compose(digest_id), member))
        await outbox.add(tx, digest_id, slots, now)


def slot_of(subscriber: Subscriber, now: datetime) -> datetime:
    """The slot that a due subscriber gets its digest for: the newest of those it has missed."""
    due = subscriber.next_due or now
    return latest_missed(subscriber.schedule, due, now) or due


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest picked and condensed, not yet stored."""

    choice: Choice
    upto: int
    picks: tuple[Pick, ...]
    posts: Mapping[int, Post]
    titles: Mapping[tuple[FollowKind, int], str]

    def compose(self, digest_id: int) -> Digest:
        """The digest that its readers see."""
        shown = self.picks[: self.choice.size]
        return compose(digest_id, self.choice, shown, self.posts, self.titles, len(self.picks))

    def row(self, created: datetime) -> dict[str, object]:
        """Its columns."""
        choice = self.choice
        return {
            "due": choice.due,
            "created": created,
            "language": choice.language,
            "zone": choice.zone,
            "size": choice.size,
            "points": choice.points,
            "first": choice.first,
            "since": choice.cursor,
            "upto": self.upto,
        }
