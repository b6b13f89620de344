"""Worker processes that come from one lean process for several tests, as those of a bot at work do.

That process ends with the last pool, and takes a second of the processor to import again what it holds.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver

from digests.runtime import worker_pool
from digests.runtime.worker_pool import WorkerPool


@contextmanager
def forked_from_one(*preload: str) -> Iterator[None]:
    """Some pool has workers all the time; the process that they come from has the modules ``preload``."""
    if preload and "forkserver" in multiprocessing.get_all_start_methods():
        multiprocessing.get_context("forkserver").set_forkserver_preload(list(preload))
        forkserver.ensure_running()
    another = WorkerPool()
    worker_pool._pools.append(another)
    yield
    worker_pool._pools.remove(another)
    if not worker_pool._pools:
        forkserver._forkserver._stop()  # type: ignore[attr-defined]
