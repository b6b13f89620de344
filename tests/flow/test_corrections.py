"""Changes of messages through a kill: every message is changed, and none twice for who sees it."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.outbox import emptied
from bot.sandbox import Sandbox
from bot.telegram.screen import Screen
from bot.texts import Html
from digests.model import Destination, RenderedPart, Schedule, Status, Subscriber
from digests.store import Store, migrate
from digests.store.corrections import edits
from digests.store.delivery import new_digests, outbox
from digests.store.subscribers import subscribers
from tests.flow.process import bot

pytestmark = pytest.mark.long

NOW = datetime.now(UTC)  # what is old is let go
PEOPLE = 24
PATIENCE = 60.0
FREE = {"RATE_OVERALL": "12", "RATE_PRIVATE": "1000"}


async def told(store: Store, addresses: list[str]) -> int:
    """A digest that waits for these chats."""
    frame = {"due": NOW, "created": NOW, "language": "en", "zone": "UTC", "size": 8, "points": 3}
    async with store.write() as tx:
        digest = await new_digests.add(tx, frame | {"first": False, "since": 0, "upto": 0}, [])
        await new_digests.add_parts(tx, {digest: [RenderedPart(Screen(Html("told")).payload(), 1)]})
        for address in addresses:
            there = Destination("telegram", address)
            await subscribers.add(tx, Subscriber(0, there, "en", Schedule(), status=Status.ACTIVE), NOW)
        await outbox.add(tx, digest, dict.fromkeys(range(1, len(addresses) + 1), "slot"), NOW)
    return digest


def left(path: Path) -> int:
    """How many changes are still to be made."""
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT count(*) FROM edit WHERE next_try IS NOT NULL").fetchone()[0])


async def test_a_kill_in_the_midst_of_changes_loses_none(tmp_path: Path, sandbox: Sandbox) -> None:
    rooms = [sandbox.private(started=True) for _ in range(PEOPLE)]
    path = tmp_path / "bot.db"
    url = f"sqlite:///{path}"
    await migrate(url)
    store = Store(url)
    digest = await told(store, [str(room.id) for room in rooms])
    settings = FREE | {"LEASE_SECONDS": "5", "DATABASE_URL": url}
    async with bot(tmp_path, sandbox, **settings):
        await emptied(url, PATIENCE)
    async with store.write() as tx:
        await edits.add(tx, digest, {1: Screen(Html("told <s>wrong</s> right")).payload()}, NOW)
    async with bot(tmp_path, sandbox, **settings) as running:
        async with asyncio.timeout(PATIENCE):
            while left(path) > PEOPLE - 6:
                await asyncio.sleep(0.02)
        await running.kill()
    assert 0 < left(path) < PEOPLE
    async with bot(tmp_path, sandbox, **settings):
        async with asyncio.timeout(PATIENCE):
            while left(path):
                await asyncio.sleep(0.1)
    await store.close()
    assert [room.last.text for room in rooms] == ["told wrong right"] * PEOPLE
    assert [len(room.replies) for room in rooms] == [1] * PEOPLE
