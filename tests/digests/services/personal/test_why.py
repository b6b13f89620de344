"""Why a story came or does not; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.model import DigestKind, FollowKind, MuteKind, Reason, Tag, Verdict
from digests.services.personal.look import Look
from digests.services.personal.mutes import Mutes
from digests.services.personal.why import Why
from digests.services.search import Search
from digests.steps import Index, Kept, Prune
from digests.store import tables
from digests.store.search import standing
from tests.digests.steps.world import World, an_entry
from tests.stories import join

RSS = "https://example.org/rss"


class Inquiry:
    """A reader of two categories, each with a feed, who was told the news of one day."""

    def __init__(self, world: World, reader: int) -> None:
        self.world, self.reader = world, reader
        search = Search(world.store, world.articles, world.catalogue, lambda: world.now)
        self.why = Why(world.store, world.articles, search, Look(world.build, lambda: world.now))

    async def verdict(self, post: int) -> Verdict:
        return await self.why.verdict(self.reader, post)

    async def comes(self, n: int, **values: object) -> int:
        """Another article comes in; its id."""
        values = {"published": self.world.now} | values
        await self.world.comes_in(1, RSS, *(an_entry(k) for k in range(10)), an_entry(n, **values))
        return (await self.world.browse.latest(None)).posts[0].id

    async def set(self, **values: object) -> None:
        where = tables.subscriber.c.id == self.reader
        async with self.world.store.write() as tx:
            await tx.execute(tables.subscriber.update().where(where).values(**values))

    async def query(self, words: str) -> int:
        return await self.world.store.writing(lambda tx: standing.keep(tx, words, self.world.now))


@pytest.fixture
async def inquiry(world: World) -> Inquiry:
    await world.comes_in(await world.feed(), RSS, *(an_entry(n) for n in range(10)))
    other = "https://example.org/sport"
    await world.comes_in(await world.feed(other, "sport"), other, an_entry(40))
    made = Inquiry(world, (await world.reader("news", size=3)).id)
    await world.deliver()
    return made


async def test_what_came_is_told_with_its_place_and_what_it_displaced(inquiry: Inquiry) -> None:
    came = {n: await inquiry.why.came(inquiry.reader, n) for n in range(1, 11)}
    at = {how.place: n for n, how in came.items() if how}
    how = came[at[1]]
    assert how is not None
    assert (how.kind, how.section, how.place, how.total, how.shown) == (DigestKind.DIGEST, "news", 1, 10, 3)
    assert how.displaced == (await inquiry.world.browse.post(at[4])).title
    assert how.pick.figures.coverage == 1
    assert (await inquiry.verdict(at[1])).reason is Reason.TOLD
    assert await inquiry.why.came(inquiry.reader, 11) is None


async def test_what_was_refused_did_not_come(inquiry: Inquiry) -> None:
    async with inquiry.world.store.write() as tx:
        await tx.execute(tables.delivery.update().values(state="suspended"))
    assert await inquiry.why.came(inquiry.reader, 1) is None


async def test_the_filters_that_it_answers_are_named(inquiry: Inquiry) -> None:
    await inquiry.set(query_id=await inquiry.query("harbour OR snowfall OR story"))
    how = await inquiry.why.came(inquiry.reader, 1)
    assert how is not None
    assert how.filters == ("harbour OR snowfall OR story",)


async def test_what_is_under_nothing_that_is_followed(inquiry: Inquiry) -> None:
    assert (await inquiry.verdict(11)).reason is Reason.NOT_FOLLOWED


async def test_a_feed_or_a_search_may_be_what_is_followed(inquiry: Inquiry) -> None:
    follow = inquiry.world.subscriptions.follow
    await follow(inquiry.reader, FollowKind.FEED, 2)
    found = await inquiry.verdict(11)
    assert (found.reason, found.section) == (Reason.COMES, "https://example.org/sport")
    await inquiry.world.subscriptions.unfollow(inquiry.reader, FollowKind.FEED, 2)
    while await Index(inquiry.world.store).due():
        pass
    await follow(inquiry.reader, FollowKind.SEARCH, await inquiry.query("harbour"))
    assert (await inquiry.verdict(11)).section == "“harbour”"


async def test_what_is_new_comes_unless_something_keeps_it_away(inquiry: Inquiry) -> None:
    post = await inquiry.comes(50, tags=(Tag("Sea"),))
    found = await inquiry.verdict(post)
    assert (found.reason, found.section, found.place, found.of) == (Reason.COMES, "news", 1, 1)
    await inquiry.set(floor=2)
    found = await inquiry.verdict(post)
    assert (found.reason, found.figures and found.figures.coverage) == (Reason.BELOW_FLOOR, 1)
    await inquiry.set(floor=1, query_id=await inquiry.query("kangaroo"))
    assert await inquiry.verdict(post) == Verdict(Reason.FILTERED, "news", "kangaroo")
    await inquiry.set(query_id=0)
    mutes = Mutes(inquiry.world.store, lambda: inquiry.world.now)
    await mutes.mute(inquiry.reader, MuteKind.TAG, 1, for_good=False)
    assert await inquiry.verdict(post) == Verdict(Reason.MUTED, "news", "#Sea")
    inquiry.world.now += timedelta(days=8)
    assert (await inquiry.verdict(post)).reason is Reason.COMES


async def test_what_is_older_than_the_next_digest_looks_at(inquiry: Inquiry) -> None:
    post = await inquiry.comes(50)
    await inquiry.set(cursor=post)
    assert await inquiry.verdict(post) == Verdict(Reason.OLDER, "news")
    await inquiry.set(floor=2)
    assert (await inquiry.verdict(post)).reason is Reason.BELOW_FLOOR, "that is why it did not come then"
    inquiry.world.now += timedelta(days=60)
    prune = Prune(inquiry.world.store, Kept(30), lambda: inquiry.world.now)
    while await prune.due():
        pass
    assert (await inquiry.verdict(post)).reason in (Reason.OLDER, Reason.NOT_FOLLOWED)


async def test_what_joined_a_story_that_was_told_was_told(inquiry: Inquiry) -> None:
    post = await inquiry.comes(50)
    came = [n for n in range(1, 11) if (how := await inquiry.why.came(inquiry.reader, n)) and how.place == 1]
    await join(inquiry.world.store, came[0], post, now=inquiry.world.now)
    assert (await inquiry.verdict(post)).reason is Reason.TOLD


@pytest.mark.parametrize(
    "text",
    ["https://example.org/4", "http://example.org/4/", " https://www.example.org/4#top ", "example.org/4"],
)
async def test_a_link_finds_its_article(inquiry: Inquiry, text: str) -> None:
    assert [post.link for post in await inquiry.why.find(text, "UTC")] == ["https://example.org/4"]


async def test_words_find_what_has_them(inquiry: Inquiry) -> None:
    index = Index(inquiry.world.store)
    while await index.due():
        pass
    assert [post.id for post in await inquiry.why.find("olive harvest", "UTC")] == [4]
    assert await inquiry.why.find("https://example.org/unknown/page", "UTC") == ()
