"""Notices: told once, whoever the subscriber is, and sent like everything else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import Refused
from digests.model import Destination, DigestKind, Status
from digests.steps.send.notices import Notices
from digests.store.delivery import claims, new_digests, outbox
from digests.store.delivery import digests as digest_rows
from tests.digests.steps.world import LEASE, World
from tests.fakes import TitlesRenderer

NOTICES = Notices(TitlesRenderer(), "UTC")
FRAME = {"language": "en", "zone": "UTC", "size": 8, "points": 3, "first": False, "since": 0, "upto": 0}


async def test_a_notice_is_told_once_for_each_occasion(world: World) -> None:
    who = await world.reader()
    for about in ("", "", "7", "7"):
        async with world.store.write() as tx:
            await NOTICES.tell(tx, who.id, "topic_gone", world.now, about, name="x")
    await world.deliver()
    said = f"en topic_gone {who.id} {{'name': 'x'}}"
    assert world.transport.payloads == [said, said]


async def test_a_notice_names_its_kind(world: World) -> None:
    who = await world.reader()
    async with world.store.write() as tx:
        assert await NOTICES.tell(tx, who.id, "topic_gone", world.now)
        [claimed] = await claims.claim(tx, "other", "telegram", world.now, LEASE, 10)
        kept = await digest_rows.get(tx, claimed.digest)
    assert claimed.slot == "notice:topic_gone"
    assert kept is not None
    assert kept.kind is DigestKind.NOTICE


async def test_a_notice_goes_before_digests_that_wait_already(world: World) -> None:
    """When everything is held up, an alarm is what tries whether that is over."""
    who = await world.reader()
    async with world.store.write() as tx:
        await new_digests.add(tx, FRAME | {"due": world.now, "created": world.now}, [])
        await outbox.add(tx, 1, {who.id: "slot"}, world.now - timedelta(hours=1))
        other = await NOTICES.reach(tx, Destination("telegram", "42"), "zh", world.now)
        await NOTICES.tell(tx, other.id, "alarm", world.now)
        [claimed] = await claims.claim(tx, "other", "telegram", world.now, LEASE, 1)
    assert claimed.slot == "notice:alarm"


async def test_somebody_who_never_came_and_somebody_who_paused_are_reached(world: World) -> None:
    paused = await world.subscriptions.pause((await world.reader()).id)
    async with world.store.write() as tx:
        known = await NOTICES.reach(tx, paused.destination, "zh", world.now)
        new = await NOTICES.reach(tx, Destination("telegram", "42"), "zh", world.now)
        assert (known.id, known.language, known.status) == (paused.id, "en", Status.PAUSED)
        assert (new.language, new.status) == ("zh", Status.NEW)
        assert await NOTICES.tell(tx, known.id, "a", world.now)
        assert await NOTICES.tell(tx, new.id, "a", world.now)
    await world.deliver()
    assert [there.address for there, _ in world.transport.arrived] == ["1", "42"]


async def test_nobody_is_nobody(world: World) -> None:
    async with world.store.write() as tx:
        assert not await NOTICES.tell(tx, 99, "topic_gone", world.now)


async def test_who_was_never_set_up_and_refused_a_notice_comes_as_a_newcomer(world: World) -> None:
    there = Destination("telegram", "42")
    async with world.store.write() as tx:
        new = await NOTICES.reach(tx, there, "zh", world.now)
        await NOTICES.tell(tx, new.id, "a", world.now)
    world.transport.plan[f"zh a {new.id} {{}}"] = [Refused("blocked")]
    await world.deliver()
    assert (await world.subscriptions.get(new.id)).status is Status.SUSPENDED
    back = await world.subscriptions.arrive(there, language="zh")
    assert (back.status, back.reason, back.next_due) == (Status.NEW, "", None)
    await world.deliver()
    assert [there.address for there, _ in world.transport.arrived] == ["42"], "what was refused comes now"
    async with world.store.write() as tx:
        assert not await NOTICES.tell(tx, new.id, "a", world.now)


@pytest.mark.parametrize(("days", "comes"), [(6, True), (8, False)])
async def test_a_notice_that_was_refused_comes_while_it_is_news(world: World, days: int, comes: bool) -> None:
    await world.feed()
    who = await world.reader("news")
    async with world.store.write() as tx:
        await NOTICES.tell(tx, who.id, "a", world.now)
    world.transport.plan[f"en a {who.id} {{}}"] = [Refused("blocked")]
    await world.deliver()
    world.now += timedelta(days=days)
    await world.subscriptions.returned("telegram", who.destination.address)
    await world.deliver()
    assert (f"en a {who.id} {{}}" in world.transport.payloads) == comes


async def test_who_follows_something_and_refused_goes_on(world: World) -> None:
    await world.feed()
    who = await world.reader("news")
    async with world.store.write() as tx:
        await NOTICES.tell(tx, who.id, "a", world.now)
    world.transport.plan[f"en a {who.id} {{}}"] = [Refused("blocked")]
    await world.deliver()
    back = await world.subscriptions.arrive(who.destination, language="en")
    assert back.status is Status.ACTIVE
