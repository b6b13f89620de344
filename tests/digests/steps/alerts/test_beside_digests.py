"""Alerts and digests that are made at the same time tell no story twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from digests.model import Post, Subscriber
from digests.store.subscribers import subscribers
from tests.digests.steps.alerts.stage import Stage


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


async def test_who_pauses_while_an_alert_is_made(stage: Stage) -> None:
    reader = await ready(stage)
    meanwhile(stage, lambda: stage.world.subscriptions.pause(reader.id))
    await stage.told()
    assert (stage.arrived(), await stage.waiting()) == ([], 0)
