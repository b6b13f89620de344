"""How digests look, chosen by buttons."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Room, Sandbox
from digests.model import Layout
from tests.bot.conftest import Town


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "World")
    return room


async def opened(reader: Room) -> Message:
    screen = await reader.ask("/settings")
    await reader.tap("Look:")
    await reader.wait_until(lambda: "🎨 Style: Folded" in screen.labels or None)
    await reader.tap("🎨")
    return await reader.wait_edit(screen, "How a digest looks · Folded")


async def test_a_layout_is_chosen_and_shown_as_it_looks(town: Town, reader: Room) -> None:
    screen = await opened(reader)
    assert "✓ Folded" in screen.labels
    assert "24 pairs of fibres" in screen.text
    assert await reader.tap("Headlines") == "Saved"
    await reader.wait_edit(screen, "How a digest looks · Headlines")
    assert "24 pairs of fibres" not in screen.text
    green = [each["text"] for each in screen.buttons if each.get("style") == "success"]
    assert green == ["✓ Headlines"]
    assert (await town.subscriber(reader)).layout is Layout.HEADLINES
    await reader.tap("Open")
    await reader.wait_edit(screen, "How a digest looks · Open")
    await reader.tap("‹ Back")
    await reader.wait_until(lambda: "🎨 Style: Open" in screen.labels or None)


async def test_each_digest_of_a_chat_has_its_own(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    await town.services.editions.add(me.id, "Markets", town.now)
    screen = await reader.ask("/digests")
    for label, then in (("Markets", "It tells nothing yet"), ("Look:", "What a digest"), ("🎨", "looks")):
        await reader.tap(label, message=screen)
        await reader.wait_edit(screen, then)
    await reader.tap("Headlines")
    await reader.wait_edit(screen, "How a digest looks · Headlines")
    assert screen.text.startswith("🗂 Markets")
    [made] = await town.services.editions.listed(me.id)
    assert (made.layout, (await town.subscriber(reader)).layout) == (Layout.HEADLINES, Layout.FOLDED)


async def test_in_chinese(town: Town, sandbox: Sandbox) -> None:
    room = sandbox.private(language="zh")
    await town.ready(room, "World")
    screen = await room.ask("/settings")
    await room.tap("版式：")
    await room.wait_until(lambda: "🎨 样式：折叠要点" in screen.labels or None)
    await room.tap("🎨")
    await room.wait_edit(screen, "简报的样式 · 折叠要点")
    await room.tap("展开要点")
    await room.wait_edit(screen, "简报的样式 · 展开要点")
