"""Tell: one message of what comes together, and so many an hour."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from digests.store import Tx
from digests.store.tables import digest
from tests.digests.steps.alerts.stage import Stage


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
    assert await stage.made() == 1
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
    assert await stage.made() == 1


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
