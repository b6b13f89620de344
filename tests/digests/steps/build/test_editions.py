"""Several digests of one chat: each has its own times and cursor, and none tells what another one told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from digests.model import DigestKind, FollowKind, Layout, Schedule
from digests.steps.send.outcomes import suspend
from digests.store import Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import new_digests, outbox
from digests.store.delivery.told import Given
from digests.store.subscribers import due_subscribers, given_digests, subscribers
from digests.store.tables import delivery, edition, subscription
from tests.digests.steps.world import World, an_entry

RSS, TECH = "https://example.org/rss", "https://example.org/tech"
DAY = timedelta(days=1)


async def a_chat(world: World) -> int:
    """Follows two categories, one of them in an edition of its own; it has had its first digests of both."""
    for address, category, n in ((RSS, "news", 0), (TECH, "tech", 1)):
        await world.comes_in(await world.feed(address, category=category), address, an_entry(n))
    reader = await world.reader("news", "tech")
    await world.store.writing(lambda tx: _with_edition(tx, world, reader.id))
    await world.deliver()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1"]
    world.transport.arrived.clear()
    return reader.id


async def _with_edition(tx: Tx, world: World, reader: int, **values: Any) -> None:
    row = {"subscriber_id": reader, "title": "Markets", "times": "08:00", "weekdays": "1234567"}
    row |= {"size": 5, "points": 2, "layout": "open", "next_due": world.now} | values
    made = insert(edition).values(row).returning(edition.c.id)
    number = (await tx.execute(made)).scalar_one()
    second = subscription.c.position == 2
    await tx.execute(update(subscription).where(second).values(edition_id=number))


async def slots(world: World) -> list[str]:
    async with world.store.read() as tx:
        rows = await tx.execute(select(delivery.c.slot).order_by(delivery.c.id))
        return [row.slot for row in rows]


async def its_edition(world: World) -> Any:
    async with world.store.read() as tx:
        return (await tx.execute(select(edition))).one()


async def news(world: World, *numbers: int, both: bool = False) -> None:
    """Posts of the second category; the same ones also in the first."""
    for address, feed in ((TECH, 2), (RSS, 1)) if both else ((TECH, 2),):
        entries = [an_entry(n, uid=f"{address} {n}") for n in numbers]
        await world.comes_in(feed, address, *entries)


async def test_each_edition_has_what_it_follows_its_name_and_its_look(world: World) -> None:
    reader = await a_chat(world)
    await news(world, 5)
    await world.a_day_later()
    assert world.transport.payloads == ["Story 5"]
    made = await world.composed.digest(3)
    async with world.store.read() as tx:
        row = await digest_rows.get(tx, 3)
    assert row is not None
    assert (row.title, row.layout, row.size, row.points) == ("Markets", Layout.OPEN, 5, 2)
    assert made.sections[0].title == "tech"
    assert (await slots(world))[-1].endswith(" #1")
    assert (await its_edition(world)).next_due == world.now + DAY
    assert reader


async def test_two_that_are_due_at_the_same_minute_tell_no_story_twice(world: World) -> None:
    await a_chat(world)
    await news(world, 5, 6, both=True)
    await world.a_day_later()
    assert sorted(world.transport.payloads) == ["Story 5", "Story 6"]
    assert len(await slots(world)) == len(set(await slots(world)))


async def test_an_edition_knows_what_another_one_told_after_its_own_last(world: World) -> None:
    await a_chat(world)
    evening = world.now + timedelta(hours=12)
    async with world.store.write() as tx:
        await tx.execute(update(edition).values(times="20:00", next_due=evening))
    await news(world, 5, both=True)
    world.now += timedelta(hours=1)
    assert await world.build.now(1, world.now, "asked")
    world.now = evening
    await world.deliver()
    assert world.transport.payloads == ["Story 5"]


async def test_what_an_alert_told_counts_as_told(world: World) -> None:
    await a_chat(world)
    await news(world, 5, 6)
    async with world.store.write() as tx:
        row = {"kind": DigestKind.ALERT, "transport": "telegram", "due": world.now, "created": world.now}
        row |= {"language": "en", "zone": "UTC", "size": 1, "points": 3, "first": False, "since": 0}
        from digests.model import Pick

        post = 3  # Story 5
        made = await new_digests.add(tx, row | {"upto": 4}, [Pick(post, (FollowKind.CATEGORY, 2))])
        await outbox.add(tx, made, {1: "alert"}, world.now)
        await given_digests.add(tx, {Given(made, 1): [1]})
    await world.send.drain()
    await world.a_day_later()
    assert world.transport.payloads == ["Story 6"]


async def test_asking_and_looking_ahead_may_be_for_one_edition(world: World) -> None:
    await a_chat(world)
    await news(world, 5)
    ahead = await world.build.ahead(1, world.now, world.now + DAY, 1)
    assert ahead is not None
    assert ahead.compose(0).title == "Markets"
    first = await world.build.ahead(1, world.now, world.now + DAY)
    assert first is not None
    assert first.is_empty
    assert not await world.build.now(1, world.now, "a")
    assert await world.build.now(1, world.now, "a", 1)
    assert await world.build.now(1, world.now, "a", 1), "the same wish"
    await world.send.drain()
    await world.a_day_later()
    assert world.transport.payloads == ["Story 5"]


async def test_an_edition_that_was_refused_gives_its_cursor_back(world: World) -> None:
    await a_chat(world)
    await news(world, 5)
    world.now += DAY
    await world.build.due(world.now)
    async with world.store.write() as tx:
        await suspend(tx, 1, "blocked", world.now)
    await news(world, 5, 6)
    world.now += timedelta(hours=2)
    await world.deliver()
    assert world.transport.arrived == []
    await world.subscriptions.activate(1, world.now)
    await world.deliver()
    assert sorted(world.transport.payloads) == ["Story 5", "Story 6"]


async def test_a_pause_and_another_zone_hold_for_all_editions(world: World) -> None:
    await a_chat(world)
    await world.subscriptions.pause(1)
    await news(world, 5)
    await world.a_day_later()
    assert world.transport.arrived == []
    world.now += timedelta(hours=1)
    await world.subscriptions.activate(1, world.now)
    await world.deliver()
    assert world.transport.arrived == [], "after a pause it comes at its next time"
    assert (await its_edition(world)).next_due == world.now + timedelta(hours=23)
    await world.subscriptions.change(1, world.now, schedule=Schedule(zone="Asia/Shanghai"))
    assert (await its_edition(world)).next_due == world.now + timedelta(hours=15)
    world.now += timedelta(hours=15)
    await world.deliver()
    assert world.transport.payloads == ["Story 5"]


async def test_missed_times_give_one_digest_and_a_fault_puts_it_off(world: World) -> None:
    await a_chat(world)
    for n in range(5, 8):
        await news(world, *range(5, n + 1))
        world.now += DAY
    await world.deliver()
    assert sorted(world.transport.payloads) == ["Story 5", "Story 6", "Story 7"]
    assert sum(slot.endswith(" #1") for slot in await slots(world)) == 2
    world.build._renderer = None  # type: ignore[assignment]
    await news(world, *range(5, 9))
    world.now += DAY
    await world.deliver()
    assert (await its_edition(world)).next_due == world.now + timedelta(minutes=5)


async def test_what_was_told_since_it_was_read_is_not_told_by_another_edition(world: World) -> None:
    await a_chat(world)
    await news(world, 5, both=True)
    world.now += DAY
    run = await world.build._begin(world.now)
    async with world.store.write() as tx:  # the first is due a little later
        await subscribers.change(tx, 1, next_due=world.now + timedelta(minutes=1))
    read = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 10, oldest=run.oldest))
    assert [one.edition for one in read] == [1]
    assert await world.build.now(1, world.now, "meanwhile")
    assert await world.build._serve(run, read, world.now) == 0
    assert (await its_edition(world)).next_due == world.now, "it is built for once more"
    await world.deliver()
    assert world.transport.payloads == ["Story 5"]
