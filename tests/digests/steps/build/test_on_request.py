"""A digest on request: what it brings is had, and the schedule goes on as it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from digests.errors import Temporary
from digests.model import Digest, FollowKind, RenderedPart, Status
from digests.steps.build import build as build_step
from digests.steps.send.outcomes import suspend
from digests.store.delivery import claims
from digests.store.subscribers import due_subscribers
from tests.digests.steps.world import LEASE, World, an_entry
from tests.fakes import TitlesRenderer

RSS = "https://example.org/rss"
TECH = "https://example.org/tech"


async def begun(world: World, *, stories: int = 1) -> int:
    """A reader who has had a first digest of the story 0; then others have come in."""
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    await world.deliver()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(stories + 1)])
    world.transport.arrived.clear()
    return reader.id


async def cursor(world: World, reader: int) -> int:
    return (await world.subscriptions.get(reader)).cursor


async def test_what_came_on_request_does_not_come_again(world: World) -> None:
    reader = await begun(world, stories=2)
    due = (await world.subscriptions.get(reader)).next_due
    assert await world.build.now(reader, world.now, "wish")
    await world.send.drain()
    assert sorted(world.transport.payloads) == ["Story 1", "Story 2"]
    assert (await world.subscriptions.get(reader)).next_due == due, "the next slot stays where it was"
    assert not await world.build.now(reader, world.now, "another wish")
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(4)])
    world.transport.arrived.clear()
    await world.a_day_later()
    assert world.transport.payloads == ["Story 3"]


async def test_a_slot_with_nothing_left_passes_in_silence(world: World) -> None:
    reader = await begun(world)
    await world.build.now(reader, world.now, "wish")
    await world.a_day_later()
    assert world.transport.payloads == ["Story 1"]
    there = await world.subscriptions.get(reader)
    assert there.next_due == world.now + timedelta(days=1)


async def test_what_is_followed_freshly_is_shown_once(world: World) -> None:
    reader = await begun(world, stories=0)
    await world.comes_in(await world.feed(TECH, "tech"), TECH, an_entry(7))
    tech = await world.catalogue.category("tech")
    await world.subscriptions.follow(reader, FollowKind.CATEGORY, tech.id)
    assert await world.build.now(reader, world.now, "wish")
    assert not await world.build.now(reader, world.now, "another")
    await world.a_day_later()
    assert world.transport.payloads == ["Story 7"]


async def test_who_asks_before_the_first_digest_was_made_gets_one(world: World) -> None:
    await world.comes_in(await world.feed(), RSS, an_entry(0))
    reader = await world.reader("news")
    assert await world.build.now(reader.id, world.now, "wish")
    await world.deliver()
    assert world.transport.payloads == ["Story 0"]
    assert (await world.composed.digest(1)).first
    assert (await world.subscriptions.get(reader.id)).next_due == world.now + timedelta(days=1)


async def test_who_pauses_and_asks_has_had_it_too(world: World) -> None:
    reader = await begun(world)
    await world.subscriptions.pause(reader)
    assert await world.build.now(reader, world.now, "wish")
    there = await world.subscriptions.get(reader)
    assert (there.status, there.next_due) == (Status.PAUSED, None)
    await world.subscriptions.activate(reader, world.now)
    await world.a_day_later()
    assert world.transport.payloads == ["Story 1"]


async def test_one_of_several_who_chose_alike_asks(world: World) -> None:
    asking = await begun(world)
    other = await world.reader("news", address="2")
    await world.deliver()
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(3)])
    world.transport.arrived.clear()
    await world.build.now(asking, world.now, "wish")
    await world.a_day_later()
    told = {(to.address, part.payload) for to, part in world.transport.arrived}
    assert told == {("1", "Story 1"), ("1", "Story 2"), ("2", "Story 2")}
    assert await cursor(world, other.id) == await cursor(world, asking)


async def test_a_run_that_began_before_the_wish_takes_nothing_back(world: World) -> None:
    """The run looks at the posts up to its beginning; who asked has had more than that."""
    reader = await begun(world, stories=0)
    world.now += timedelta(days=1)
    run = await world.build._begin(world.now)
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(2)])
    await world.build.now(reader, world.now, "wish")
    had = await cursor(world, reader)
    read = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 10))
    assert await world.build._serve(run, read, world.now) == 0
    assert await cursor(world, reader) == had > run.upto
    await world.a_day_later()
    assert world.transport.payloads == ["Story 1"]


async def test_who_asks_while_the_slot_is_being_built_is_told_once(world: World) -> None:
    reader = await begun(world)
    world.now += timedelta(days=1)
    run = await world.build._begin(world.now)
    read = await world.store.reading(lambda tx: due_subscribers.due(tx, world.now, 10))
    await world.build.now(reader, world.now, "wish")
    assert await world.build._serve(run, read, world.now) == 0
    await world.deliver()
    assert world.transport.payloads == ["Story 1"]


async def test_a_slot_that_is_built_while_somebody_asks_wins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = await begun(world)
    world.now += timedelta(days=1)
    drafting = build_step.draft

    async def meanwhile(*args):  # type: ignore[no-untyped-def]
        monkeypatch.undo()
        drafted = await drafting(*args)
        await world.build.due(world.now)
        return drafted

    monkeypatch.setattr(build_step, "draft", meanwhile)
    assert not await world.build.now(reader, world.now, "wish"), "by then there is nothing new"
    await world.deliver()
    assert world.transport.payloads == ["Story 1"]


class Broken(TitlesRenderer):
    """Fails as a process fails that is killed."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """A fault."""
        raise ZeroDivisionError


async def test_what_could_not_be_stored_was_not_had(world: World) -> None:
    reader = await begun(world)
    had = await cursor(world, reader)
    whole, world.build._renderer = world.build._renderer, Broken()
    with pytest.raises(ZeroDivisionError):
        await world.build.now(reader, world.now, "wish")
    assert await cursor(world, reader) == had
    world.build._renderer = whole
    await world.a_day_later()
    assert world.transport.payloads == ["Story 1"]


async def test_who_refuses_what_was_asked_for_gets_it_when_back(world: World) -> None:
    reader = await begun(world)
    await world.build.now(reader, world.now, "wish")
    async with world.store.write() as tx:
        await suspend(tx, reader, "blocked", world.now)
    world.now += timedelta(minutes=5)
    await world.subscriptions.returned("telegram", "1")
    await world.deliver()
    assert world.transport.payloads == ["Story 1"]


async def test_nobody_gets_nothing(world: World) -> None:
    assert not await world.build.now(99, world.now, "wish")
    assert not await world.build.repeat(99, world.now, "wish")


# --------------------------------------------------------------------------- once more


async def test_the_last_one_is_sent_once_more_in_all_its_parts(world: World) -> None:
    reader = await begun(world, stories=2)
    await world.build.now(reader, world.now, "wish")
    await world.send.drain()
    had = await cursor(world, reader)
    world.queue.woken.clear()
    for _ in range(2):  # the same update, handled twice
        assert await world.build.repeat(reader, world.now, "update 7")
    assert world.queue.woken[0] == "send"
    await world.send.drain()
    assert world.transport.payloads == world.transport.payloads[:2] * 2
    assert await cursor(world, reader) == had
    assert await world.build.repeat(reader, world.now, "update 8")
    await world.send.drain()
    assert len(world.transport.payloads) == 6


async def test_what_is_on_its_way_is_not_sent_twice(world: World) -> None:
    reader = await begun(world)
    await world.build.now(reader, world.now, "wish")
    assert await world.build.repeat(reader, world.now, "again")
    await world.send.drain()
    assert world.transport.payloads == ["Story 1"]


async def test_there_may_be_no_last_one(world: World) -> None:
    reader = await world.reader()
    assert not await world.build.repeat(reader.id, world.now, "again")
    assert world.queue.woken == []


async def test_what_is_sent_once_more_goes_first(world: World) -> None:
    reader = await begun(world)
    await world.build.now(reader, world.now, "wish")
    await world.send.drain()
    await world.build.repeat(reader, world.now, "again")
    async with world.store.write() as tx:
        [one] = await claims.claim(tx, "other", "telegram", world.now, LEASE, 5)
    assert one.slot == "repeat:again"


async def test_who_refuses_the_last_one_again_has_had_it_all_the_same(world: World) -> None:
    reader = await begun(world)
    await world.build.now(reader, world.now, "wish")
    await world.send.drain()
    had = await cursor(world, reader)
    await world.build.repeat(reader, world.now, "again")
    world.transport.plan["Story 1"] = [Temporary("network")]
    await world.send.drain()
    async with world.store.write() as tx:
        await suspend(tx, reader, "blocked", world.now)
    assert await cursor(world, reader) == had
    world.now += timedelta(minutes=5)
    await world.subscriptions.returned("telegram", "1")
    await world.deliver()
    assert world.transport.payloads == ["Story 1"]
