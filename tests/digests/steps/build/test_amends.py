"""What was corrected of what a chat was told stands in its next digest, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.steps.build.amends import OWED_FOR
from tests.digests.steps.corrections.test_corrections import Corrected
from tests.digests.steps.world import World, an_entry

RSS = "https://example.org/rss"


@pytest.fixture
async def told(world: World) -> Corrected:
    """A chat that was told two stories."""
    found = Corrected(world)
    await found.told()
    return found


async def a_day_with_news(told: Corrected, n: int) -> list[str]:
    """A day passes with entry ``n`` as its news; what the digest then told."""
    before = len(told.world.transport.payloads)
    told.entries.append(an_entry(n))
    await told.world.comes_in(told.feed, RSS, *told.entries)
    await told.world.a_day_later()
    return told.world.transport.payloads[before:]


async def test_the_next_digest_says_so_and_the_one_after_it_no_more(told: Corrected) -> None:
    told.world.now += timedelta(minutes=1)
    await told.changes(0, title="Harbour closed")
    assert await a_day_with_news(told, 2) == ["Story 2", "! Story 0 -> Harbour closed"]
    assert await a_day_with_news(told, 3) == ["Story 3"]


async def test_it_waits_for_a_digest_and_makes_none(told: Corrected) -> None:
    told.world.now += timedelta(minutes=1)
    await told.changes(0, title="Harbour closed")
    await told.world.a_day_later()
    assert len(told.world.transport.payloads) == 2
    assert len(await a_day_with_news(told, 2)) == 2


async def test_who_was_not_told_of_it_hears_nothing(told: Corrected) -> None:
    told.world.now += timedelta(minutes=1)
    await told.changes(0, title="Harbour closed")
    await told.world.reader("news", address="2")
    await told.world.deliver()
    before = len(told.world.transport.arrived)
    await a_day_with_news(told, 2)
    amended = [to.address for to, part in told.world.transport.arrived[before:] if part.payload[0] == "!"]
    assert amended == ["1"]


async def test_what_is_asked_for_says_so_as_well(told: Corrected) -> None:
    told.world.now += timedelta(minutes=1)
    await told.changes(0, title="Harbour closed")
    told.entries.append(an_entry(2))
    await told.world.comes_in(told.feed, RSS, *told.entries)
    assert await told.world.build.now(1, told.world.now, "wish")
    await told.world.send.drain()
    assert told.world.transport.payloads[2:] == ["Story 2", "! Story 0 -> Harbour closed"]
    assert await a_day_with_news(told, 3) == ["Story 3"]


async def test_one_whose_hour_has_not_come_is_told_later(told: Corrected) -> None:
    began = told.world.now
    told.world.now = began + timedelta(hours=23, minutes=50)
    await told.changes(0, title="Harbour closed")
    told.world.now = began + timedelta(hours=23, minutes=55)
    await told.changes(0, title="Harbour burning")
    told.world.now = began
    assert await a_day_with_news(told, 2) == ["Story 2", "! Story 0 -> Harbour closed"]
    assert await a_day_with_news(told, 3) == ["Story 3", "! Harbour closed -> Harbour burning"]


async def test_nobody_remembers_after_a_week(told: Corrected) -> None:
    told.world.now += timedelta(minutes=1)
    await told.changes(0, title="Harbour closed")
    told.world.now += OWED_FOR
    assert await a_day_with_news(told, 2) == ["Story 2"]


async def test_a_transport_that_cannot_change_messages_tells_it_in_the_next_digest(told: Corrected) -> None:
    told.world.transport.edits = False
    told.world.now += timedelta(minutes=1)
    await told.withdraws(0)
    assert await told.seen() == []
    assert await a_day_with_news(told, 2) == ["Story 2", "! Story 0 -> "]
