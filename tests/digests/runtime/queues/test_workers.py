"""Workers: a step that is woken runs somewhere, chats are served, and what a dead one held goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from procrastinate import App

from digests.errors import Unauthorized
from digests.runtime.queues import stalled_jobs
from digests.runtime.queues.shared import SharedQueue, open_app
from digests.runtime.queues.workers import Workers
from digests.runtime.timetable import QUEUES, TIMETABLE
from digests.steps import Senders
from digests.store import Store
from tests.digests.runtime.queues.conftest import Jobs
from tests.digests.runtime.queues.test_jobs import due_for
from tests.digests.steps.send.test_send import ready
from tests.digests.steps.world import World

PATIENCE = 20.0


async def nothing(_: int, __: str) -> None:
    """No chat is served."""


class Rounds:
    """A step that finds something a given number of times."""

    def __init__(self, times: int = 0) -> None:
        self.left = times
        self.ran = asyncio.Event()

    async def due(self) -> int:
        self.ran.set()
        self.left -= 1
        return int(self.left >= 0)


@asynccontextmanager
async def at_work(
    app: App,
    steps: dict[str, Callable[[], Awaitable[int]]] | None = None,
    drain: Callable[[int, str], Awaitable[None]] = nothing,
    queues: frozenset[str] = frozenset(QUEUES),
    transports: tuple[str, ...] = ("telegram",),
    grace: float = 1.0,
) -> AsyncIterator[tuple[Workers, SharedQueue]]:
    queue = SharedQueue(app)
    pump = asyncio.create_task(queue.run())
    workers = Workers(
        app,
        queue,
        queues,
        {name: Rounds().due for name in TIMETABLE} | (steps or {}),
        drain,
        transports=transports,
        chats_at_once=4,
    )
    workers.start(grace)
    try:
        yield workers, queue
    finally:
        await workers.stop()
        pump.cancel()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.02)


async def test_a_step_that_is_woken_runs_until_nothing_is_due(app: App, jobs: Jobs) -> None:
    build = Rounds(3)
    async with at_work(app, {"build": build.due}) as (_, queue):
        queue.wake("build")
        await until(lambda: build.left == -1)
        await until(lambda: jobs() == [])


async def test_a_worker_leaves_other_queues_alone(app: App, jobs: Jobs) -> None:
    fetch, build = Rounds(), Rounds()
    steps = {"refresh": fetch.due, "build": build.due}
    async with at_work(app, steps, queues=frozenset({"fetch"})) as (_, queue):
        queue.wake("build")
        queue.wake("refresh")
        await asyncio.wait_for(fetch.ran.wait(), PATIENCE)
        await until(lambda: jobs() == [("step build", "todo")])
    assert not build.ran.is_set()


async def test_a_step_that_may_run_in_several_places_calls_others_to_it(app: App, database_url: str) -> None:
    both, met = asyncio.Barrier(2), asyncio.Event()

    def meeting() -> Callable[[], Awaitable[int]]:
        """A step that finds something once, and then waits until another worker is at it as well."""
        first = Rounds(1)

        async def due() -> int:
            if found := await first.due():
                return found
            await both.wait()
            met.set()
            return 0

        return due

    async with (
        open_app(database_url).open_async() as other,
        at_work(app, {"refresh": meeting()}) as (_, queue),
        at_work(other, {"refresh": meeting()}),
    ):
        queue.wake("refresh")
        await asyncio.wait_for(met.wait(), PATIENCE)


async def test_a_chat_gets_all_that_waits_for_it(world: World, app: App, jobs: Jobs) -> None:
    await ready(world, 3)
    async with at_work(app, drain=Senders([world.send]).to):
        await until(lambda: jobs() == [] and len(world.transport.arrived) == 3)
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1", "Story 2"]


async def test_a_job_of_before_transports_had_queues_is_done(world: World, app: App, jobs: Jobs) -> None:
    await ready(world, 1)
    jobs.run("UPDATE procrastinate_jobs SET queue_name = 'deliver', args = args - 'transport'")
    async with at_work(app, drain=Senders([world.send]).to, transports=()):
        await until(lambda: jobs() == [] and world.transport.payloads == ["Story 0"])


async def test_a_chat_whose_transport_nobody_serves_keeps_its_job(
    store: Store, world: World, app: App, jobs: Jobs, database_url: str
) -> None:
    (letter,) = await due_for(store, 1, transport="email")
    await ready(world, 1)
    async with at_work(app, drain=Senders([world.send]).to):
        await until(lambda: jobs() == [(f"drain {letter}", "todo")])
    assert world.transport.payloads == ["Story 0"]
    served = asyncio.Event()

    async def mail(subscriber: int, transport: str) -> None:
        assert (subscriber, transport) == (letter, "email")
        served.set()

    async with (
        open_app(database_url).open_async() as other,
        at_work(other, drain=mail, transports=("email",)),
    ):
        await asyncio.wait_for(served.wait(), PATIENCE)
        await until(lambda: jobs() == [])


async def test_a_transport_that_hangs_takes_no_place_of_another(
    store: Store, world: World, app: App, jobs: Jobs
) -> None:
    """More chats hang than a worker serves at once, and each of them came first."""
    letters = await due_for(store, 12, transport="email")
    await ready(world, 1)
    hanging = asyncio.Event()
    telegram = Senders([world.send])

    async def drain(subscriber: int, transport: str) -> None:
        if transport == "email":
            await hanging.wait()
        await telegram.to(subscriber, transport)

    async with at_work(app, drain=drain, transports=("email", "telegram")):
        await until(lambda: world.transport.payloads == ["Story 0"])
        await until(lambda: len(jobs.run("SELECT 1 FROM procrastinate_jobs WHERE status = 'doing'")) >= 4)
        hanging.set()
        await until(lambda: jobs() == [])
    assert len(letters) == 12


async def test_what_a_dead_worker_was_at_goes_to_another(store: Store, app: App, jobs: Jobs) -> None:
    (reader,) = await due_for(store, 1)
    (dead,) = jobs.run(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
    )
    jobs.run("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", dead[0])
    served = []

    async def drain(subscriber: int, transport: str) -> None:
        served.append(subscriber)

    async with at_work(app, drain=drain):
        await asyncio.sleep(0)
        assert await stalled_jobs.retry_stalled(app) == 1
        await until(lambda: served == [reader] and jobs() == [])
    assert await stalled_jobs.retry_stalled(app) == 0


async def test_a_stalled_job_gives_way_to_one_that_waits_for_the_same(
    store: Store, app: App, jobs: Jobs
) -> None:
    await due_for(store, 1)
    jobs.run("UPDATE procrastinate_jobs SET status = 'doing'")
    jobs.run(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args)"
        " SELECT queue_name, task_name, lock, queueing_lock, args FROM procrastinate_jobs"
    )
    await stalled_jobs.retry_stalled(app)
    assert [status for _, status in jobs()] == ["todo"]


async def test_a_job_that_fails_stops_neither_the_worker_nor_the_next_one(
    app: App, jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    calls = 0

    async def fail() -> int:
        nonlocal calls
        calls += 1
        raise RuntimeError("a fault of ours")

    async with at_work(app, {"build": fail}) as (workers, queue):
        queue.wake("build")
        await until(lambda: calls == 1 and jobs() == [])
        queue.wake("build")
        await until(lambda: calls == 2)
        assert await workers.well() == ""
    assert "a fault of ours" in caplog.text


async def test_a_token_that_is_refused_ends_the_worker(app: App) -> None:
    async def refuse() -> int:
        raise Unauthorized("unauthorized")

    async with at_work(app, {"build": refuse}) as (_, queue):
        queue.wake("build")
        assert isinstance(await asyncio.wait_for(queue.failed, PATIENCE), Unauthorized)


async def test_a_worker_that_loses_its_database_while_it_stops_stops_all_the_same(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = asyncio.Event()

    async def fail_in_place_of_ending(**_: object) -> None:
        running.set()
        try:
            await asyncio.sleep(PATIENCE)
        except asyncio.CancelledError:
            raise ConnectionError from None

    monkeypatch.setattr(app, "run_worker_async", fail_in_place_of_ending)
    async with asyncio.timeout(PATIENCE), at_work(app) as (workers, _):
        await running.wait()
        tasks = list(workers._tasks)
    assert all(task.done() for task in tasks)


async def test_a_worker_goes_on_after_the_database_dropped_its_connections(app: App, jobs: Jobs) -> None:
    build = Rounds()
    async with at_work(app, {"build": build.due}) as (workers, queue):
        await until(lambda: bool(jobs.run("SELECT 1 FROM procrastinate_workers HAVING count(*) = 4")))
        jobs.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        queue.wake("build")
        await asyncio.wait_for(build.ran.wait(), PATIENCE)
        assert await workers.well() == ""
