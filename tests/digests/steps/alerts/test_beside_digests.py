"""Alerts and digests that are made at the same time tell no story twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from digests.model import FollowKind, Post, Subscriber
from digests.store.subscribers import subscribers
from tests.digests.steps.alerts.stage import Stage
from tests.digests.steps.world import an_entry


async def ready(stage: Stage) -> Subscriber:
    """Somebody for whom an alert is about to be made."""
    reader = await stage.reader()
    await stage.news(reader)
    stage.world.now += timedelta(hours=1)
    await stage.comes(2)
    await stage.match.due()
    stage.world.now += timedelta(seconds=4)
    return reader


def meanwhile(stage: Stage, happens: Callable[[], Awaitable[object]]) -> None:
    """While the next posts are read, this happens."""
    read = stage.world.articles.read

    async def slowly(ids: Sequence[int]) -> dict[int, Post]:
        stage.world.articles.read = read  # type: ignore[method-assign]
        await happens()
        return await read(ids)

    stage.world.articles.read = slowly  # type: ignore[method-assign]


async def test_what_a_digest_tells_while_an_alert_is_made(stage: Stage) -> None:
    reader = await ready(stage)
    meanwhile(stage, lambda: stage.world.build.now(reader.id, stage.world.now, "wish"))
    await stage.told()
    assert stage.arrived() == ["Story 2"], "the digest alone"
    assert (await stage.made(), await stage.waiting()) == (0, 0)


async def test_a_digest_that_falls_due_while_an_alert_is_made(stage: Stage) -> None:
    reader = await ready(stage)

    async def falls_due() -> None:
        async with stage.world.store.write() as tx:
            await subscribers.change(tx, reader.id, next_due=stage.world.now)

    meanwhile(stage, falls_due)
    await stage.told()
    assert stage.arrived() == []
    await stage.world.deliver()
    assert await stage.later() == ["Story 2"]
    assert await stage.made() == 0


async def build_late(stage: Stage, reader: Subscriber) -> None:
    """What was due for longer than alerts wait for it is built now, and meanwhile the alert is told."""
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, reader.id, next_due=stage.world.now - timedelta(minutes=3))
    meanwhile(stage, stage.told)
    await stage.world.deliver()


async def test_an_alert_while_a_digest_is_made_that_is_late(stage: Stage) -> None:
    reader = await ready(stage)
    await build_late(stage, reader)
    assert (stage.arrived(), await stage.made()) == (["Story 2"], 1), "the alert alone"
    after = await stage.world.subscriptions.get(reader.id)
    assert after.next_due
    assert after.next_due > stage.world.now, "it is not due any more"
    assert after.cursor == await stage.post(2)


async def test_what_else_there_is_comes_in_the_digest_that_is_late(stage: Stage) -> None:
    reader = await ready(stage)
    other = await stage.world.feed("https://example.org/quiet")
    await stage.alerts.switch(reader.id, FollowKind.CATEGORY, 1, on=False)
    await stage.on(reader, FollowKind.FEED, stage.feed)
    await stage.world.comes_in(other, "https://example.org/quiet", an_entry(3, published=stage.world.now))
    await stage.comes(4)
    await stage.match.due()
    stage.world.now += timedelta(seconds=4)
    await build_late(stage, reader)
    assert sorted(stage.arrived()) == ["Story 2", "Story 3", "Story 4"]
    assert await stage.made() == 1


async def test_an_alert_while_a_digest_is_made_that_was_asked_for(stage: Stage) -> None:
    reader = await ready(stage)
    meanwhile(stage, stage.told)
    assert not await stage.world.build.now(reader.id, stage.world.now, "wish")
    await stage.world.send.drain()
    assert stage.arrived() == ["Story 2"], "the alert alone"


async def test_who_pauses_while_an_alert_is_made(stage: Stage) -> None:
    reader = await ready(stage)
    meanwhile(stage, lambda: stage.world.subscriptions.pause(reader.id))
    await stage.told()
    assert (stage.arrived(), await stage.waiting()) == ([], 0)
