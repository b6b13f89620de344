"""More and less like this, muting, and the lists of both, in chats and groups."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox
from tests.bot.conftest import Town
from tests.bot.handlers.personal.test_saved import opened


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "Technology", "World")
    return room


async def test_more_like_this_is_said_listed_and_forgotten(town: Town, reader: Room) -> None:
    assert "Nothing yet" in (await reader.ask("/taste")).text
    view = await opened(reader)
    await reader.tap("More…", message=view)
    await reader.wait_edit(view, "⋯ Story 12")
    said = await reader.tap("👍 More like this", message=view)
    assert "#Chips (a bit more)" in said
    await reader.wait_until(lambda: "✓ 👍 More like this" in view.labels or None)
    listed = await reader.ask("/taste")
    assert "✕ #Chips · a bit more" in listed.labels
    await reader.tap("✓ 👍 More like this", message=view)
    await reader.wait_until(lambda: "👍 More like this" in view.labels or None)
    assert "Nothing yet" in (await reader.ask("/taste")).text
    await reader.tap("👎 Less like this", message=view)
    listed = await reader.ask("/taste")
    assert "✕ #Chips · a bit less" in listed.labels
    await reader.tap("✕ #Chips", message=listed)
    await reader.wait_until(lambda: "✕ #Chips · a bit less" not in listed.labels or None)
    await reader.tap("🗑 Forget all", message=listed)
    await reader.wait_edit(listed, "Forget all that you like")
    await reader.tap("🗑 Yes, forget all", message=listed)
    await reader.wait_edit(listed, "Nothing yet")
    await reader.tap("‹ Back", message=view)
    await reader.wait_until(lambda: "🔖 Save" in view.labels or None)


async def test_a_tag_is_muted_for_a_week_then_for_good_and_heard_again(town: Town, reader: Room) -> None:
    nothing = await reader.ask("/mutes")
    assert "Nothing is muted" in nothing.text
    assert nothing.labels == (await reader.ask("/taste")).labels == ["🗞 Latest", "‹ Back"]
    await reader.tap("‹ Back")
    await reader.wait_edit(reader.last, "🗂 Content")
    assert reader.last.labels[-3:] == ["🔇 Less noise: nothing muted", "🎚 Taste: nothing yet", "‹ Back"]
    view = await opened(reader)
    await reader.tap("More…", message=view)
    await reader.wait_edit(view, "⋯")
    await reader.tap("🔇 Mute…", message=view)
    await reader.wait_edit(view, "What do you want to hear nothing of")
    await reader.tap("🏷 Chips", message=view)
    await reader.wait_edit(view, "Mute the tag Chips?")
    assert "Muted until 9 Mar" in await reader.tap("For 7 days", message=view)
    await reader.wait_until(lambda: "✓ 🏷 Chips · until 9 Mar" in view.labels or None)
    await reader.tap("✓ 🏷 Chips", message=view)
    await reader.wait_until(lambda: "✓ For 7 days" in view.labels or None)
    assert "for good" in await reader.tap("For good", message=view)
    await reader.wait_until(lambda: "✓ 🏷 Chips" in view.labels or None)
    await reader.tap("📌 This story", message=view)
    await reader.wait_edit(view, "Mute the story Story 12?")
    await reader.tap("For 7 days", message=view)
    listed = await reader.ask("/mutes")
    assert listed.labels == ["✕ 🏷 Chips", "✕ 📌 Story 12 · until 9 Mar", "‹ Back"]
    town.now += timedelta(days=8)
    listed = await reader.ask("/mutes")
    assert listed.labels == ["✕ 🏷 Chips", "‹ Back"]
    assert "can come again" in await reader.tap("✕ 🏷 Chips", message=listed)
    await reader.wait_edit(listed, "Nothing is muted")


async def test_everything_that_can_be_muted_is_a_button(town: Town, reader: Room) -> None:
    view = await opened(reader)
    await reader.tap("More…", message=view)
    await reader.wait_edit(view, "⋯")
    await reader.tap("🔇 Mute…", message=view)
    await reader.wait_edit(view, "hear nothing of")
    kinds = [label.split()[0] for label in view.labels]
    assert kinds == ["📰", "🏷", "🏷", "📡", "📌", "‹"]
    for name in ("📰", "📡"):
        await reader.tap(name, message=view)
        await reader.wait_until(lambda: "For good" in view.labels or None)
        await reader.tap("For good", message=view)
        await reader.wait_until(lambda name=name: any(x.startswith(f"✓ {name}") for x in view.labels) or None)


async def test_in_a_group_only_admins_change_and_everybody_reads(town: Town, sandbox: Sandbox) -> None:
    member = sandbox.add_person("Member", language="en")
    group = sandbox.group("News", members=[member])
    view = await opened(group)
    await group.tap("More…", message=view, by=member)
    await group.wait_edit(view, "⋯")
    assert "Only this group's admins" in await group.tap("👍 More like this", message=view, by=member)
    assert "Only this group's admins" in await group.tap("🔇 Mute…", message=view, by=member)
    assert "Counted" in await group.tap("👍 More like this", message=view)
    listed = await group.ask("/taste", by=member)
    assert "✕ #Chips · a bit more" in listed.labels
    assert "Only this group's admins" in await group.tap("✕ #Chips", message=listed, by=member)
    assert "Nothing is muted" in (await group.ask("/mutes", by=member)).text


async def test_both_are_said_in_chinese(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private("Bao", language="zh")
    await town.ready(reader, "Technology")
    page = await reader.ask("/latest tech")
    await reader.tap("1", message=page)
    await reader.wait_until(lambda: "更多…" in page.labels or None)
    assert page.labels[-6:] == ["🔔 关注后续", "🔖 收藏", "为什么", "更多…", "原文 ↗", "‹ 返回"]
    await reader.tap("更多…", message=page)
    await reader.wait_until(lambda: "👍 多来点" in page.labels or None)
    assert "#Chips（稍多一点）" in (await reader.tap("👍 多来点", message=page)).replace(" (", "（").replace(
        ")", "）"
    )
