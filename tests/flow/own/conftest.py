"""The town of the chat tests, on each database in turn, and what these flows have in common."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Room, Sandbox
from tests.bot.conftest import Town, begun, town, unhurried
from tests.databases import sqlite_first

__all__ = ["begun", "sqlite_first", "town", "unhurried"]


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    """Somebody who follows both categories and has had a first digest."""
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "World", "Technology")
    await town.deliver()
    await indexed(town)
    return room


async def indexed(town: Town) -> None:
    """All that came in can be searched."""
    while await town.index.due():
        pass


async def through(room: Room, screen: Message, *ways: tuple[str, str]) -> Message:
    """Tap one button after the other, each once the screen or a label on it says what it is to say."""
    for label, then in ways:
        await room.tap(label, message=screen)
        await room.wait_until(
            lambda then=then: then in screen.text or any(then in each for each in screen.labels) or None  # type: ignore[misc]
        )
    return screen


async def come(town: Town, room: Room, rounds: int = 1) -> list[str]:
    """What comes to this room when digests are built now, so many rounds of it."""
    before = len(room.replies)
    for _ in range(rounds):
        await town.deliver()
        await town.settled()
    return [each.text for each in room.replies[before:]]
