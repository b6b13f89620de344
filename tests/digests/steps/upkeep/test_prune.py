"""What is old is let go: lists, counts and the index follow, and nothing of it comes back as new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from digests.decisions.ranking.given import REMEMBERED
from digests.model import Amendment, AmendmentKind, Category, Subscriber
from digests.steps import Index, Kept, Prune
from digests.steps.upkeep import prune
from digests.steps.upkeep.prune import FOLLOWED_FOR
from digests.store import tables
from digests.store.corrections import corrections
from digests.store.posts import full_posts, label_lists, posts
from digests.store.search import word_index
from digests.store.stories import membership
from digests.store.stories.membership import Joined
from digests.store.subscribers import story_follows, subscribers
from tests.digests.steps.world import TEXTS, World, an_entry

RSS = "https://example.org/rss"


async def pruned(world: World, **days: int) -> int:
    step, done = Prune(world.store, Kept(**days), lambda: world.now), 0
    while count := await step.due():
        done += count
    return done


async def indexed(world: World) -> int:
    step = Index(world.store)
    while await step.due():
        pass
    async with world.store.read() as tx:
        found = select(func.count()).where(tables.post_key.c.post_id.is_not(None))
        return int((await tx.execute(found)).scalar_one())


async def news(world: World) -> Category:
    return await world.catalogue.category("news")


async def test_old_posts_leave_lists_counts_and_the_index(world: World) -> None:
    feed = await world.feed()
    old = [an_entry(n, published=world.now - timedelta(days=40)) for n in range(3)]
    await world.comes_in(feed, RSS, *old, an_entry(5))
    assert (await indexed(world), (await news(world)).posts) == (4, 4)
    assert await pruned(world, posts=30) == 3
    assert (await indexed(world), (await news(world)).posts) == (1, 1)
    page = await world.browse.latest(None)
    assert [post.title for post in page.posts] == ["Story 5"]
    assert page.total == 1
    assert await pruned(world, posts=30) == 0


async def test_for_ever_is_the_default(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0, published=world.now - timedelta(days=4000)))
    assert await pruned(world) == 0
    assert (await news(world)).posts == 1


async def test_a_feed_that_still_states_an_old_post_does_not_bring_it_as_new(world: World) -> None:
    feed = await world.feed()
    entry = an_entry(0, published=world.now - timedelta(days=40))
    await world.comes_in(feed, RSS, entry)
    await pruned(world, posts=30)
    again = await world.comes_in(feed, RSS, entry)
    assert (again.new, again.changed) == (0, 0)
    changed = await world.comes_in(feed, RSS, an_entry(0, published=entry.published, text="Other words."))
    assert changed.changed == 1
    assert [post.text for post in (await world.browse.latest(None)).posts] == ["Other words."]


async def test_a_copy_that_stays_takes_the_place_of_the_first(world: World) -> None:
    feed, other = await world.feed(), await world.feed("https://example.org/other")
    text = "\n".join(TEXTS)
    await world.comes_in(feed, RSS, an_entry(0, text=text, published=world.now - timedelta(days=31)))
    await world.comes_in(other, "https://example.org/other", an_entry(0, text=text, published=world.now))
    await indexed(world)
    async with world.store.read() as tx:
        assert {post.story for post in (await full_posts.read(tx, [1, 2])).values()} == {1}
    assert await pruned(world, posts=30) == 1
    assert [post.id for post in (await world.browse.latest(None)).posts] == [2]
    assert (await indexed(world), (await news(world)).posts) == (1, 1)


async def test_a_story_goes_on_with_the_reports_that_stay(world: World) -> None:
    feed = await world.feed()
    days = (45, 40, 20, 10)
    entries = [an_entry(n, published=world.now - timedelta(days=days[n])) for n in range(4)]
    await world.comes_in(feed, RSS, *entries)
    async with world.store.write() as tx:
        await posts.join_articles(tx, {3: 2})
        await membership.join(tx, [Joined(n, 1.0, ()) for n in (2, 4)], world.now)
        made = await membership.regroup(tx, [], {2: 1, 4: 1})
        await label_lists.settle(tx, made.affected)
        await word_index.mark(tx, made.moved)
    assert (await indexed(world), (await news(world)).posts) == (1, 1)
    assert await pruned(world, posts=30) == 2
    async with world.store.read() as tx:
        left = await full_posts.read(tx, [3, 4])
        members = select(tables.story_member.c.article_id, tables.story_member.c.story_id)
        kept = sorted(map(tuple, await tx.execute(members)))
    assert [(post.article, post.story) for post in left.values()] == [(3, 3), (4, 3)]
    assert kept == [(3, 3), (4, 3)]
    assert [post.id for post in (await world.browse.latest(None)).posts] == [3]
    assert (await indexed(world), (await news(world)).posts) == (1, 1)


async def test_a_digest_still_leads_to_what_is_not_kept(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    await world.reader("news")
    await world.a_day_later()
    world.now += timedelta(days=40)
    await pruned(world, posts=30, deliveries=60)
    digest = await world.composed.digest(1)
    [story] = [story for section in digest.sections for story in section.stories]
    assert (story.post.title, story.post.text, story.post.story) == ("Story 0", "", 0)


async def test_old_deliveries_go_with_their_digests_and_open_ones_stay(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    await world.reader("news")
    await world.a_day_later()
    assert await pruned(world, deliveries=30) == 0
    world.now += timedelta(days=31)
    await world.comes_in(feed, RSS, an_entry(1, published=world.now))
    await world.build.due(world.now)
    assert await pruned(world, deliveries=30) == 2
    async with world.store.read() as tx:
        left = (await tx.execute(select(tables.delivery.c.id, tables.delivery.c.digest_id))).all()
        parts = (await tx.execute(select(func.count()).select_from(tables.delivery_part))).scalar_one()
    assert left == [(2, 2)]
    assert parts == 0


async def test_corrections_go_with_the_deliveries_and_follows_end_by_themselves(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    async with world.store.write() as tx:
        for days in (40, 20):
            at = world.now - timedelta(days=days)
            await corrections.add(tx, 1, at, at, [Amendment(AmendmentKind.NOTE, "", "Wrong.")])
        await story_follows.add(tx, reader.id, 1, world.now - FOLLOWED_FOR)
    await pruned(world, deliveries=30)
    async with world.store.read() as tx:
        kept = await tx.execute(select(func.count()).select_from(tables.correction))
        assert kept.scalar_one() == 1
        assert await story_follows.is_followed(tx, reader.id, 1), "two weeks are not over"
    world.now += timedelta(seconds=1)
    await pruned(world)
    async with world.store.read() as tx:
        assert not await story_follows.is_followed(tx, reader.id, 1)


async def test_long_lines_of_what_was_told_lose_what_is_too_old_to_matter(world: World) -> None:
    await world.comes_in(await world.feed(), RSS, an_entry(0))
    for address in "12":
        await world.reader("news", address=address)
    await world.deliver()
    await world.comes_in(1, RSS, an_entry(0), an_entry(1))
    world.now += REMEMBERED
    await world.a_day_later()
    old, new = "1:1 " * 400, "2:1 "
    async with world.store.write() as tx:
        for n, line in ((1, new + old), (2, new + "1:1 ")):
            await subscribers.change(tx, n, told=line)
    assert await pruned(world) == 0
    assert [one.told for one in await _all(world)] == [new, new + "1:1 "], "a short one stays"


async def test_lines_are_gone_through_a_stretch_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prune, "_LINES", 2)
    await world.comes_in(await world.feed(), RSS, an_entry(0))
    for address in "12345":
        await world.reader("news", address=address)
    await world.deliver()
    async with world.store.write() as tx:
        for n in range(1, 6):
            await subscribers.change(tx, n, told="1:1 " * 400)
    world.now += 2 * REMEMBERED
    step, left = Prune(world.store, Kept(), lambda: world.now), list[int]()
    for _ in range(3):
        await step.due()
        left.append(sum(bool(one.told) for one in await _all(world)))
    assert left == [3, 1, 0]


async def _all(world: World) -> list[Subscriber]:
    async with world.store.read() as tx:
        return list((await subscribers.several(tx, range(1, 6))).values())
