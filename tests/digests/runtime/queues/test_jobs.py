"""Jobs come and go with the rows: the same commit, the same rollback; and what is lost comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.model import Rank
from digests.runtime.queues.jobs import drain_job, enqueue_drains, step_job
from digests.runtime.timetable import DRAINS, QUEUES, TIMETABLE, steps_in
from digests.steps.send.enqueue import Enqueue
from digests.store import Store, Tx
from digests.store.delivery import outbox
from digests.store.transaction import Waiting
from tests.conftest import NOW
from tests.digests.runtime.queues.conftest import Jobs
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber


async def due_for(
    store: Store,
    count: int,
    *,
    rank: Rank = Rank.CLOCK,
    slot: str = "slot",
    transport: str = "telegram",
) -> list[int]:
    async with store.write() as tx:
        digest_id = await a_digest(tx, transport=transport)
        readers = [await a_subscriber(tx, f"{slot} {n}", transport) for n in range(count)]
        await outbox.add(tx, digest_id, dict.fromkeys(readers, slot), NOW, rank=rank)
    return readers


async def test_jobs_are_committed_with_the_deliveries(store: Store, jobs: Jobs) -> None:
    readers = await due_for(store, 3)
    assert jobs() == [(f"drain {each}", "todo") for each in readers]


async def test_a_rollback_takes_the_jobs_along(store: Store, jobs: Jobs) -> None:
    async def work(tx: Tx) -> None:
        await outbox.add(tx, await a_digest(tx), {await a_subscriber(tx): "slot"}, NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.writing(work)
    assert jobs() == []


async def test_a_chat_has_one_job_however_much_waits_for_it(store: Store, jobs: Jobs) -> None:
    async with store.write() as tx:
        reader, digest_id = await a_subscriber(tx), await a_digest(tx)
        await outbox.add(tx, digest_id, {reader: "one"}, NOW, rank=Rank.BROADCAST)
        await outbox.add(tx, digest_id, {reader: "two"}, NOW, rank=Rank.AWAITED)
    async with store.write() as tx:
        await outbox.add(tx, digest_id, {reader: "three"}, NOW)
    assert jobs() == [(f"drain {reader}", "todo")]
    assert jobs.run("SELECT priority FROM procrastinate_jobs") == [(DRAINS[Rank.AWAITED].priority,)]


async def test_a_chat_that_is_served_right_now_gets_another_job(store: Store, jobs: Jobs) -> None:
    """The one at work may have looked just before."""
    (reader,) = await due_for(store, 1)
    jobs.run("UPDATE procrastinate_jobs SET status = 'doing'")
    async with store.write() as tx:
        await outbox.add(tx, await a_digest(tx), {reader: "next"}, NOW)
    assert jobs() == [(f"drain {reader}", "doing"), (f"drain {reader}", "todo")]


async def test_a_clash_with_another_transaction_costs_no_delivery(store: Store, jobs: Jobs) -> None:
    async with store.write() as tx:
        readers = [await a_subscriber(tx, str(n)) for n in range(3)]
        digest_id = await a_digest(tx)

    def clash(connection: object, waiting: object) -> None:
        """Another process enqueues after we have looked and before we insert."""
        jobs.run(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args)"
            " SELECT 'deliver', 'drain', %s, '{}' WHERE NOT EXISTS (SELECT FROM procrastinate_jobs)",
            f"drain {readers[1]}",
        )
        enqueue_drains(_Blind(connection), waiting)  # type: ignore[arg-type]

    other = Store(str(store.url.render_as_string(hide_password=False)), announce=clash)
    async with other.write() as tx:
        await outbox.add(tx, digest_id, dict.fromkeys(readers, "slot"), NOW)
    await other.close()
    assert jobs.run("SELECT count(*) FROM delivery") == [(3,)]
    assert jobs() == [(f"drain {readers[1]}", "todo")]


class _Blind:
    """A connection on which nobody seems to wait yet."""

    def __init__(self, connection: object) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, *_: object) -> list[tuple[object]]:
        return []


async def test_the_clock_brings_back_what_somebody_threw_away(store: Store, jobs: Jobs) -> None:
    late = await due_for(store, 2, rank=Rank.BROADCAST, slot="late")
    first = await due_for(store, 1, rank=Rank.AWAITED, slot="first")
    jobs.run("DELETE FROM procrastinate_jobs")
    call = Enqueue(store, lambda: NOW + timedelta(seconds=1), {"telegram": lambda: 0})
    await call.due()
    assert sorted(jobs()) == sorted((f"drain {each}", "todo") for each in late + first)
    rank = {f"drain {each}": DRAINS[Rank.BROADCAST].priority for each in late}
    rank |= {f"drain {each}": DRAINS[Rank.AWAITED].priority for each in first}
    assert dict(jobs.run("SELECT queueing_lock, priority FROM procrastinate_jobs")) == rank


async def test_the_call_walks_through_everything_and_begins_anew(
    store: Store, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.steps.send.enqueue.AT_ONCE", 2)
    readers = await due_for(store, 5)
    jobs.run("DELETE FROM procrastinate_jobs")
    call = Enqueue(store, lambda: NOW, {"telegram": lambda: 0})
    found = []
    for _ in range(4):
        await call.due()
        found.append(len(jobs()))
    assert found == [2, 4, 5, 5]
    jobs.run("DELETE FROM procrastinate_jobs WHERE queueing_lock = %s", f"drain {readers[0]}")
    for _ in range(3):
        await call.due()
    assert len(jobs()) == 5


async def test_nobody_is_called_while_the_transport_asked_for_silence(store: Store, jobs: Jobs) -> None:
    await due_for(store, 1)
    jobs.run("DELETE FROM procrastinate_jobs")
    await Enqueue(store, lambda: NOW, {"telegram": lambda: 30.0}).due()
    assert jobs() == []


async def test_each_transport_is_called_by_itself(
    store: Store, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for one that is silent, or that nobody here serves, comes before no other."""
    monkeypatch.setattr("digests.steps.send.enqueue.AT_ONCE", 2)
    for transport in ("email", "telegram", "file"):
        await due_for(store, 3, transport=transport)
    jobs.run("DELETE FROM procrastinate_jobs")
    call = Enqueue(store, lambda: NOW, {"telegram": lambda: 60.0, "file": lambda: 0})
    await call.due()
    found = "SELECT queue_name, count(*) FROM procrastinate_jobs GROUP BY 1"
    assert jobs.run(found) == [("deliver:file", 2)]
    await call.due()
    assert jobs.run(found) == [("deliver:file", 3)]


async def test_what_is_not_due_is_not_called(store: Store, jobs: Jobs) -> None:
    await due_for(store, 1)
    jobs.run("DELETE FROM procrastinate_jobs")
    await Enqueue(store, lambda: NOW - timedelta(seconds=1), {"telegram": lambda: 0}).due()
    assert jobs() == []


def test_what_somebody_waits_for_goes_first_and_the_past_last() -> None:
    deliver = [DRAINS[rank].priority for rank in (Rank.AWAITED, Rank.CLOCK, Rank.BROADCAST)]
    assert deliver == sorted(deliver, reverse=True)
    assert TIMETABLE["recondense"].place.priority < TIMETABLE["index"].place.priority


def test_every_step_of_the_clock_has_a_place_in_one_queue() -> None:
    found = [steps_in(frozenset({queue})) for queue in QUEUES]
    assert sum(map(len, found)) == len(TIMETABLE)
    assert all(found)


def test_jobs_of_a_chat_follow_each_other_and_those_of_different_chats_do_not() -> None:
    one, two = (drain_job(each, Waiting("telegram", Rank.CLOCK)) for each in (1, 2))
    assert one.lock == drain_job(1, Waiting("telegram", Rank.AWAITED)).lock
    assert one.lock != two.lock
    assert step_job("build").lock
    assert step_job("refresh").lock is None  # several may fetch at once
