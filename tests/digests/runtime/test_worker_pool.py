"""Work in killable processes, with real processes."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from multiprocessing import forkserver
from pathlib import Path

import pytest

from digests.runtime import worker_pool
from digests.runtime.worker_pool import WorkerLost, WorkerPool
from tests.digests.runtime.tasks import hang, modules, refuse, square, take, wait_for
from tests.workers import forked_from_one

LONG = 60.0


@pytest.fixture(scope="module")
def one_server() -> Iterator[None]:
    with forked_from_one():
        yield


@pytest.fixture
async def offload(one_server: None) -> AsyncIterator[WorkerPool]:
    opened = WorkerPool()
    yield opened
    await opened.close()
    assert not multiprocessing.active_children()


async def test_results_exceptions_and_deaths_reach_the_caller(offload: WorkerPool) -> None:
    assert await offload.run(square, 12, timeout=LONG) == 144
    with pytest.raises(KeyError, match="word"):
        await offload.run(refuse, "word", timeout=LONG)
    with pytest.raises(WorkerLost):
        await offload.run(os._exit, 3, timeout=LONG)
    assert await offload.run(square, 13, timeout=LONG) == 169


async def test_a_hang_is_killed_and_the_next_task_runs(offload: WorkerPool) -> None:
    pid = await offload.run(os.getpid, timeout=LONG)
    with pytest.raises(TimeoutError):
        await offload.run(hang, timeout=0.2)
    assert await offload.run(os.getpid, timeout=LONG) != pid


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the limit is Linux's")
async def test_memory_beyond_the_limit_costs_the_worker_and_not_the_next_task(offload: WorkerPool) -> None:
    assert await offload.run(take, 50, timeout=LONG, memory=100 << 20) == 50 << 20
    with pytest.raises(WorkerLost):
        await offload.run(take, 150, timeout=LONG, memory=100 << 20)
    assert await offload.run(take, 50, timeout=LONG, memory=100 << 20) == 50 << 20


async def test_long_tasks_are_done_one_at_a_time_and_leave_a_worker_free(tmp_path: Path) -> None:
    offload, end = WorkerPool(2), tmp_path / "end"
    await offload.run(square, 1, timeout=LONG)
    long = [asyncio.create_task(offload.run(wait_for, str(end), timeout=LONG, quick=0.1)) for _ in range(2)]
    while not offload._slow.locked():
        await asyncio.sleep(0.02)
    for number in range(5):
        assert await offload.run(square, number, timeout=LONG) == number * number
    assert not any(task.done() for task in long)
    end.touch()
    assert await asyncio.gather(*long) == ["done", "done"]
    await offload.close()


async def test_a_worker_killed_while_idle_is_replaced(offload: WorkerPool) -> None:
    os.kill(await offload.run(os.getpid, timeout=LONG), signal.SIGKILL)
    with contextlib.suppress(WorkerLost):  # whether the death was seen before this task came
        await offload.run(square, 1, timeout=LONG)
    assert await offload.run(square, 2, timeout=LONG) == 4


async def test_tasks_queue_for_the_worker(offload: WorkerPool) -> None:
    tasks = [offload.run(square, n, timeout=LONG) for n in range(20)]
    assert await asyncio.gather(*tasks) == [n * n for n in range(20)]


async def test_the_worker_is_spawned_lean(offload: WorkerPool) -> None:
    loaded = await offload.run(modules, timeout=LONG)
    assert not {"telegram", "sqlalchemy", "sumy", "typer"} & set(loaded)


async def test_workers_end_when_idle_and_start_again() -> None:
    offload = WorkerPool(idle=0.01)
    first = await offload.run(os.getpid, timeout=LONG)
    while multiprocessing.active_children():  # processes set no event to wait for
        await asyncio.sleep(0.02)
    assert await offload.run(os.getpid, timeout=LONG) != first
    await offload.close()


async def test_the_process_that_workers_are_forked_from_ends_with_the_last_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_pool, "_pools", [])
    one, other = WorkerPool(), WorkerPool()
    for pool in (one, other):
        await pool.run(square, 1, timeout=LONG)
    server: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    await one.close()
    assert _runs(server)
    await other.close()
    assert not _runs(server)


async def test_close_ends_what_runs() -> None:
    offload = WorkerPool()
    await offload.run(square, 1, timeout=LONG)
    running = asyncio.create_task(offload.run(hang, timeout=LONG))
    await asyncio.sleep(0.2)
    await offload.close()
    with pytest.raises(WorkerLost):
        await running
    assert not multiprocessing.active_children()


async def test_a_cancelled_caller_frees_the_worker(offload: WorkerPool) -> None:
    await offload.run(square, 1, timeout=LONG)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(offload.run(hang, timeout=LONG), 0.2)
    assert await offload.run(square, 2, timeout=LONG) == 4


PARENT = """
import asyncio, os, sys
from digests.runtime.worker_pool import WorkerPool
from tests.digests.runtime.tasks import hang

async def main():
    offload = WorkerPool()
    print(await offload.run(os.getpid, timeout=60), flush=True)
    await offload.run(hang, timeout=60)

asyncio.run(main())
"""


def test_a_worker_dies_with_a_parent_that_was_killed() -> None:
    root = Path(__file__).parents[3]
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=root, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while _runs(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(worker)


def _runs(pid: int) -> bool:
    """Whether a process lives (a zombie that nobody has waited for is dead)."""
    try:
        os.kill(pid, 0)
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
