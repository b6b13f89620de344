"""The weekly review is of all that a chat follows, without what its wishes keep away."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, insert, select, update

from digests.model import FollowKind, Tag
from digests.model.own import MuteKind
from digests.model.tastes import Mute
from digests.services.own.filters import Filters
from digests.services.own.follows import Follows
from digests.store.posts import tags
from digests.store.subscribers import mutes
from digests.store.tables import post, post_tag, subscription
from tests.digests.steps.build.test_editions import _with_edition
from tests.digests.steps.build.test_review import Week
from tests.digests.steps.world import World


@pytest.fixture
async def week(world: World) -> Week:
    """Three stories of two, three and four papers, in a category and of one feed."""
    made = Week(world)
    await made.stories(2, 3, 4)
    return made


def reached(week: Week) -> list[tuple[str, str]]:
    """Who got what."""
    transport = week.world.transport
    return [
        (there.address, said) for (there, _), said in zip(transport.arrived, transport.payloads, strict=True)
    ]


async def a_post(week: Week, title: str) -> int:
    """The newest report of a story."""
    async with week.world.store.read() as tx:
        found = await tx.execute(select(func.max(post.c.id)).where(post.c.title == title))
        return int(found.scalar_one())


class Wishes:
    """What a reader asks for."""

    def __init__(self, week: Week, reader: int) -> None:
        self.world, self.reader = week.world, reader
        self.follows = Follows(week.world.store, lambda: week.world.now)
        self.filters = Filters(week.world.store, lambda: week.world.now)

    async def feed(self) -> int:
        return (await self.follows.feeds())[0][0].id

    async def mute(self, kind: MuteKind, target: str) -> None:
        async with self.world.store.write() as tx:
            await mutes.add(tx, self.reader, Mute(kind, target))


async def test_a_feed_that_is_followed(week: Week) -> None:
    mine = Wishes(week, await week.reader())
    await mine.follows.feed(mine.reader, await mine.feed())
    assert await week.passes() == ["Story 2", "Story 1", "Story 0"]


async def test_a_search_that_is_followed(week: Week) -> None:
    mine = Wishes(week, await week.reader())
    await mine.follows.search(mine.reader, '"story 1" OR nothing')
    assert await week.passes() == ["Story 1"]


async def test_a_filter_of_a_subscription_and_one_of_the_chat(week: Week) -> None:
    mine, other = (
        Wishes(week, await week.reader("news")),
        Wishes(week, await week.reader("news", address="2")),
    )
    news = (await week.world.catalogue.category("news")).id
    await mine.filters.keep(mine.reader, (FollowKind.CATEGORY, news), '-"story 2"')
    await other.filters.keep(other.reader, None, '"story 2"')
    await week.passes()
    assert sorted(reached(week)) == [("1", "Story 0"), ("1", "Story 1"), ("2", "Story 2")]


async def test_what_comes_by_another_subscription_needs_not_pass_the_filter(week: Week) -> None:
    mine = Wishes(week, await week.reader("news"))
    news = (await week.world.catalogue.category("news")).id
    await mine.filters.keep(mine.reader, (FollowKind.CATEGORY, news), '-"story 2"')
    await mine.follows.search(mine.reader, '"story 2"')
    assert await week.passes() == ["Story 2", "Story 1", "Story 0"]


async def test_what_is_muted(week: Week) -> None:
    mine = Wishes(week, await week.reader("news"))
    await mine.mute(MuteKind.STORY, str(await a_post(week, "Story 2")))
    assert await week.passes() == ["Story 1", "Story 0"]


async def test_a_muted_source_counts_as_if_it_had_told_nothing(week: Week) -> None:
    mine = Wishes(week, await week.reader("news"))
    await mine.mute(MuteKind.SOURCE, "Paper 1")
    assert await week.passes() == ["Story 2", "Story 1"], "the other has one source left"


async def test_the_least_number_of_sources(week: Week) -> None:
    mine = Wishes(week, await week.reader("news"))
    await mine.filters.set_floor(mine.reader, 3)
    assert await week.passes() == ["Story 2", "Story 1"]


async def test_a_tag_that_is_muted(week: Week) -> None:
    mine = Wishes(week, await week.reader("news"))
    third = await a_post(week, "Story 2")
    async with week.world.store.write() as tx:
        [tag] = (await tags.ensure(tx, [Tag("rail")])).values()
        row = {"post_id": third, "tag_id": tag, "published": week.world.now, "hidden": True}
        await tx.execute(insert(post_tag).values(row))
    await mine.mute(MuteKind.TAG, str(tag))
    assert await week.passes() == ["Story 1", "Story 0"], "a report of the third has it"


async def test_what_another_digest_of_the_chat_holds(week: Week) -> None:
    mine = Wishes(week, await week.reader())
    await week.world.subscriptions.follow(mine.reader, FollowKind.FEED, await mine.feed())
    await week.world.store.writing(lambda tx: _with_edition(tx, week.world, mine.reader))
    async with week.world.store.write() as tx:
        await tx.execute(update(subscription).values(edition_id=1))
    assert await week.passes() == ["Story 2", "Story 1", "Story 0"]


async def test_who_want_different_things_get_different_reviews_of_one_week(week: Week) -> None:
    one, other = Wishes(week, await week.reader("news")), Wishes(week, await week.reader("news", address="2"))
    await one.mute(MuteKind.STORY, str(await a_post(week, "Story 0")))
    await week.passes()
    assert Counter(address for address, _ in reached(week)) == {"1": 2, "2": 3}
    assert one.reader != other.reader
