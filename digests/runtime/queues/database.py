"""Whether a database can carry a queue, and the tables that it needs for that."""

from __future__ import annotations

from digests.store.urls import driver_url, is_sqlite


def shared(database_url: str) -> bool:
    """Whether several processes may share the work over this database."""
    return not is_sqlite(driver_url(database_url))


async def prepare(database_url: str) -> None:
    """Make the queue's tables, or bring them up to date, where they are used. Raises ``StoreError``."""
    if shared(database_url):
        from digests.runtime.queues import schema  # a bot on SQLite should not pay for it

        await schema.prepare(database_url)
