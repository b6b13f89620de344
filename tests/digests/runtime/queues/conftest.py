"""PostgreSQL with the queue's tables, a store that announces to it, and procrastinate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
from procrastinate import App

from digests.runtime.queues.jobs import enqueue_drains
from digests.runtime.queues.schema import upgrade
from digests.runtime.queues.shared import open_app
from digests.store import Store
from digests.store.migrate import upgrade as migrate
from digests.store.urls import libpq_url
from tests.digests.steps.world import World
from tests.postgres import Postgres


def with_queue(url: str) -> None:
    """The schema of the store, and that of the queue."""
    migrate(url)
    upgrade(url)


@pytest.fixture
def database_url(postgres_server: Postgres) -> Iterator[str]:
    with postgres_server.database(with_queue) as url:
        yield url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = Store(database_url, announce=enqueue_drains)
    yield opened
    await opened.close()


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


@pytest.fixture
async def app(database_url: str) -> AsyncIterator[App]:
    async with open_app(database_url).open_async() as opened:
        yield opened


class Jobs:
    """What stands in the queue, seen from outside."""

    def __init__(self, url: str) -> None:
        self._url = libpq_url(url)

    def run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self._url) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def __call__(self) -> list[tuple[object, ...]]:
        return self.run("SELECT queueing_lock, status::text FROM procrastinate_jobs ORDER BY id")


@pytest.fixture
def jobs(database_url: str) -> Jobs:
    return Jobs(database_url)
