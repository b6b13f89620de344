"""What the menu opens leads back to where it was opened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox import Sandbox
from bot.screens import menu
from digests.model import ChatKind, Destination, Schedule, Subscriber
from tests.bot.conftest import Town
from tests.databases import sqlite_first

__all__ = ["sqlite_first"]


@pytest.mark.parametrize(
    ("lang", "content", "list_", "back"),
    [
        ("en", "Alerts & quiet", "🔔 Stories you follow", "‹ Back"),
        ("zh", "提醒与免打扰", "🔔 关注的故事", "‹ 返回"),
    ],
)
async def test_from_followed_stories(
    town: Town, sandbox: Sandbox, lang: str, content: str, list_: str, back: str
) -> None:
    reader = sandbox.private(language=lang)
    await town.ready(reader, "World")
    screen = await reader.ask("/settings")
    for label in (content, list_):
        [shown] = [each for each in screen.labels if each.startswith(label)]
        before = screen.text
        await reader.tap(shown, message=screen)
        await reader.wait_until(lambda before=before: screen.text != before or None)
    before = screen.text
    await reader.tap(back, message=screen)
    await reader.wait_until(lambda: screen.text != before or None)
    assert any(each.startswith(list_) for each in screen.labels)


async def test_from_the_digests_so_far(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    screen = await reader.ask("/settings")
    await reader.tap("My data", message=screen)
    await reader.wait_edit(screen, "all that is stored of this chat")
    await reader.tap("📚 Digests so far", message=screen)
    await reader.wait_edit(screen, "Digests so far · 1")
    await reader.tap("1", message=screen)
    await reader.wait_edit(screen, "Your first digest")
    await reader.tap("‹ Back", message=screen)
    await reader.wait_edit(screen, "Digests so far · 1")
    await reader.tap("‹ Back", message=screen)
    await reader.wait_edit(screen, "all that is stored of this chat")


def test_a_channel_which_cannot_follow_a_story_is_offered_none() -> None:
    there = Destination("telegram", "-100", kind=ChatKind.CHANNEL)
    channel = Subscriber(0, there, "en", Schedule(), 8, 3)
    private = replace(channel, destination=replace(there, kind=ChatKind.PRIVATE))
    shown, there = (
        [each.text for row in menu.alerts(who, 0, 0).rows for each in row] for who in (channel, private)
    )
    assert "🔔 Stories you follow: 0" not in shown
    assert "🔔 Stories you follow: 0" in there


async def test_what_is_followed_is_green_under_its_list(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    page = await reader.ask("/search zeppelin")
    await reader.tap("+ Follow this search", message=page)
    await reader.wait_until(lambda: green(page) == ["✓ Following, tap to stop"] or None)


def green(page: object) -> list[str]:
    return [each["text"] for each in page.buttons if each.get("style") == "success"]  # type: ignore[attr-defined]
