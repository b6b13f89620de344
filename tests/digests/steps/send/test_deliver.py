"""One delivery's way: its second failures, its waits, and what is known of its parts afterwards."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.texts import catalogue
from digests.errors import BadContent, Busy, Refused, Temporary, ThreadGone, unpack
from digests.model import Delivery
from digests.steps.send import deliver
from digests.steps.send.deliver import Deliver
from digests.steps.send.notices import Notices
from digests.steps.send.outcomes import Outcomes
from digests.steps.send.part_log import PartLog
from digests.store.delivery import claims, delivery_counts, outbox, sent_parts
from digests.store.subscribers import subscribers
from digests.store.tables import delivery, delivery_part
from tests.digests.steps.world import LEASE, World
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber
from tests.fakes import TitlesRenderer

LONG = timedelta(hours=1)


async def due(world: World, address: str = "1", *, parts: int = 1, thread: int = 0) -> int:
    """A delivery of parts called "part 1", "part 2" …; its subscriber."""
    async with world.store.write() as tx:
        who = await a_subscriber(tx, address)
        if thread:
            await subscribers.change(tx, who, thread=thread)
        await outbox.add(tx, await a_digest(tx, parts=parts), {who: "slot"}, world.now)
    return who


async def claimed(world: World, name: str = "me") -> list[Delivery]:
    async with world.store.write() as tx:
        return list(await claims.claim(tx, name, "telegram", world.now, LEASE, 30))


class One:
    """One delivery's way by itself, with what it was told."""

    def __init__(self, world: World, *, resend: bool = True, patience: float = 20.0) -> None:
        notices = Notices(TitlesRenderer(), "UTC")
        self.world = world
        self.freed: list[int] = []
        self.way = Deliver(
            world.transport,
            PartLog(world.store, "me", LEASE, lambda: world.now),
            Outcomes(world.store, "me", lambda: world.now, notices),
            resend=resend,
            patience=patience,
            freed=lambda: self.freed.append(self.way.aside),
        )


async def state(world: World, slot: str = "slot") -> tuple[str, str, int]:
    """State, code of the reason, and attempts of a delivery."""
    query = select(delivery.c.state, delivery.c.reason, delivery.c.attempts).where(delivery.c.slot == slot)
    async with world.store.read() as tx:
        row = (await tx.execute(query)).one()
    return row.state, unpack(row.reason)[0], row.attempts


async def part(world: World, number: int = 1) -> tuple[bool, str, int, int]:
    """Of a part: whether it is intended still, its message, how often it was tried and was ambiguous."""
    of = delivery_part.c
    query = select(of.intended, of.message, of.tries, of.ambiguous).where(of.number == number)
    async with world.store.read() as tx:
        row = (await tx.execute(query)).first()
    assert row is not None
    return row.intended is not None, row.message, row.tries, row.ambiguous


# --------------------------------------------------------------------------- second failures


async def test_a_main_place_that_is_gone_too_ends_it(world: World) -> None:
    await due(world, thread=7)
    world.transport.plan["part 1"] = [ThreadGone("thread_gone")] * 9
    async with asyncio.timeout(10):
        await One(world).way.deliver((await claimed(world))[0])
    assert world.transport.calls == 2, "the thread, then General, and no third time"
    assert await state(world) == ("failed", "thread_gone", 0)
    assert (await part(world))[0] is False, "it surely did not arrive"


async def test_a_thread_that_is_gone_where_there_is_none_ends_it_at_once(world: World) -> None:
    await due(world)
    world.transport.plan["part 1"] = [ThreadGone("thread_gone")] * 9
    async with asyncio.timeout(10):
        await One(world).way.deliver((await claimed(world))[0])
    assert world.transport.calls == 1
    assert await state(world) == ("failed", "thread_gone", 0)


async def test_content_that_is_refused_plain_too_ends_it(world: World) -> None:
    await due(world, parts=2)
    world.transport.plan["part 1"] = [BadContent("bad_content")] * 9
    async with asyncio.timeout(10):
        await One(world).way.deliver((await claimed(world))[0])
    assert world.transport.calls == 2, "with markup, then plain, and no third time"
    assert world.transport.payloads == [], "of a delivery that failed nothing more is sent"
    assert await state(world) == ("failed", "bad_content", 0)
    assert await part(world) == (False, "", 2, 0), "neither may have arrived"
    async with world.store.read() as tx:
        assert await delivery_counts.faulty(tx) == 1, "what was refused is kept"


async def test_a_thread_that_is_gone_and_markup_that_is_refused_are_each_got_over(world: World) -> None:
    await due(world, thread=7)
    world.transport.plan["part 1"] = [ThreadGone("thread_gone"), BadContent("bad_content")]
    await One(world).way.deliver((await claimed(world))[0])
    [(destination, sent)] = world.transport.arrived
    assert (destination.thread, sent.plain) == (0, True)
    assert await state(world) == ("sent", "", 0)
    assert await part(world) == (True, "1", 3, 0)


# --------------------------------------------------------------------------- faults of ours


@pytest.mark.parametrize("where", ["send", "turn", "intend"])
async def test_a_fault_of_ours_is_put_off_and_may_have_arrived(
    world: World, where: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await due(world, parts=2)

    async def broken(*_: object) -> str:
        raise ZeroDivisionError

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        whose = PartLog if where == "intend" else type(world.transport)
        patched.setattr(whose, where, broken)
        await One(world).way.deliver((await claimed(world))[0])
    assert [str(each.exc_info[0].__name__) for each in caplog.records if each.exc_info] == [
        "ZeroDivisionError"
    ]
    assert await state(world) == ("pending", "internal", 1)
    assert "error.internal" in catalogue("en")
    assert world.transport.payloads == []
    if where == "send":
        assert await part(world) == (True, "", 1, 0), "nobody knows what came of it"
    world.now += LONG
    await world.send.drain()
    assert world.transport.payloads == ["part 1", "part 2"]
    async with world.store.read() as tx:
        assert await delivery_counts.ambiguous(tx) == (1 if where == "send" else 0)


async def test_a_fault_of_ours_stops_no_other_delivery(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await due(world, "1")
    await due(world, "2")
    sending = type(world.transport).send

    async def sometimes(self, destination, sent):  # type: ignore[no-untyped-def]
        if destination.address == "1":
            raise ZeroDivisionError
        return await sending(self, destination, sent)

    monkeypatch.setattr(type(world.transport), "send", sometimes)
    await world.send.drain()
    assert [there.address for there, _ in world.transport.arrived] == ["2"]
    async with world.store.read() as tx:
        assert await delivery_counts.counts(tx) == {"pending": 1, "sent": 1}


# --------------------------------------------------------------------------- what is known of a part


@pytest.mark.parametrize(
    ("error", "intended", "ambiguous"),
    [
        (Temporary("telegram"), False, 0),
        (Temporary("network", ambiguous=True), True, 1),
        (Busy(1), True, 1),
    ],
)
async def test_what_surely_did_not_arrive_is_not_ambiguous_when_it_is_sent_again(
    world: World, error: Temporary, intended: bool, ambiguous: int
) -> None:
    """``Busy`` comes from a turn, and says nothing of a send before it."""
    await due(world)
    world.transport.plan["part 1"] = [error]
    await One(world).way.deliver((await claimed(world))[0])
    assert await part(world) == (intended, "", 1, 0)
    world.now += LONG
    await world.send.drain()
    assert await part(world) == (True, "1", 2, ambiguous)


async def test_a_refused_part_did_not_arrive(world: World) -> None:
    await due(world)
    world.transport.plan["part 1"] = [Refused("blocked")]
    await One(world).way.deliver((await claimed(world))[0])
    assert await part(world) == (False, "", 1, 0)
    assert (await state(world))[:2] == ("suspended", "blocked")


@pytest.mark.parametrize("parts", [1, 2])
async def test_at_most_once_the_last_part_is_recorded_and_ends_its_delivery(world: World, parts: int) -> None:
    await due(world, parts=parts)
    world.transport.plan[f"part {parts}"] = [Temporary("network", ambiguous=True)]
    await One(world, resend=False).way.deliver((await claimed(world))[0])
    world.now += LONG
    again = (await claimed(world))[0]
    assert [each.number for each in again.parts] == [parts]
    await One(world, resend=False).way.deliver(again)
    assert world.transport.calls == parts, "it is not sent again"
    assert await part(world, parts) == (True, "?", 1, 1), "and stands there as one that may be missing"
    assert (await state(world))[0] == "sent"
    world.now += LONG
    assert await claimed(world) == []


async def test_at_most_once_the_parts_behind_the_dropped_one_follow_at_once(world: World) -> None:
    await due(world, parts=3)
    world.transport.plan["part 1"] = [Temporary("network", ambiguous=True)]
    await One(world, resend=False).way.deliver((await claimed(world))[0])
    world.now += LONG
    await One(world, resend=False).way.deliver((await claimed(world))[0])
    assert world.transport.payloads == ["part 2", "part 3"]
    assert (await state(world))[0] == "sent"


async def test_what_was_sent_stands_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await due(world)
    [mine] = await claimed(world)
    with caplog.at_level(logging.DEBUG, "digests.runtime.log_context"):
        await One(world).way.deliver(mine)
    assert caplog.messages == ["sent"]


async def test_at_most_once_what_was_never_sent_is_sent(world: World) -> None:
    await due(world, parts=3)
    await One(world, resend=False).way.deliver((await claimed(world))[0])
    assert world.transport.payloads == ["part 1", "part 2", "part 3"]
    assert await state(world) == ("sent", "", 0)


async def test_a_claim_that_was_lost_sends_nothing_more(world: World) -> None:
    await due(world, parts=2)
    mine = (await claimed(world))[0]
    world.now += LEASE
    theirs = (await claimed(world, "another"))[0]
    async with world.store.write() as tx:
        assert await sent_parts.intend(tx, "another", [(theirs.id, 1)], world.now, LEASE) == {theirs.id}
    await One(world).way.deliver(mine)
    assert world.transport.calls == 0
    assert (await state(world))[0] == "sending"
    assert await part(world) == (True, "", 1, 0), "what the other one is about to send stays so"


# --------------------------------------------------------------------------- waiting for the chat's own limit


async def test_a_short_wait_is_waited_out_aside(world: World) -> None:
    await due(world, parts=2)
    one = One(world)
    [mine] = await claimed(world)
    world.transport.waits["1"] = 0.05
    seen: list[int] = []
    turn = world.transport.turn

    async def watched(destination, sent):  # type: ignore[no-untyped-def]
        seen.append(one.way.aside)
        await turn(destination, sent)

    world.transport.turn = watched  # type: ignore[method-assign]
    async with asyncio.timeout(10):
        await one.way.deliver(mine)
    assert world.transport.payloads == ["part 1", "part 2"]
    assert one.freed == [1, 1], "each wait frees a place, once it counts as one"
    assert seen == [0, 0], "who has waited is at work again"
    assert one.way.aside == 0


async def test_who_need_not_wait_frees_no_place(world: World) -> None:
    await due(world)
    one = One(world)
    await one.way.deliver((await claimed(world))[0])
    assert (one.freed, one.way.aside) == ([], 0)


@pytest.mark.parametrize(("patience", "waits"), [(0.05, False), (0.04, True)])
async def test_a_wait_beyond_the_patience_gives_the_claim_back(
    world: World, patience: float, waits: bool
) -> None:
    await due(world)
    one = One(world, patience=patience)
    world.transport.waits["1"] = 0.05
    async with asyncio.timeout(10):
        await one.way.deliver((await claimed(world))[0])
    assert (await state(world))[0] == ("pending" if waits else "sent")
    assert one.way.aside == 0
    if waits:
        assert one.freed == []
        assert await state(world) == ("pending", "retry_after", 0), "a mere wait is no attempt"
        world.now += timedelta(milliseconds=49)
        assert await claimed(world) == []
        world.now += timedelta(milliseconds=1)
        assert len(await claimed(world)) == 1


async def test_no_more_wait_aside_than_there_are_places(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "MOST_ASIDE", 2)
    for address in ("1", "2", "3", "4"):
        await due(world, address)
        world.transport.waits[address] = 0.0 if address == "4" else 0.3
    one = One(world)
    tasks = [asyncio.create_task(one.way.deliver(each)) for each in await claimed(world)]
    async with asyncio.timeout(10):
        await asyncio.gather(*tasks)
    assert sorted(there.address for there, _ in world.transport.arrived) == ["1", "2", "4"]
    assert max(one.freed) == 2
    assert one.way.aside == 0
    async with world.store.read() as tx:
        assert await delivery_counts.counts(tx) == {"pending": 1, "sent": 3}


async def test_who_is_stopped_while_waiting_waits_no_more(world: World) -> None:
    await due(world)
    one = One(world)
    world.transport.waits["1"] = 15.0
    waiting = asyncio.create_task(one.way.deliver((await claimed(world))[0]))
    async with asyncio.timeout(10):
        while not one.freed:
            await asyncio.sleep(0)
    assert one.way.aside == 1
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert one.way.aside == 0


async def test_who_waits_takes_no_place_of_those_at_work(world: World) -> None:
    """Many that wait several times each: the number at work comes back to nothing."""
    for n in range(8):
        await due(world, f"slow {n}", parts=3)
        world.transport.waits[f"slow {n}"] = 0.01
    async with asyncio.timeout(20):
        await world.send.drain()
    assert len(world.transport.arrived) == 24
    assert world.send._at_work == 0
    assert world.send._deliver.aside == 0
