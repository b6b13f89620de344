"""Broadcasts: released little by little, each chat once, and resumed from their row."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import BadInput, Refused, Temporary
from digests.model import (
    BroadcastState,
    ChatKind,
    Destination,
    DigestKind,
    Progress,
    Schedule,
    Status,
    Subscriber,
)
from digests.services.broadcasts import Broadcasts
from digests.steps.send.broadcast import EVERY, Release
from digests.store.delivery import broadcasts, claims, delivery_counts, new_digests, outbox
from digests.store.monitoring import audit
from digests.store.subscribers import subscribers
from tests.digests.steps.world import LEASE, World

AHEAD = 3
SAID = "Hello, everybody"


class FakeBoard:
    """Remembers what was shown; with ``broken`` nothing comes through."""

    def __init__(self) -> None:
        self.shown: list[Progress] = []
        self.broken = False

    async def show(self, progress: Progress) -> bool:
        self.shown.append(progress)
        return not self.broken


class Square:
    """A world with broadcasts in it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.woken: list[str] = []
        self.board = FakeBoard()
        self.release = self.another()
        self.broadcasts = Broadcasts(world.store, self, "telegram")

    def another(self) -> Release:
        """The step as a new process has it."""
        return Release(self.world.store, self.board, self, ahead=AHEAD, now=lambda: self.world.now)

    def wake(self, step: str) -> None:
        self.woken.append(step)

    async def reader(self, address: str, thread: int = 0, status: Status = Status.ACTIVE) -> int:
        there = Destination("telegram", address, thread, ChatKind.GROUP if thread else ChatKind.PRIVATE)
        async with self.world.store.write() as tx:
            new = Subscriber(0, there, "en", Schedule(zone="UTC"), status=status)
            await subscribers.add(tx, new, self.world.now)
            made = await subscribers.at(tx, there)
        assert made is not None
        return made.id

    async def readers(self, count: int) -> None:
        for n in range(count):
            await self.reader(str(n + 1))

    async def other_work(self, slot: str, count: int) -> None:
        """Deliveries of something else to the first readers."""
        now = self.world.now
        async with self.world.store.write() as tx:
            kind = DigestKind.DIGEST
            digest = await new_digests.add_message(
                tx, kind, "telegram", slot, language="en", zone="UTC", now=now
            )
            await outbox.add(tx, digest, dict.fromkeys(range(1, count + 1), slot), now)

    async def begun(self) -> int:
        """A broadcast that was confirmed."""
        number = await self.broadcasts.draft("42", SAID, language="en", zone="UTC", now=self.world.now)
        await self.broadcasts.send(number, "42:0", "7", actor="test", now=self.world.now)
        return number

    async def tick(self) -> int:
        """What one second of the clock releases."""
        released = 0
        while more := await self.release.due():
            released += more
        return released

    async def to_the_end(self) -> None:
        """Twice as many rounds as the longest broadcast here takes."""
        for _ in range(14):
            await self.tick()
            await self.world.deliver()
            self.world.now += EVERY

    @property
    def arrived(self) -> list[str]:
        """Who has got it, in order."""
        return [there.address for there, part in self.world.transport.arrived if part.payload == SAID]


@pytest.fixture
def square(world: World) -> Square:
    return Square(world)


async def test_everybody_gets_it_once_and_the_report_is_the_end(square: Square) -> None:
    await square.readers(10)
    number = await square.begun()
    assert await square.tick() == AHEAD
    assert await square.tick() == 0, "none has gone out yet"
    await square.to_the_end()
    assert square.arrived == [str(n + 1) for n in range(10)]
    last = square.board.shown[-1]
    assert (last.broadcast.id, last.broadcast.state) == (number, BroadcastState.DONE)
    assert (last.fared.sent, last.fared.open, last.left) == (10, 0, 0)
    before = len(square.board.shown)
    await square.to_the_end()
    assert len(square.board.shown) == before, "nothing is shown once the report stands"


async def test_a_chat_of_several_topics_gets_it_once(square: Square) -> None:
    await square.reader("-100", thread=5, status=Status.PAUSED)
    for thread in (7, 9, 11):
        await square.reader("-100", thread=thread)
    for n in range(AHEAD):
        await square.reader(str(n))
    assert (await square.broadcasts.audience()).total == AHEAD + 1
    await square.begun()
    await square.tick()
    first = await square.world.subscriptions.find(Destination("telegram", "-100", 7))
    assert first is not None
    await square.world.subscriptions.pause(first.id)
    await square.to_the_end()
    assert square.arrived.count("-100") == 1
    assert len(square.arrived) == AHEAD + 1


async def test_only_active_ones_of_the_moment_get_it(square: Square) -> None:
    for status in Status:
        await square.reader(str(status), status=status)
    await square.begun()
    await square.reader("late")
    await square.to_the_end()
    assert square.arrived == ["active"]


async def test_a_broadcast_waits_while_there_is_other_work(square: Square) -> None:
    await square.readers(10)
    await square.other_work("digest", AHEAD + 1)
    await square.begun()
    assert await square.tick() == 0
    await square.world.send.drain()
    assert await square.tick() == AHEAD


async def test_chats_that_wait_do_not_hold_it_up(square: Square) -> None:
    """What stands behind a delivery that is tried again later cannot be claimed, and counts for nothing."""
    await square.readers(10)
    square.world.transport.plan["late"] = [Temporary("network") for _ in range(AHEAD)]
    for slot in ("late", "behind"):
        await square.other_work(slot, AHEAD)
    await square.world.send.drain()
    await square.begun()
    assert await square.tick() > 0


async def test_pausing_stops_the_release_and_going_on_resumes_it(square: Square) -> None:
    await square.readers(10)
    number = await square.begun()
    await square.tick()
    await square.broadcasts.pause(number, actor="test", now=square.world.now)
    await square.to_the_end()
    assert len(square.arrived) == AHEAD
    assert square.board.shown[-1].broadcast.state is BroadcastState.PAUSED
    await square.broadcasts.go_on(number, actor="test", now=square.world.now)
    await square.to_the_end()
    assert len(square.arrived) == 10


async def test_cancelling_takes_back_what_nobody_has_tried(square: Square) -> None:
    await square.readers(10)
    number = await square.begun()
    await square.tick()
    square.world.transport.plan[SAID] = [Temporary("network", ambiguous=True)]
    async with square.world.store.write() as tx:
        [held] = await claims.claim(tx, "other", "telegram", square.world.now, LEASE, 1)
    await square.broadcasts.cancel(number, actor="test", now=square.world.now)
    await square.tick()
    assert square.board.shown[-1].broadcast.finished is None, "one is on its way"
    async with square.world.store.read() as tx:
        assert await delivery_counts.counts(tx) == {"sending": 1}
    square.world.now += LEASE
    await square.to_the_end()
    last = square.board.shown[-1]
    assert (last.broadcast.state, last.fared.failed) == (BroadcastState.CANCELLED, 1)
    assert last.fared.reasons == (('["withdrawn", {}]', 1),)
    assert held.subscriber == 1
    assert square.arrived == []
    assert last.broadcast.finished is not None


async def test_a_new_process_resumes_from_the_row(square: Square) -> None:
    await square.readers(10)
    await square.begun()
    await square.tick()
    square.release = square.another()
    await square.to_the_end()
    assert sorted(map(int, square.arrived)) == list(range(1, 11))


async def test_the_report_comes_through_whatever_happens(square: Square) -> None:
    await square.readers(2)
    await square.begun()
    square.board.broken = True
    await square.to_the_end()
    done = square.board.shown[-1].broadcast
    square.release, square.board.broken = square.another(), False
    before = len(square.board.shown)
    await square.to_the_end()
    assert [each.broadcast for each in square.board.shown[before:]] == [done] * 2, "with its own times"
    assert await square.broadcasts.running() is None


async def test_progress_is_shown_now_and_then(square: Square) -> None:
    await square.readers(10)
    await square.begun()
    for _ in range(4):
        await square.tick()
        await square.world.send.drain()
        square.world.now += timedelta(seconds=1)
    assert len(square.board.shown) == 1
    square.world.now += EVERY
    await square.tick()
    assert len(square.board.shown) == 2
    assert square.board.shown[-1].fared.sent > 0


async def test_refusals_are_counted_and_do_not_end_it(square: Square) -> None:
    await square.readers(5)
    square.world.transport.plan[SAID] = [Refused("blocked"), Temporary("network")]
    number = await square.begun()
    await square.to_the_end()
    fared = (await square.broadcasts.progress(number)).fared
    assert (fared.sent, fared.suspended, fared.open) == (4, 1, 0)
    assert [count for _, count in fared.reasons] == [1]


async def test_one_that_is_tried_much_later_does_not_keep_it_from_being_done(square: Square) -> None:
    await square.readers(3)
    number = await square.begun()
    await square.tick()
    async with square.world.store.write() as tx:
        [one] = await claims.claim(tx, "w", "telegram", square.world.now, LEASE, 1)
        later = square.world.now + timedelta(hours=6)
        await outbox.postpone(tx, one.id, "w", later, square.world.now, "", counts=False)
    await square.to_the_end()
    last = square.board.shown[-1]
    assert (last.broadcast.state, last.fared.open) == (BroadcastState.DONE, 1)
    square.world.now = later
    await square.world.deliver()
    assert (await square.broadcasts.progress(number)).fared.sent == 3


async def test_one_at_a_time(square: Square) -> None:
    await square.readers(4)
    second = await square.broadcasts.draft("42", SAID, language="en", zone="UTC", now=square.world.now)
    first = await square.begun()
    with pytest.raises(BadInput, match="broadcast_running"):
        await square.broadcasts.send(second, "42:0", "8", actor="test", now=square.world.now)
    with pytest.raises(BadInput, match="broadcast_used"):
        await square.broadcasts.send(first, "42:0", "7", actor="test", now=square.world.now)
    await square.to_the_end()
    with pytest.raises(BadInput, match="broadcast_stale"):
        await square.broadcasts.send(
            second, "42:0", "8", actor="test", now=square.world.now + timedelta(days=2)
        )
    await square.broadcasts.send(second, "42:0", "8", actor="test", now=square.world.now)
    await square.to_the_end()
    assert len(square.arrived) == 8


async def test_what_was_dropped_cannot_be_sent(square: Square) -> None:
    await square.readers(1)
    number = await square.broadcasts.draft("42", SAID, language="en", zone="UTC", now=square.world.now)
    await square.broadcasts.drop(number, square.world.now)
    with pytest.raises(BadInput, match="broadcast_used"):
        await square.broadcasts.send(number, "42:0", "8", actor="test", now=square.world.now)
    async with square.world.store.read() as tx:
        assert await broadcasts.unsettled(tx) is None
    with pytest.raises(BadInput, match="dead_button"):
        await square.broadcasts.progress(99)


async def test_it_is_done_by_itself_when_all_have_left(square: Square) -> None:
    await square.readers(2)
    await square.begun()
    for who in (1, 2):
        await square.world.subscriptions.pause(who)
    await square.to_the_end()
    last = square.board.shown[-1]
    assert (last.broadcast.state, last.broadcast.total) == (BroadcastState.DONE, 0)


async def test_what_is_done_to_it_is_written_down(square: Square) -> None:
    await square.readers(2)
    number = await square.begun()
    by = {"actor": "telegram:42", "now": square.world.now}
    for act in ("pause", "pause", "go_on", "cancel", "cancel"):
        await getattr(square.broadcasts, act)(number, **by)
    async with square.world.store.read() as tx:
        log = await audit.page(tx, 0, 10)
    assert [each.action for each in log] == ["cancel", "go_on", "pause", "send"]
    assert {each.target for each in log} == {f"broadcast:{number}"}
    assert log[-1].after == {"chats": "2"}
