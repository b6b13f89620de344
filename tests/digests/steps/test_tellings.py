"""What stories of several reports say: kept, made anew when their reports change, the newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.model import KeyPoint, Post, StoryPoint, Telling
from digests.steps.full_posts import shown
from digests.steps.tellings import Tellings
from digests.steps.upkeep import retell
from digests.steps.upkeep.prune import Kept, Prune
from digests.steps.upkeep.retell import Retell
from digests.store import tables
from tests.conftest import NOW
from tests.digests.steps.world import TEXTS, World, an_entry
from tests.stories import join

ONE, OTHER = "https://one.example/rss", "https://other.example/rss"


async def told(world: World, count: int = 3) -> list[int]:
    """As many posts of one feed, and a copy of the first in another feed."""
    feed, other = await world.feed(ONE), await world.feed(OTHER)
    await world.comes_in(feed, ONE, *[an_entry(n) for n in range(count)])
    await world.comes_in(other, OTHER, an_entry(0, uid="copy", link="https://copy.example/0"))
    page = await world.browse.latest(None, size=20)
    world.summaries.asked = 0
    return sorted(post.id for post in page.posts)


async def post(world: World, post_id: int) -> Post:
    return (await world.articles.read([post_id]))[post_id]


async def test_a_story_of_one_report_has_nothing_beside_its_post(world: World) -> None:
    [first, *_] = await told(world)
    assert (await post(world, first)).telling == Telling()
    assert world.summaries.asked == 0


async def test_reports_stand_in_their_order_with_their_copies_folded(world: World) -> None:
    first, second, third = await told(world)
    await join(world.store, first, third, second, now=world.now)
    found = (await post(world, third)).telling
    assert [(each.id, each.title, each.copies) for each in found.reports] == [
        (first, "Story 0", 1),
        (second, "Story 1", 0),
        (third, "Story 2", 0),
    ]
    assert {each.source for each in found.reports} == {ONE}, "its feed, where the post names none"
    assert found.reports[0].link == "https://example.org/0"
    assert found == (await post(world, first)).telling


async def test_points_are_kept_until_the_reports_change(world: World) -> None:
    first, second, third = await told(world)
    await join(world.store, first, second, now=world.now)
    found = [(each.text, each.report) for each in (await post(world, first)).telling.points]
    assert found == [(TEXTS[0], first), (TEXTS[1], second)]
    await post(world, second)
    assert world.summaries.asked == 1
    await join(world.store, first, third, now=world.now)
    assert [each.report for each in (await post(world, first)).telling.points] == [first, second, third]
    assert world.summaries.asked == 2
    world.summaries.stories_version = "lines-stories-2"
    await post(world, first)
    assert world.summaries.asked == 3


async def test_a_report_that_was_edited_is_told_anew(world: World) -> None:
    first, second, _ = await told(world)
    await join(world.store, first, second, now=world.now)
    await post(world, first)
    feed = (await post(world, first)).feed_id
    edited = an_entry(1, text="The harbour was closed again on Tuesday after divers had found a mine.")
    await world.comes_in(feed, ONE, edited)
    points = (await post(world, first)).telling.points
    assert "The harbour was closed again" in points[1].text


async def test_stories_are_told_before_anybody_asks_the_newest_first(world: World) -> None:
    first, second, third, fourth = await told(world, 4)
    tellings = Tellings(world.store, world.summaries)
    step = Retell(world.store, tellings, lambda: world.now)
    assert await step.due() == 0
    await join(world.store, first, second, now=world.now)
    await join(world.store, third, fourth, now=world.now + timedelta(seconds=1))
    assert await step.due() == 2
    assert world.summaries.asked == 2
    assert await step.due() == 0
    await tellings.read([first, third])
    assert world.summaries.asked == 2
    await join(world.store, first, third, now=world.now + timedelta(seconds=2))
    assert await step.due() == 1
    assert world.summaries.asked == 3


async def test_a_batch_ends_and_the_next_one_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retell, "BATCH", 1)
    first, second, third, fourth = await told(world, 4)
    tellings = Tellings(world.store, world.summaries)
    await join(world.store, first, second, now=world.now)
    await join(world.store, third, fourth, now=world.now + timedelta(seconds=1))
    step = Retell(world.store, tellings, lambda: world.now)
    assert await step.due() == 1
    async with world.store.read() as tx:
        [row] = (await tx.execute(tables.story_points.select())).all()
    assert row.story_id == third
    assert [await step.due(), await step.due()] == [1, 0]


async def test_what_joined_long_before_a_start_waits_for_somebody_to_ask(world: World) -> None:
    first, second, _ = await told(world)
    await join(world.store, first, second, now=world.now - timedelta(days=4))
    step = Retell(world.store, Tellings(world.store, world.summaries), lambda: world.now)
    assert await step.due() == 0


async def test_points_go_with_the_first_post_of_their_story(world: World) -> None:
    first, second, _ = await told(world)
    await join(world.store, first, second, now=world.now)
    await post(world, first)
    prune = Prune(world.store, Kept(posts=1), lambda: world.now + timedelta(days=400))
    while await prune.due():
        pass
    async with world.store.read() as tx:
        assert (await tx.execute(tables.story_points.select())).all() == []
    assert (await post(world, first)).telling == Telling()


def test_what_the_title_or_the_editor_says_is_not_told_again() -> None:
    a_post = Post(1, 1, "uid", "", "text", NOW, "v", 1)
    points = (
        StoryPoint("The bridge over the strait opens in May", 2, 1),
        StoryPoint("Tolls are 15 crowns a car", 1, 0),
        StoryPoint("Ferries will stop in June", 3, 2),
    )
    told = replace(a_post, title="Bridge over the strait opens in May", digest="Ferries will stop in June.")
    found = shown(told, Telling((), points, condensed=True)).telling.points
    assert found == (StoryPoint("Tolls are 15 crowns a car", 1, 0),)
    first = replace(a_post, title="Tolls of the bridge", points=(KeyPoint("x"),))
    assert [each.rank for each in shown(first, Telling((), points, condensed=True)).telling.points] == [
        1,
        0,
        2,
    ]
