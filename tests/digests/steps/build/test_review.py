"""The weekly review: ten stories once a week, beside the digests and whatever they have told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from digests.model import Entry, FollowKind
from digests.steps.build.review import Review
from digests.store.posts import posts
from digests.store.stories import membership
from digests.store.stories.membership import Joined
from digests.store.subscribers import subscribers
from digests.store.tables import delivery, digest, subscriber
from tests.digests.steps.world import World, an_entry
from tests.fakes import TitlesRenderer

RSS = "https://example.org/rss"
SUNDAY = "1T08:00"  # the world begins on a Monday at eight


class Week:
    """A world with a review step; stories are made of several reports."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.step = Review(world.store, world.articles, TitlesRenderer(), world.queue)

    async def stories(self, *reports: int, category: str = "news") -> None:
        """A feed with stories of so many reports, each by a source of its own."""
        address = f"https://example.org/{category}"
        feed = await self.world.feed(address, category)
        groups = [(n, k) for n, count in enumerate(reports) for k in range(count)]
        entries = [self._entry(place, n, k) for place, (n, k) in enumerate(groups)]
        await self.world.comes_in(feed, address, *entries)
        async with self.world.store.write() as tx:
            known = await posts.known(tx, feed, [entry.uid for entry in entries])
            ids = {group: known[entry.uid][0] for group, entry in zip(groups, entries, strict=True)}
            moves = {ids[n, k]: ids[n, 0] for n, k in groups if k}
            await membership.join(tx, [Joined(post, 0.9, ()) for post in moves], self.world.now)
            await membership.regroup(tx, list(ids.values()), moves)

    def _entry(self, place: int, n: int, k: int) -> Entry:
        return an_entry(place, title=f"Story {n}", source=f"Paper {k}", published=self.world.now)

    async def reader(self, *categories: str, address: str = "1", review: str = SUNDAY) -> int:
        made = await self.world.reader(*categories, address=address)
        await self.world.subscriptions.change(made.id, self.world.now, review=review)
        return made.id

    async def passes(self, days: int = 7) -> list[str]:
        """So many days go by; what the review told at their end."""
        before = len(self.world.transport.payloads)
        self.world.now += timedelta(days=days)
        while await self.step.due(self.world.now):
            pass
        await self.world.send.drain()
        return self.world.transport.payloads[before:]


@pytest.fixture
async def week(world: World) -> Week:
    return Week(world)


async def test_the_most_covered_of_seven_days_come_once_a_week_although_told_before(week: Week) -> None:
    await week.stories(2, 4, 1, 3)
    await week.reader("news")
    await week.world.deliver()
    assert len(week.world.transport.payloads) == 4
    assert await week.passes() == ["Story 1", "Story 3", "Story 0"]
    assert await week.passes() == [], "nothing happened in that week"


async def test_it_tells_ten_at_most(week: Week) -> None:
    await week.stories(*[2] * 12)
    await week.reader("news")
    assert len(await week.passes()) == 10


async def test_it_is_of_what_the_chat_follows(week: Week) -> None:
    await week.stories(2, category="news")
    await week.stories(3, 3, category="world")
    await week.reader("news")
    await week.reader("world", address="2")
    await week.reader(address="3")
    told = await week.passes()
    assert sorted(told) == ["Story 0", "Story 0", "Story 1"]
    assert {there.address for there, _ in week.world.transport.arrived} == {"1", "2"}


async def test_who_did_not_ask_for_it_gets_none(week: Week) -> None:
    await week.stories(2)
    reader = await week.reader("news", review="")
    assert await week.passes() == []
    await week.world.subscriptions.change(reader, week.world.now, review=SUNDAY)
    await week.world.subscriptions.change(reader, week.world.now, review="")
    assert await week.passes() == []


async def test_who_paused_gets_none_and_goes_on_from_then(week: Week) -> None:
    await week.stories(2)
    reader = await week.reader("news")
    await week.world.subscriptions.pause(reader)
    assert await week.passes() == []
    await week.world.subscriptions.activate(reader, week.world.now)
    async with week.world.store.read() as tx:
        [due] = [row[0] for row in await tx.execute(select(subscriber.c.next_review))]
    assert due == week.world.now + timedelta(days=7)


async def test_a_slot_fires_once_and_those_who_agree_share_it(week: Week) -> None:
    await week.stories(2)
    for n in range(3):
        await week.reader("news", address=str(n))
    assert len(await week.passes()) == 3
    async with week.world.store.write() as tx:
        kinds = [row[0] for row in await tx.execute(select(digest.c.kind))]
        slots = {row[0] for row in await tx.execute(select(delivery.c.slot))}
        for n in range(1, 4):
            await subscribers.change(tx, n, next_review=week.world.now)
    assert kinds == ["review"]
    assert slots == {"review 2026-03-09T08:00 UTC"}
    assert await week.passes(0) == [], "the slot is taken"


async def test_weeks_that_were_missed_bring_one(week: Week) -> None:
    await week.stories(2)
    await week.reader("news")
    week.world.now += timedelta(days=20)
    await week.stories(3, category="late")
    late = await week.world.catalogue.category("late")
    await week.world.subscriptions.follow(1, FollowKind.CATEGORY, late.id)
    assert await week.passes(2) == ["Story 0"]


async def test_it_counts_as_nothing_told(week: Week) -> None:
    await week.stories(2)
    await week.reader("news")
    assert await week.passes() == ["Story 0"]
    await week.world.deliver()
    assert "Story 0" in week.world.transport.payloads[1:], "the first digest tells it all the same"


async def test_one_that_cannot_be_made_is_put_off(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    await week.stories(2)
    await week.reader("news")

    def broken(self, digest, layout=()):  # type: ignore[no-untyped-def]
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(TitlesRenderer, "parts", broken)
        assert await week.passes() == []
    week.world.now += timedelta(hours=1)
    assert await week.passes(0) == ["Story 0"]
