"""Work for the processor in processes that can be killed, away from the event loop.

A thread cannot be stopped, and one malformed feed or article may keep a parser busy for minutes; so such
work runs in other processes. Workers start with the first task and end when none came for a while, and with
them the process that they are forked from: an idle bot does not pay for them. A worker never outlives its
parent, and Ctrl-C reaches only the parent.

What a stranger wrote may not take more than some memory and some time. A task that needs long is first broken
off, and then done again beside the others, one such task at a time: of two workers one is always there for
work that is done at once.

Workers import the parent's main module again unless it is a package's ``__main__``; keep that
module free of imports that cost.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import forkserver
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from digests.runtime.memory_limit import at_most

T = TypeVar("T")

_pools: list[WorkerPool] = []  # those that have workers
_CLOSES_WITHIN = 1.0  # seconds
_OUT_OF_MEMORY = 12  # exit status, as errno has it
MEMORY = 512 << 20  # bytes; for our own work on bounded texts, which stays far below


class WorkerLost(Exception):
    """The process died under its task (out of memory, a crash in native code); the next task gets another."""


class WorkerPool:
    """A small pool of killable processes, shared by all who have work for the processor.

    ``idle`` is in seconds. Workers import the modules ``preload`` before their first task, so that their time
    and memory are not the task's. Functions and their arguments must pickle.
    """

    def __init__(self, workers: int = 1, idle: float = 60.0, preload: Sequence[str] = ()) -> None:
        self._workers = workers
        self._idle = idle
        self._preload = tuple(preload)
        self._slow = asyncio.Lock()
        self._pool: ProcessPool | None = None
        self._running: set[Future[Any]] = set()
        self._retirement: asyncio.TimerHandle | None = None
        self._stopping: set[asyncio.Future[None]] = set()

    async def run(
        self,
        func: Callable[..., T],
        *args: object,
        timeout: float,  # noqa: ASYNC109
        quick: float | None = None,
        memory: int = MEMORY,
    ) -> T:
        """Call ``func`` in a worker and return its result; its exceptions pass through.

        Raises ``TimeoutError`` when it computed for longer than ``timeout`` seconds (it is killed, waiting
        for a free worker does not count), ``WorkerLost`` when its process died, also because it wanted more
        than ``memory`` bytes beyond what its worker had. With ``quick``, a task that takes longer than that
        many seconds is begun again when no other such task runs.
        """
        if quick is not None and quick < timeout:
            try:
                return await self._run(func, args, quick, memory)
            except TimeoutError:
                async with self._slow:
                    return await self._run(func, args, timeout, memory)
        return await self._run(func, args, timeout, memory)

    async def _run(self, func: Callable[..., T], args: Sequence[object], seconds: float, memory: int) -> T:
        future = self._ready().schedule(_bounded, args=(func, args, memory), timeout=seconds)
        self._running.add(future)
        try:
            return await asyncio.wrap_future(future)
        except (ProcessExpired, BrokenProcessPool) as error:
            raise WorkerLost(str(error)) from error
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise WorkerLost("closed") from None
        finally:
            self._running.discard(future)
            self._rest()

    async def close(self) -> None:
        """Stop the workers; callers that still wait get ``WorkerLost``. A later ``run`` starts new ones.

        A worker that does not end in time is left to itself: it never outlives this process.
        """
        for future in self._running:
            future.cancel()
        self._retire()
        if self._stopping:
            await asyncio.wait(self._stopping, timeout=_CLOSES_WITHIN)

    def _ready(self) -> ProcessPool:
        self._stay()
        if self._pool is not None and not self._pool.active:
            self._retire()
        if self._pool is None:
            context = _context(self._preload)
            _pools.append(self)
            self._pool = ProcessPool(
                self._workers, initializer=_start, initargs=[self._preload], context=context
            )
        return self._pool

    def _rest(self) -> None:
        if not self._running and self._pool is not None:
            self._stay()
            self._retirement = asyncio.get_running_loop().call_later(self._idle, self._retire)

    def _stay(self) -> None:
        if self._retirement is not None:
            self._retirement.cancel()
            self._retirement = None

    def _retire(self) -> None:
        self._stay()
        pool, self._pool = self._pool, None
        if pool is not None:  # ending a process blocks for up to seconds: in a thread
            _pools.remove(self)
            stopping = asyncio.get_running_loop().run_in_executor(None, _stop, pool)
            self._stopping.add(stopping)
            stopping.add_done_callback(self._stopping.discard)


def _context(preload: Sequence[str]) -> Any:
    """How workers start: forked from a lean process that holds the modules, where the system has that.

    So a worker that was killed has its successor in hundredths of a second instead of one, and workers share
    the memory of what they imported. A fork of the bot itself would copy its threads' locks and connections.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload) or ["digests.runtime.worker_pool"])
    return context


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
    if not _pools and hasattr(forkserver._forkserver, "_stop"):  # noqa: SLF001 - nothing public ends it
        forkserver._forkserver._stop()  # noqa: SLF001


def _start(preload: Sequence[str]) -> None:
    threading.Thread(target=_watch_parent, daemon=True).start()
    for module in preload:
        import_module(module)


def _watch_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # also returns when the parent was killed: its end of a pipe closes
        os._exit(0)


def _bounded(func: Callable[..., T], args: Sequence[object], memory: int) -> T:
    """In a worker: call with a limit on memory; a process that has met it is not used again."""
    try:
        with at_most(memory):
            return func(*args)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
