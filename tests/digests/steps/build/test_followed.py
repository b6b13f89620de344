"""Followed stories: their news come in messages that answer the one which told them first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.model import Part
from digests.services.stories.story_follows import StoryFollows
from digests.store.posts import posts
from digests.store.stories import membership
from digests.store.stories.membership import Joined
from digests.store.subscribers import story_follows
from tests.digests.steps.world import World, an_entry

RSS = "https://example.org/rss"


class Reading:
    """A reader who has had two stories; others may join these."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.follows = StoryFollows(world.store, lambda: world.now)
        self.count = 2

    async def begun(self) -> int:
        feed = await self.world.feed()
        await self.world.comes_in(feed, RSS, an_entry(0), an_entry(1))
        reader = await self.world.reader("news")
        await self.world.deliver()
        return reader.id

    async def post(self, n: int) -> int:
        """The post of an entry."""
        async with self.world.store.read() as tx:
            return (await posts.known(tx, 1, [f"entry-{n}"]))[f"entry-{n}"][0]

    async def goes_on(self, n: int, **values: object) -> int:
        """Another report of the story of entry ``n``; its post."""
        number, self.count = self.count, self.count + 1
        entries = [an_entry(k) for k in range(number)] + [an_entry(number, **values)]
        await self.world.comes_in(1, RSS, *entries[-1:])
        new, old = await self.post(number), await self.post(n)
        async with self.world.store.write() as tx:
            await membership.join(tx, [Joined(new, 0.9, ())], self.world.now)
            await membership.regroup(tx, [new, old], {new: old})
        return new

    def parts(self) -> list[Part]:
        return [part for _, part in self.world.transport.arrived]

    def message(self, title: str) -> str:
        """The message by which a title arrived first."""
        return str(1 + next(n for n, part in enumerate(self.parts()) if part.payload == title))


@pytest.fixture
def reading(world: World) -> Reading:
    return Reading(world)


async def test_news_of_a_followed_story_answer_the_message_that_told_it_first(reading: Reading) -> None:
    reader = await reading.begun()
    assert await reading.follows.follow(reader, await reading.post(0))
    await reading.goes_on(0)
    await reading.world.a_day_later()
    [news] = reading.parts()[2:]
    assert (news.payload, news.reply) == ("+ Story 2", reading.message("Story 0"))
    await reading.goes_on(0)
    await reading.world.a_day_later()
    [again] = reading.parts()[3:]
    assert (again.payload, again.reply) == ("+ Story 3", reading.message("Story 0")), "only what is new"


async def test_without_news_nothing_comes(reading: Reading) -> None:
    reader = await reading.begun()
    await reading.follows.follow(reader, await reading.post(0))
    await reading.world.a_day_later()
    assert len(reading.parts()) == 2


async def test_news_beside_a_digest_come_after_it_and_three_stand_apart(reading: Reading) -> None:
    reader = await reading.begun()
    feed = 1
    await reading.world.comes_in(feed, RSS, *[an_entry(n) for n in range(2, 6)])
    reading.count = 6
    await reading.world.a_day_later()
    for n in range(4):
        await reading.follows.follow(reader, await reading.post(n))
        await reading.goes_on(n)
    await reading.world.comes_in(feed, RSS, an_entry(10))
    before = len(reading.parts())
    await reading.world.a_day_later()
    told = [part.payload for part in reading.parts()[before:]]
    assert [each.startswith("+") for each in told] == [False, True, True, True]
    assert told[0] == "Story 10"


async def test_who_follows_no_more_gets_no_reply(reading: Reading) -> None:
    reader = await reading.begun()
    await reading.follows.follow(reader, await reading.post(0))
    assert await reading.follows.end(reader, await reading.post(0))
    await reading.goes_on(0)
    await reading.world.a_day_later()
    assert [part.reply for part in reading.parts()[2:]] == [""] * len(reading.parts()[2:])
    assert not await reading.follows.end(reader, await reading.post(0))


async def test_it_is_the_story_that_is_followed_not_the_post(reading: Reading) -> None:
    reader = await reading.begun()
    new = await reading.goes_on(0)
    assert await reading.follows.follow(reader, new)
    assert await reading.follows.is_followed(reader, await reading.post(0))
    assert not await reading.follows.follow(reader, await reading.post(0)), "it is followed already"
    assert [one.title for one in await reading.follows.listed(reader)] == ["Story 2"]
    assert await reading.follows.end(reader, await reading.post(0))


async def test_who_follows_nothing_shares_the_digest_of_others(reading: Reading) -> None:
    reader = await reading.begun()
    await reading.world.reader("news", address="2")
    await reading.world.deliver()
    before = len(reading.parts())
    await reading.follows.follow(reader, await reading.post(0))
    await reading.goes_on(0)
    await reading.world.a_day_later()
    replies = {there.address: part.reply for there, part in reading.world.transport.arrived[before:]}
    assert replies["1"]
    assert not replies.get("2")


async def test_it_ends_two_weeks_after_the_last_news(reading: Reading) -> None:
    reader = await reading.begun()
    await reading.follows.follow(reader, await reading.post(0))
    reading.world.now += timedelta(days=10)
    await reading.goes_on(0)
    await reading.world.deliver()
    async with reading.world.store.write() as tx:
        assert await story_follows.end(tx, reading.world.now - timedelta(days=1)) == 0, "it was heard of"
        assert await story_follows.end(tx, reading.world.now + timedelta(seconds=1)) == 1


async def test_a_message_that_is_not_known_any_more_is_not_answered(reading: Reading) -> None:
    reader = await reading.begun()
    await reading.follows.follow(reader, await reading.post(0))
    async with reading.world.store.write() as tx:
        from digests.store.tables import delivery

        await tx.execute(delivery.delete())
    await reading.goes_on(0)
    await reading.world.a_day_later()
    assert [part.reply for part in reading.parts()[2:]] == [""]
