"""Who changed what, as those who run the bot read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digests.model import Change, Feed
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.monitoring import audit


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A stretch of the log, newest first: 1-based ``first`` of ``total``, with the feeds it names."""

    changes: tuple[Change, ...]
    first: int
    total: int
    feeds: Mapping[int, Feed]


class AuditLog:
    """Reads the audit log."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def page(self, first: int, size: int) -> ChangePage:
        """``size`` changes from the 0-based ``first`` on."""
        async with self._store.read() as tx:
            listed = await audit.page(tx, first, size)
            named = {feed_of(each) for each in listed} - {0}
            known = {each.id: each for each in await feeds.some(tx, named)}
            total = await audit.count(tx)
        return ChangePage(listed, first + 1 if listed else 0, total, known)


def feed_of(change: Change) -> int:
    """The number of the feed that was changed, 0 for anything else."""
    kind, _, number = change.target.partition(":")
    return int(number) if kind == "feed" and number.isdecimal() else 0
