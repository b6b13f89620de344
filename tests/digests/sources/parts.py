"""What the tests of sources share: a worker in this very process, feeds, and whole readings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from digests.model import Batch, Feed, FeedKind
from digests.ports import Source
from digests.runtime.worker_pool import WorkerPool

T = TypeVar("T")


class Inline(WorkerPool):
    """Runs work at once, here; ``fails`` are errors that the next calls meet instead."""

    def __init__(self) -> None:
        super().__init__()
        self.fails: list[Exception] = []
        self.hangs_on: Callable[[tuple[object, ...]], bool] = lambda args: False

    async def run(self, func: Callable[..., T], *args: object, **limits: object) -> T:
        if self.fails:
            raise self.fails.pop(0)
        if self.hangs_on(args):
            raise TimeoutError
        return func(*args)


def no_language(text: str) -> str:
    return ""


def feed(address: str, kind: FeedKind = FeedKind.WEB, etag: str = "", modified: str = "") -> Feed:
    return Feed(id=1, address=address, kind=kind, title="", etag=etag, modified=modified)


async def batches(source: Source, subject: Feed, state: str = "") -> list[Batch]:
    return [batch async for batch in source.read(subject, state)]


def uids(read: list[Batch]) -> list[str]:
    return [entry.uid for batch in read for entry in batch.entries]


def last_state(read: list[Batch]) -> str:
    return next(batch.state for batch in reversed(read) if batch.state is not None)
