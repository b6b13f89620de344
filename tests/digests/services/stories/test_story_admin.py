"""Admins part and join stories: it holds, lists and counts follow, and the bot's memory as well."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from digests.errors import BadInput
from digests.services.stories.story_admin import StoryAdmin
from digests.store import Store, tables
from digests.store.monitoring import audit
from tests.databases import sqlite_first
from tests.digests.steps.stories.test_stories import a_report, judged, listed, members, stories, told
from tests.digests.steps.world import TEXTS, World, an_entry

__all__ = ["sqlite_first"]


@pytest.fixture
async def world(store: Store) -> World:
    """A town in which three papers told of one event."""
    made = World(store)
    await told(made, 0, 1, 2)
    await judged(made)
    return made


async def test_a_parting_holds_whatever_changes(world: World) -> None:
    admin, step = StoryAdmin(world.store), await judged(world)
    card = await admin.part(4, actor="cli", now=world.now)
    assert (card.story, [one.article for one in card.members]) == (4, [4])
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 2}
    assert await listed(world) == [1, 2, 3, 4, 5]
    for post, text in (4, "An addition to it."), (2, "An addition."), (6, "One more addition."):
        n = post // 2 - 1
        report = a_report(n, world)
        changed = a_report(n, world, text=f"{report.text} {text}")
        await world.comes_in(n + 1, f"https://{n}.example/rss", changed)
        await judged(world, step)
        assert (await stories(world))[4] == 4, post
        assert (await stories(world))[6] == 2, post
    with pytest.raises(BadInput, match="story_alone"):
        await admin.part(4, actor="cli", now=world.now)


async def test_the_first_article_is_parted_from_the_others(world: World) -> None:
    admin = StoryAdmin(world.store)
    await admin.part(2, actor="cli", now=world.now)
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 4}
    assert await listed(world) == [1, 2, 3, 4, 5]


async def test_joined_by_hand_stays_joined(world: World) -> None:
    admin, step = StoryAdmin(world.store), await judged(world)
    card = await admin.join(3, 2, actor="cli", now=world.now)
    assert [one.article for one in card.members] == [2, 3, 4, 6]
    assert [one.by for one in card.members] == ["admin", "admin", "bot", "bot"]
    assert await listed(world) == [1, 2, 5]
    other = an_entry(1, uid="other-1", published=world.now, text=TEXTS[8])
    await world.comes_in(2, "https://1.example/rss", other)
    await judged(world, step)
    assert (await stories(world))[3] == 2
    with pytest.raises(BadInput, match="story_together"):
        await admin.join(4, 3, actor="cli", now=world.now)


async def test_joining_takes_a_parting_back(world: World) -> None:
    admin = StoryAdmin(world.store)
    await admin.part(4, actor="cli", now=world.now)
    await admin.join(4, 6, actor="cli", now=world.now)
    assert await stories(world) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 5, 6: 2}
    async with world.store.read() as tx:
        assert (await tx.execute(select(tables.story_parted))).all() == []
        done = [(each.action, each.target) for each in await audit.page(tx, 0, 9)]
    assert done == [("join", "story:2"), ("part", "story:2")]


async def test_two_stories_become_one_with_all_who_tell_them(world: World) -> None:
    admin, step = StoryAdmin(world.store), await judged(world)
    await admin.join(1, 3, actor="cli", now=world.now)
    await admin.join(6, 3, actor="cli", now=world.now)
    assert await stories(world) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 5, 6: 1}
    assert await listed(world) == [1, 5]
    assert await members(world) == dict.fromkeys((1, 3, 4, 6), 1)
    feed = await world.feed("https://late.example/rss")
    await world.comes_in(feed, "https://late.example/rss", a_report(0, world, uid="late", link=""))
    await judged(world, step)
    assert (await stories(world))[7] == 1


async def test_two_articles_are_compared(world: World) -> None:
    admin = StoryAdmin(world.store)
    same = await admin.compare(2, 4)
    assert (same.grade, same.together, same.apart) == ("same", True, False)
    assert same.terms
    assert set(same.weights) <= set(same.features)
    other = await admin.compare(1, 2)
    assert (other.grade, other.together) == ("", False)
    assert other.score < same.score
    await admin.part(4, actor="cli", now=world.now)
    assert (await admin.compare(2, 4)).apart
    with pytest.raises(BadInput, match="unknown_story"):
        await admin.compare(2, 99)


async def test_a_card_says_why_and_what_is_related(world: World) -> None:
    admin = StoryAdmin(world.store)
    async with world.store.write() as tx:
        row = {"article_id": 3, "related_id": 2, "score": 0.4}
        await tx.execute(tables.story_link.insert().values(row))
    card = await admin.card(6)
    assert [(one.article, one.by) for one in card.members] == [(2, ""), (4, "bot"), (6, "bot")]
    assert card.members[1].terms
    assert card.members[1].source == "https://1.example/rss"
    assert card.related == ((3, "Story 1", 0.4),)
    assert 2 in [each[0] for each in (await admin.card(3)).related]
    assert [each.story for each in await admin.latest(5)] == [2]
