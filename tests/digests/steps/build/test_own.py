"""What somebody wants or does not: filters, floors, mutes and tastes, and who is not concerned."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, update

from digests.decisions.search.words import in_text
from digests.model import FollowKind, Reason, Subscriber, Tag
from digests.model.own import Own
from digests.steps.build.groups import Group, Run, stretches
from digests.store.search import standing
from digests.store.subscribers import subscribers
from digests.store.tables import mute, subscription, taste
from tests.conftest import NOW
from tests.digests.steps.build.random_world import a_choice
from tests.digests.steps.world import World, an_entry
from tests.stories import join

RSS = "https://example.org/rss"
SAID = {
    0: "The harbour authority cut a rate for container terminals after four years of work.",
    1: "The central bank announced a rate cut and signalled patience until autumn.",
    2: "Chip makers expect the smallest harvest in a decade because futures damaged demand.",
    3: "Chip engineers finished the tunnel under the strait eleven months early.",
}


async def filled(world: World) -> int:
    """Four posts with a tag each, of four papers."""
    feed = await world.feed()
    entries = [
        an_entry(n, text=said, source=f"Paper {n}", tags=(Tag(f"tag {n}"),)) for n, said in SAID.items()
    ]
    await world.comes_in(feed, RSS, *entries)
    return feed


async def query(world: World, words: str) -> int:
    return await world.store.writing(lambda tx: standing.keep(tx, words, world.now))


async def set_up(world: World, **values: Any) -> Subscriber:
    """A reader who has not had its first digest, with columns set."""
    reader = await world.reader("news")
    if values:
        await world.store.writing(lambda tx: subscribers.change(tx, reader.id, **values))
    return reader


async def told(world: World) -> list[str]:
    before = len(world.transport.arrived)
    await world.deliver()
    return sorted(world.transport.payloads[before:])


async def mutes(world: World, reader: int, kind: str, target: str, **values: Any) -> None:
    row = {"subscriber_id": reader, "kind": kind, "target": target} | values
    async with world.store.write() as tx:
        await tx.execute(insert(mute).values(row))


async def likes(world: World, reader: int, kind: str, target: str, weight: float) -> None:
    row = {"subscriber_id": reader, "kind": kind, "target": target, "weight": weight}
    async with world.store.write() as tx:
        await tx.execute(insert(taste).values(row))


async def reason(world: World, reader: int, post: int) -> tuple[Reason, str]:
    found = await world.build.verdict(reader, post, world.now)
    assert found is not None
    return found.reason, found.detail


# --------------------------------------------------------------------------- filters


@pytest.mark.parametrize(
    ("words", "stories"),
    [
        ("chip -futures", [3]),
        ('"rate cut" OR tunnel', [1, 3]),
        ("rate cut", [0, 1]),
        ('tag:"tag 2"', [2]),
        ('from:"Paper 0"', [0]),
        ("-chip", [0, 1]),
        ("-chip OR tunnel", [0, 1, 3]),
        ("nothing at all", []),
    ],
)
async def test_a_story_comes_only_if_it_answers_the_query(
    world: World, words: str, stories: list[int]
) -> None:
    await filled(world)
    await set_up(world, query_id=await query(world, words))
    assert await told(world) == [f"Story {n}" for n in stories]


async def test_a_query_of_one_subscription_lets_the_others_be(world: World) -> None:
    await filled(world)
    tech = await world.feed("https://example.org/tech", category="tech")
    await world.comes_in(tech, "https://example.org/tech", an_entry(7), an_entry(8))
    reader = await world.reader("news", "tech")
    only = await query(world, "tunnel")
    async with world.store.write() as tx:
        await tx.execute(update(subscription).where(subscription.c.position == 1).values(query_id=only))
    assert await told(world) == ["Story 3", "Story 7", "Story 8"]
    assert await reason(world, reader.id, 1) == (Reason.FILTERED, "tunnel"), "what kept it away when it came"


async def test_reports_of_a_story_answer_for_it(world: World) -> None:
    await filled(world)
    await join(world.store, 1, 4, now=world.now)
    await set_up(world, query_id=await query(world, "harbour tunnel"))
    assert len(await told(world)) == 1


async def test_why_names_the_query_that_a_story_does_not_answer(world: World) -> None:
    await filled(world)
    reader = await set_up(world, query_id=await query(world, "tunnel"))
    assert await reason(world, reader.id, 1) == (Reason.FILTERED, "tunnel")
    assert await reason(world, reader.id, 4) == (Reason.COMES, "")
    assert await world.build.verdict(reader.id, 99, world.now) is None


# --------------------------------------------------------------------------- searches and feeds


async def test_a_search_is_followed_like_a_tag(world: World) -> None:
    feed = await filled(world)
    reader = await world.reader()
    await world.subscriptions.follow(reader.id, FollowKind.SEARCH, await query(world, "tunnel"))
    await world.deliver()
    first = an_entry(3, text=SAID[3], source="Paper 3")
    more = [an_entry(20, text="A tunnel of another kind opened in the mountains."), an_entry(21)]
    await world.comes_in(feed, RSS, first, *more)
    world.transport.arrived.clear()
    await world.a_day_later()
    assert world.transport.payloads == ["Story 20"]
    assert (await world.composed.digest(1)).sections[0].title == "“tunnel”"


async def test_a_feed_is_followed_alone(world: World) -> None:
    feed = await filled(world)
    other = await world.feed("https://example.org/other")
    await world.comes_in(other, "https://example.org/other", an_entry(9))
    reader = await world.reader()
    await world.subscriptions.follow(reader.id, FollowKind.FEED, other)
    assert await told(world) == ["Story 9"]
    await world.comes_in(other, "https://example.org/other", an_entry(9), an_entry(30))
    await world.comes_in(feed, RSS, an_entry(31))
    world.transport.arrived.clear()
    await world.a_day_later()
    assert world.transport.payloads == ["Story 30"]
    assert (await world.composed.digest(2)).sections[0].title == "https://example.org/other"


# --------------------------------------------------------------------------- floors and mutes


async def test_a_floor_asks_for_so_many_sources(world: World) -> None:
    await filled(world)
    await join(world.store, 1, 2, now=world.now)
    reader = await set_up(world, floor=2)
    assert await reason(world, reader.id, 3) == (Reason.BELOW_FLOOR, "2")
    assert len(await told(world)) == 1


async def test_what_a_muted_source_or_feed_tells_does_not_count(world: World) -> None:
    feed = await filled(world)
    await join(world.store, 1, 2, now=world.now)
    reader = await set_up(world)
    await mutes(world, reader.id, "source", "Paper 0")
    await mutes(world, reader.id, "source", "Paper 2", until=world.now + timedelta(days=7))
    assert await reason(world, reader.id, 3) == (Reason.MUTED, "Paper 2")
    assert await told(world) == ["Story 1", "Story 3"], "others tell the first story too"
    await mutes(world, reader.id, "feed", str(feed))
    await world.comes_in(feed, RSS, an_entry(40))
    world.now += timedelta(days=1)
    assert await told(world) == []


async def test_a_muted_tag_and_a_muted_story_do_not_come(world: World) -> None:
    await filled(world)
    reader = await set_up(world)
    async with world.store.read() as tx:
        tag_id = (await subscribers_tag(tx, "tag 1")).id
    await mutes(world, reader.id, "tag", str(tag_id))
    await mutes(world, reader.id, "story", "3")
    assert await reason(world, reader.id, 2) == (Reason.MUTED, "#tag 1")
    assert await reason(world, reader.id, 3) == (Reason.MUTED, "Story 2")
    assert await told(world) == ["Story 0", "Story 3"]


async def test_a_mute_ends(world: World) -> None:
    await filled(world)
    reader = await set_up(world)
    await mutes(world, reader.id, "source", "Paper 2", until=world.now)
    assert "Story 2" in await told(world)


async def subscribers_tag(tx: Any, name: str) -> Any:
    from digests.store.posts import tags

    return await tags.named(tx, name)


# --------------------------------------------------------------------------- tastes


async def test_tastes_move_what_is_like_them(world: World) -> None:
    await filled(world)
    reader = await world.reader("news", size=2)
    plain = await world.build.verdict(reader.id, 1, world.now)
    await likes(world, reader.id, "source", "Paper 0", 9.0)
    [word] = in_text("harbour")
    await likes(world, reader.id, "word", word, 0.5)
    found = await world.build.verdict(reader.id, 1, world.now)
    assert plain is not None
    assert found is not None
    assert (plain.reason, found.reason) == (Reason.OUTRANKED, Reason.COMES)
    assert found.figures is not None
    assert found.figures.liked == 2.5
    await likes(world, reader.id, "word", "container", 2.0)
    found = await world.build.verdict(reader.id, 1, world.now)
    assert found is not None
    assert found.figures is not None
    assert found.figures.liked == 3.0
    await world.deliver()
    [pick] = await picks(world, 1, "liked")
    assert pick == 3.0, "kept with the pick"


async def picks(world: World, digest: int, figure: str) -> list[float]:
    from digests.store.delivery import digests

    async with world.store.read() as tx:
        found = await digests.picks(tx, digest, 0, 100)
    return [value for each in found if (value := getattr(each.figures, figure))]


async def test_who_wants_nothing_of_this_shares_as_before(world: World) -> None:
    feed = await filled(world)
    await world.reader("news", address="1")
    await world.reader("news", address="2")
    third = await world.reader("news", address="3")
    await mutes(world, third.id, "source", "Paper 2")
    await world.deliver()
    assert await world.composed.digest(2)
    assert len(world.transport.arrived) == 4 + 4 + 3
    assert feed


def test_the_first_message_waits_for_few_stories_to_be_looked_into() -> None:
    run = Run(NOW, 1)
    plain = [Group(a_choice(Random(n), size=n + 1)) for n in range(3)]
    looking = [Group(a_choice(Random(n), own=Own(query=n + 1))) for n in range(9)]
    assert [len(some) for some in stretches(run, looking, 2)] == [1, 2, 4, 2]
    assert [len(some) for some in stretches(run, looking, 2)] == [8, 1], "it goes on as it has got to"
    order = [one for some in stretches(Run(NOW, 1), [*looking, *plain], 2) for one in some]
    assert order == [*plain, *looking]
