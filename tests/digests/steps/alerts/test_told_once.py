"""Tell: nothing twice, nothing lost, whoever else tells, fails or is away."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from digests.errors import Refused
from digests.model import FollowKind
from digests.steps import EditMessages, Spread, Tell
from digests.store.subscribers import subscribers
from tests.digests.steps.alerts.stage import Stage
from tests.digests.steps.world import LEASE, an_entry
from tests.fakes import TitlesRenderer


async def test_what_a_digest_told_meanwhile_is_not_told_again(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.comes(2)
    await stage.match.due()
    await stage.world.build.now(reader.id, stage.world.now, "wish")
    assert await stage.later() == ["Story 2"], "the digest"
    assert await stage.waiting() == 0


async def test_a_digest_that_is_being_made_is_waited_for(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    stage.world.now += timedelta(hours=1)
    await stage.comes(2)
    await stage.match.due()
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, reader.id, next_due=stage.world.now)
    assert await stage.later(5) == []
    await stage.world.deliver()
    assert stage.arrived() == ["Story 2"]
    assert await stage.later() == []
    assert await stage.made() == 0


async def test_a_later_report_of_what_was_told_is_no_alert(stage: Stage) -> None:
    await stage.news(await stage.reader())
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    await stage.comes(3)
    await stage.joins(2, 3)
    assert await stage.later() == []


async def test_news_of_a_followed_story_answer_what_told_it(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.comes(2)
    await stage.later()
    first = await stage.post(2)
    await stage.follows.follow(reader.id, first)
    await stage.alerts.switch_story(reader.id, first, on=True)
    await stage.comes(3)
    await stage.joins(2, 3)
    assert await stage.later() == ["Story 3"]
    [followed] = await stage.follows.listed(reader.id)
    assert followed.heard > followed.since
    assert followed.alert


async def test_several_processes_tell_once(stage: Stage) -> None:
    for address in "123456":
        await stage.news(await stage.reader(address))
    await stage.comes(2, 3)
    await stage.match.due()
    stage.world.now += timedelta(seconds=4)
    world = stage.world
    tellers = [
        Tell(world.store, world.articles, TitlesRenderer(), world.queue, lambda: world.now) for _ in range(4)
    ]
    await asyncio.gather(*(each.due() for each in tellers))
    await world.send.drain()
    assert sorted(stage.arrived()) == ["Story 2"] * 6 + ["Story 3"] * 6


async def test_what_comes_while_it_is_told_waits_for_the_next(stage: Stage) -> None:
    await stage.news(await stage.reader())
    await stage.comes(2)
    await stage.match.due()
    stage.world.now += timedelta(seconds=4)
    read = stage.world.articles.read

    async def slowly(ids):  # type: ignore[no-untyped-def]
        stage.world.articles.read = read  # type: ignore[method-assign]
        await stage.comes(3)
        await stage.match.due()
        return await read(ids)

    stage.world.articles.read = slowly  # type: ignore[method-assign]
    await stage.told()
    assert stage.arrived() == ["Story 2"]
    assert await stage.later() == ["Story 3"]


async def test_a_fault_in_one_alert_keeps_no_other_and_loses_nothing(stage: Stage) -> None:
    first, second = await stage.reader(), await stage.reader("2")
    await stage.on(first, FollowKind.SEARCH, await stage.query("snowfall"))
    await stage.on(second, FollowKind.SEARCH, await stage.query("orchestra"))
    await stage.comes(11, 9)
    broken, read = await stage.post(11), stage.world.articles.read

    async def failing(ids):  # type: ignore[no-untyped-def]
        if broken in ids:
            raise RuntimeError("a broken post")
        return await read(ids)

    stage.world.articles.read = failing  # type: ignore[method-assign]
    assert await stage.later() == ["Story 9"]
    stage.world.articles.read = read  # type: ignore[method-assign]
    assert await stage.later(301) == ["Story 11"]


async def test_who_could_not_be_reached_was_not_told(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    before = (await stage.world.subscriptions.get(reader.id)).told
    stage.world.transport.refuses["1"] = Refused("blocked")
    await stage.comes(2)
    assert await stage.later() == []
    after = await stage.world.subscriptions.get(reader.id)
    assert (after.told, after.cursor) == (before, after.cursor)
    assert after.cursor
    stage.world.transport.refuses.clear()
    await stage.world.subscriptions.activate(reader.id, stage.world.now)
    await stage.world.deliver()
    assert stage.arrived() == ["Story 2"], "the digest tells it"


async def test_what_is_corrected_is_changed_where_an_alert_told_it(stage: Stage) -> None:
    world = stage.world
    await stage.news(await stage.reader())
    text = "The mine employs 320 people in the valley.\nIts owners plan to extend it next year."
    await stage.comes(2, text=text)
    assert await stage.later() == ["Story 2"]
    told = an_entry(2, published=world.now, text=text.replace("320", "230"))
    world.now += timedelta(minutes=5)
    await world.comes_in(stage.feed, "https://example.org/rss", told)
    world.now += timedelta(hours=1)
    await Spread(world.store, world.articles, TitlesRenderer(), world.queue, lambda: world.now).due()
    edit = EditMessages(world.store, [world.transport], name="e", lease=LEASE, now=lambda: world.now)
    await edit.due()
    [(address, _, payload)] = world.transport.changed
    assert address == "1"
    assert "320 people" in payload
