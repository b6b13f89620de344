"""Which waiting corrections may still say that posts were taken back, when these come again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from digests.model import Amendment, AmendmentKind, Correction
from digests.store import Store, Tx
from digests.store.corrections import given_back
from digests.store.corrections.given_back import GivenBack
from digests.store.corrections.packed import pack
from digests.store.tables import correction
from digests.store.tables import post as posts
from tests.conftest import NOW
from tests.digests.store.rows import a_feed, a_post

LATER = NOW + timedelta(hours=1)
SAID = (Amendment(AmendmentKind.WITHDRAWN, "Harbour closed", ""),)


async def waits(tx: Tx, number: int, post: int, at: datetime = LATER) -> Correction:
    row = {"id": number, "post_id": post, "noted": NOW, "at": at, "amendments": pack(SAID)}
    await tx.execute(insert(correction).values(**row))
    return Correction(number, post, NOW, at, SAID)


async def one_story(tx: Tx, first: int, *others: int) -> None:
    await tx.execute(update(posts).where(posts.c.id.in_(others)).values(story_id=first))


async def test_a_post_that_is_gone_has_the_corrections_of_its_story(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        shown = await a_post(tx, feed, "shown", gone=True)
        beside = await a_post(tx, feed, "beside", gone=True, source="Pier Times")
        other = await a_post(tx, feed, "other", gone=True)
        await one_story(tx, shown, beside)
        of_story, of_other = await waits(tx, 5, shown), await waits(tx, 6, other)
        assert await given_back.read(tx, [shown], NOW) == [GivenBack(shown, "", of_story)]
        assert await given_back.read(tx, [beside], NOW) == [GivenBack(beside, "Pier Times", of_story)]
        assert await given_back.read(tx, [other], NOW) == [GivenBack(other, "", of_other)]
        assert await given_back.read(tx, [], NOW) == []


async def test_without_a_source_of_its_own_it_has_the_title_of_its_feed(store: Store) -> None:
    async with store.write() as tx:
        shown = await a_post(tx, await a_feed(tx, "https://pier.example/rss"), "shown")
        beside = await a_post(tx, await a_feed(tx), "beside", gone=True)
        await one_story(tx, shown, beside)
        of_story = await waits(tx, 5, shown)
        assert await given_back.read(tx, [beside], NOW) == [GivenBack(beside, "Example", of_story)]


async def test_what_is_there_or_whose_time_has_come_is_left(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        there = await a_post(tx, feed, "there")
        gone = await a_post(tx, feed, "gone", gone=True)
        await waits(tx, 5, there)
        await waits(tx, 6, gone, at=NOW)
        assert await given_back.read(tx, [there, gone], NOW) == []
        before = NOW - timedelta(seconds=1)
        assert [each.post for each in await given_back.read(tx, [there, gone], before)] == [gone]


async def test_the_first_corrections_come_first_and_of_each_the_first_posts(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        last = await a_post(tx, feed, "last", id=20, gone=True)
        first = await a_post(tx, feed, "first", id=10, gone=True)
        await one_story(tx, first, last)
        await waits(tx, 6, last)
        await waits(tx, 5, first)
        found = await given_back.read(tx, [last, first], NOW)
        assert [(each.waiting.id, each.post) for each in found] == [(5, 10), (5, 20), (6, 10), (6, 20)]


async def test_only_the_correction_that_says_nothing_more_is_dropped(store: Store) -> None:
    async with store.write() as tx:
        post = await a_post(tx, await a_feed(tx), "shown", gone=True)
        for number in (5, 6, 7):
            await waits(tx, number, post)
        await given_back.drop(tx, 6)
        assert sorted((await tx.execute(select(correction.c.id))).scalars()) == [5, 7]
