"""Worker processes that come from one lean process for several tests, as those of a bot at work do.

That process ends with the last pool, and takes a second of the processor to import again what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver

from digests.runtime import worker_pool
from digests.runtime.worker_pool import WorkerPool


@contextmanager
def forked_from_one() -> Iterator[None]:
    """Some pool has workers all the time."""
    another = WorkerPool()
    worker_pool._pools.append(another)
    yield
    worker_pool._pools.remove(another)
    if not worker_pool._pools:
        forkserver._forkserver._stop()  # type: ignore[attr-defined]
