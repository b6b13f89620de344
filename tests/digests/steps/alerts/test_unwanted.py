"""Tell: nothing in quiet hours, nothing that is muted or that too few sources carry."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from digests.model import FollowKind, Quiet, Subscriber, Tag
from digests.store.subscribers import subscribers
from digests.store.tables import mute
from tests.digests.steps.alerts.stage import Stage


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
    assert await stage.made() == 1


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


@pytest.mark.parametrize("muted", ["source", "feed", "story", "tag"])
async def test_what_is_muted_is_not_told(stage: Stage, muted: str) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.comes(2, source="Herald", tags=(Tag("Rail"),))
    targets = {"source": "Herald", "feed": str(stage.feed), "story": str(await stage.post(2))}
    await mutes(stage, reader, muted, (targets | {"tag": str(await stage.tag("Rail"))})[muted])
    assert await stage.later() == []


async def mutes(stage: Stage, reader: Subscriber, kind: str, target: str) -> None:
    """For good."""
    async with stage.world.store.write() as tx:
        await tx.execute(mute.insert().values(subscriber_id=reader.id, kind=kind, target=target, until=None))


@pytest.mark.parametrize("floor", [1, 2])
async def test_a_muted_source_neither_tells_nor_counts(stage: Stage, floor: int) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await mutes(stage, reader, "source", "Herald")
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, reader.id, floor=floor)
    await stage.comes(2, source="Herald", text="The longest of all reports. " * 60)
    assert await stage.later() == []
    await stage.comes(3, source="Courier")
    await stage.joins(2, 3)
    assert await stage.later() == ([] if floor == 2 else ["Story 3"]), "as in the digest"


async def test_a_tag_of_any_report_mutes_the_story(stage: Stage) -> None:
    reader = await stage.reader()
    await stage.news(reader)
    await stage.comes(2, tags=(Tag("Rail"),))
    await mutes(stage, reader, "tag", str(await stage.tag("Rail")))
    await stage.comes(3)
    await stage.joins(2, 3)
    assert await stage.later() == [], "as in the digest"


@pytest.mark.parametrize("how", ["off", "unfollowed"])
async def test_what_is_switched_off_while_it_waits_is_not_told(stage: Stage, how: str) -> None:
    reader = await stage.reader()
    await stage.on(reader, FollowKind.FEED, stage.feed)
    await stage.comes(2)
    await stage.match.due()
    if how == "off":
        await stage.alerts.switch(reader.id, FollowKind.FEED, stage.feed, on=False)
    else:
        await stage.world.subscriptions.unfollow(reader.id, FollowKind.FEED, stage.feed)
    assert await stage.later() == []
    assert await stage.waiting() == 0
