"""What serving writes: who goes on to which slot, what ranks how, and how many deliveries that makes."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from digests.model import FollowKind, Rank
from digests.steps.build import build as build_step
from digests.store.subscribers import due_subscribers
from digests.store.tables import delivery
from tests.digests.steps.build.test_build import RSS, TECH, Failing, digests, served
from tests.digests.steps.world import World, an_entry

DAY = timedelta(days=1)


async def ranks(world: World) -> list[tuple[int, Rank]]:
    """Of each delivery its subscriber and rank, in their order."""
    query = select(delivery.c.subscriber_id, delivery.c.rank).order_by(delivery.c.id)
    async with world.store.read() as tx:
        return [(row[0], Rank(row[1])) for row in await tx.execute(query)]


async def serve_all(world: World) -> int:
    """One round for all who are due, however many; the number of deliveries."""
    run = await world.build._begin(world.now)
    found = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 100))
    return await world.build._serve(run, found, world.now)


async def test_with_nothing_new_everyone_goes_on_to_the_next_slot(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing new is no failure: nobody is put off to be tried again and again."""
    await served(world, 3)
    for _ in range(2):
        world.now += DAY
        with caplog.at_level(logging.ERROR):
            assert await serve_all(world) == 0
        assert [(await world.subscriptions.get(n)).next_due for n in (1, 2, 3)] == [world.now + DAY] * 3
    assert not caplog.records
    assert await digests(world) == 1


async def test_a_newcomer_for_whom_there_is_nothing_begins_all_the_same(world: World) -> None:
    await world.feed()
    reader = await world.reader("news")
    assert await world.build.first(reader.id, world.now) is False
    there = await world.subscriptions.get(reader.id)
    assert there.next_due == world.now + DAY
    assert await ranks(world) == []
    assert await world.build.first(reader.id, world.now) is False
    await world.comes_in(1, RSS, an_entry(0))
    await world.a_day_later()
    assert world.transport.payloads == ["Story 0"]


async def test_a_first_digest_goes_before_all_that_come_by_the_clock(world: World) -> None:
    await served(world, 2)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    before = len(await ranks(world))
    world.now += DAY
    assert await serve_all(world) == 2
    newcomer = await world.reader("news", address="new")
    assert await world.build.first(newcomer.id, world.now) is True
    clock, awaited = Rank.CLOCK, Rank.AWAITED
    assert (await ranks(world))[before:] == [(1, clock), (2, clock), (newcomer.id, awaited)]
    await world.send.drain()
    assert world.transport.arrived[0][0].address == "new"


async def test_those_with_news_those_without_and_those_that_fail_are_told_apart(world: World) -> None:
    feed, tech = await world.feed(), await world.feed(TECH, category="tech")
    await world.comes_in(feed, RSS, an_entry(0))
    await world.comes_in(tech, TECH, an_entry(1))
    await world.feed("https://example.org/none", category="none")
    told = [await world.reader("tech", address=f"told {n}") for n in range(3)]
    empty = await world.reader("none", address="empty")
    broken = await world.reader("news", address="broken")
    world.build._renderer = renderer = Failing()
    renderer.title = "Story 0"
    assert await serve_all(world) == len(told), "what is empty or fails counts for nothing"
    assert [who for who, _ in await ranks(world)] == [one.id for one in told]
    due = {one.id: (await world.subscriptions.get(one.id)).next_due for one in (*told, empty, broken)}
    assert due == {one.id: world.now + DAY for one in (*told, empty)} | {
        broken.id: world.now + timedelta(minutes=5)
    }
    cursors = [(await world.subscriptions.get(one.id)).cursor for one in (told[0], empty, broken)]
    assert cursors[0] == cursors[1] > 0 == cursors[2], "who was put off has had nothing"


async def test_what_was_shown_once_is_fresh_no_more_and_nothing_else_is_touched(world: World) -> None:
    await served(world, 2)
    await world.comes_in(await world.feed(TECH, "tech"), TECH, an_entry(7))
    tech = await world.catalogue.category("tech")
    for one in (1, 2):
        await world.subscriptions.follow(one, FollowKind.CATEGORY, tech.id)
    await world.subscriptions.pause(2)

    async def fresh(one: int) -> list[bool]:
        return [each.fresh for each in await world.subscriptions.following(one)]

    assert await fresh(1) == await fresh(2) == [False, True]
    world.now += DAY
    assert await serve_all(world) == 1
    assert await fresh(1) == [False, False]
    assert await fresh(2) == [False, True]


async def test_a_category_followed_while_it_was_empty_is_fresh_no_more(world: World) -> None:
    await served(world, 1)
    await world.feed(TECH, "tech")
    tech = await world.catalogue.category("tech")
    await world.subscriptions.follow(1, FollowKind.CATEGORY, tech.id)
    world.now += DAY
    assert await serve_all(world) == 0
    assert [each.fresh for each in await world.subscriptions.following(1)] == [False, False]
    await world.comes_in(2, TECH, an_entry(7))
    await world.a_day_later()
    assert world.transport.payloads == ["Story 7"]


async def test_who_has_had_more_than_the_run_looks_at_keeps_it(world: World) -> None:
    await served(world, 2)
    world.now += DAY
    run = await world.build._begin(world.now)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    await world.build.now(2, world.now, "wish")
    found = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 100))
    assert await world.build._serve(run, found, world.now) == 0
    cursors = [(await world.subscriptions.get(one)).cursor for one in (1, 2)]
    assert cursors[0] == run.upto < cursors[1]


async def test_one_slot_makes_one_delivery_a_subscriber_of_one_digest(world: World) -> None:
    await served(world, 4)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    before = len(await ranks(world))
    world.now += DAY
    assert await serve_all(world) == 4
    assert await serve_all(world) == 0
    assert [who for who, _ in (await ranks(world))[before:]] == [1, 2, 3, 4]
    assert await digests(world) == 2


async def test_what_is_followed_anew_while_a_digest_is_made_is_still_to_be_shown(world: World) -> None:
    await served(world, 1)
    world.now += DAY
    run = await world.build._begin(world.now)
    found = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 100))
    news = await world.catalogue.category("news")
    await world.subscriptions.unfollow(1, FollowKind.CATEGORY, news.id)
    await world.subscriptions.follow(1, FollowKind.CATEGORY, news.id)
    await world.build._serve(run, found, world.now)
    assert [each.fresh for each in await world.subscriptions.following(1)] == [True]


async def test_each_new_digest_stands_in_the_log_once(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither one that is given to more readers later, nor one that is empty, nor one that failed."""
    monkeypatch.setattr(build_step, "BATCH", 2)
    await served(world, 5)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    with caplog.at_level(logging.INFO, "digests.runtime.log_context"):
        for stories in (3, 3, 4):
            await world.comes_in(1, RSS, *[an_entry(n) for n in range(stories)])
            world.now += DAY
            world.build._renderer = failing = Failing()
            failing.title = "Story 3"
            while await world.build.due(world.now):
                pass
    assert [each.getMessage() for each in caplog.records if each.levelno == logging.INFO].count("built") == 1
    assert await digests(world) == 2
