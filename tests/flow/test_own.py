"""The real program: what somebody made its own outlives a kill, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import Message, Room, Sandbox
from tests.databases import database_url
from tests.flow.process import bot, command
from tests.flow.test_process import PATIENCE, POSTS, begin, digests_in

pytestmark = pytest.mark.long

__all__ = ["database_url"]


async def tapped(room: Room, screen: Message, label: str, then: str) -> None:
    await room.tap(label, message=screen)
    await room.wait_edit(screen, then, patience=PATIENCE)


async def test_filters_and_what_is_followed_outlive_a_kill(
    tmp_path: Path, sandbox: Sandbox, database_url: str
) -> None:
    database = {"DATABASE_URL": database_url}
    room = sandbox.private(language="en")
    code, _, err = await command(tmp_path, "feeds", "add", str(POSTS), "--yes", **database)
    assert code == 0, err
    async with bot(tmp_path, sandbox, LEASE_SECONDS="5", **database) as running:
        await begin(room)
        await room.wait_until(lambda: digests_in(room) or None, patience=PATIENCE)
        tried = await room.ask("/filter -期货", patience=PATIENCE)
        await tapped(room, tried, "Keep it", "All that comes: -期货")
        found = await room.ask("/search 汽车", patience=PATIENCE)
        await room.tap("+ Follow this search", message=found)
        await room.wait_until(lambda: "✓ Following, tap to stop" in found.labels or None, patience=PATIENCE)
        sources = await room.ask("/sources", patience=PATIENCE)
        await room.tap(sources.labels[0], message=sources)
        await room.wait_until(lambda: sources.labels[0].startswith("✓") or None, patience=PATIENCE)
        await running.kill()
    async with bot(tmp_path, sandbox, LEASE_SECONDS="5", **database) as running:
        kept = await room.ask("/filter", patience=PATIENCE)
        assert "All that comes: -期货" in kept.text
        assert any(each.startswith("🔎 汽车: off") for each in kept.labels)
        assert any(each.startswith("📡 ") for each in kept.labels)
        await tapped(room, kept, "🔎 汽车", "Filter · 🔎 汽车")
        typed = await room.ask("-二手", patience=PATIENCE)
        assert typed.text.startswith("🎯 Filter · 🔎 汽车\n-二手")
        await tapped(room, typed, "Keep it", "🔎 汽车: -二手")
        assert await running.stop() == 0
        assert "Traceback" not in running.log
