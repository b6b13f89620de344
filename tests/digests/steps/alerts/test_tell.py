"""Tell: one message of what comes together, so many an hour, none in quiet hours, nothing twice."""

from __future__ import annotations

import asyncio
from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from digests.errors import Refused
from digests.model import FollowKind, Quiet
from digests.steps import EditMessages, Spread, Tell
from digests.store import Tx
from digests.store.subscribers import subscribers
from digests.store.tables import digest, mute
from tests.digests.steps.alerts.stage import Stage
from tests.digests.steps.world import LEASE, an_entry
from tests.fakes import TitlesRenderer


async def alerts_made(stage: Stage) -> int:
    async def count(tx: Tx) -> int:
        return int((await tx.execute(select(func.count()).where(digest.c.kind == "alert"))).scalar_one())

    return await stage.world.store.reading(count)


async def test_what_comes_together_is_one_alert(stage: Stage) -> None:
    await stage.news(await stage.reader())
    await stage.comes(2)
    assert await stage.later(2) == [], "more may come in a moment"
    await stage.comes(3)
    assert await stage.later(2) == []
    assert sorted(await stage.later(2)) == ["Story 2", "Story 3"]
    assert await alerts_made(stage) == 1
    assert await stage.waiting() == 0


async def test_a_run_of_posts_is_told_after_twenty_seconds(stage: Stage) -> None:
    await stage.news(await stage.reader())
    told = list[str]()
    for n in range(2, 16):
        await stage.comes(n)
        told += await stage.later(2)
        if told:
            break
    assert (n, len(told)) == (11, 8), "twenty seconds of them, and as many as a digest shows"


async def test_those_who_are_told_the_same_share_an_alert(stage: Stage) -> None:
    for address in ("1", "2", "3"):
        await stage.news(await stage.reader(address))
    await stage.comes(2)
    assert await stage.later() == ["Story 2"] * 3
    assert await alerts_made(stage) == 1


async def test_what_is_over_in_an_hour_waits_for_the_digest(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.alerts.limit(reader.id, 3)
    told = list[str]()
    for n in range(2, 7):
        await stage.comes(n)
        told += await stage.later(60)
    assert told == ["Story 2", "Story 3", "Story 4"]
    assert await stage.waiting() == 0
    stage.world.now += timedelta(minutes=58)
    await stage.comes(7)
    assert await stage.later() == ["Story 7"], "the first of them is an hour ago"
    await stage.world.a_day_later()
    assert {"Story 5", "Story 6"} <= set(stage.arrived())


async def test_the_last_of_an_hour_says_when_they_come_again(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.alerts.limit(reader.id, 3)
    begun = None
    for n in range(2, 5):
        await stage.comes(n)
        await stage.later(60)
        begun = begun or stage.world.now
    async with stage.world.store.read() as tx:
        rows = await tx.execute(
            select(digest.c.resumes).where(digest.c.kind == "alert").order_by(digest.c.id)
        )
        assert [row.resumes for row in rows] == [None, None, begun + timedelta(hours=1)]


async def test_quiet_hours_are_waited_for_and_what_waited_is_one_alert(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    at = stage.world.now
    quiet = Quiet(((at - timedelta(hours=1)).time(), (at + timedelta(hours=2)).time()))
    await stage.world.subscriptions.change(reader.id, at, quiet=quiet)
    for n in (2, 3):
        await stage.comes(n)
        assert await stage.later(600) == []
    assert await stage.tell.due() == 0, "nobody is looked at again and again meanwhile"
    stage.world.now = at + timedelta(hours=2)
    assert sorted(await stage.later(0)) == ["Story 2", "Story 3"]
    assert await alerts_made(stage) == 1


async def test_an_alert_that_meets_quiet_hours_on_its_way_waits(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.comes(2)
    await stage.match.due()
    stage.world.now += timedelta(seconds=4)
    while await stage.tell.due():
        pass
    begins = stage.world.now.time()
    quiet = Quiet((begins, time((begins.hour + 1) % 24)), waits=False)
    await stage.world.subscriptions.change(reader.id, stage.world.now, quiet=quiet)
    await stage.world.send.drain()
    assert stage.arrived() == []
    stage.world.now += timedelta(hours=1)
    await stage.world.send.drain()
    assert stage.arrived() == ["Story 2"]


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
    assert await alerts_made(stage) == 0


async def test_a_later_report_of_what_was_told_is_no_alert(stage: Stage) -> None:
    await stage.news(await stage.reader())
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    await stage.comes(3)
    await stage.joins(2, 3)
    assert await stage.later() == []


async def test_a_floor_is_reached_by_the_report_that_is_one_more(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, reader.id, floor=2)
    await stage.comes(2, source="Herald")
    assert await stage.later() == []
    await stage.comes(3, source="Courier")
    await stage.joins(2, 3)
    assert len(await stage.later()) == 1


@pytest.mark.parametrize("muted", ["source", "feed", "story"])
async def test_what_is_muted_is_not_told(stage: Stage, muted: str) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.comes(2, source="Herald")
    targets = {"source": "Herald", "feed": str(stage.feed), "story": str(await stage.post(2))}
    row = {"subscriber_id": reader.id, "kind": muted, "target": targets[muted], "until": None}
    async with stage.world.store.write() as tx:
        await tx.execute(mute.insert().values(row))
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
