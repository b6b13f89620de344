"""Rich digests: tried first, then sent, with a way back to classic messages at each step."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sandbox import Message, Room, Sandbox
from bot.screens.renderer import TelegramRenderer
from digests.model import Digest, Layout, RenderedPart
from tests.bot.conftest import Town

UNKNOWN = {"method": "sendRichMessage", "code": 404, "description": "Not Found: method not found"}


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "World")
    await town.deliver()
    return room


async def opened(reader: Room) -> Message:
    screen = await reader.ask("/settings")
    await reader.tap("Look:")
    await reader.wait_until(lambda: "🎨 Style: Folded" in screen.labels or None)
    await reader.tap("🎨")
    return await reader.wait_edit(screen, "How a digest looks · Folded")


async def tried(reader: Room) -> Message:
    screen = await opened(reader)
    assert await reader.tap("Rich", message=screen) == "A sample is below."
    sample = await reader.wait_reply("Do you see three stories")
    assert sample.rich is not None
    assert [each["type"] for each in sample.rich["blocks"]] == ["heading", *["details"] * 3, "paragraph"]
    return sample


async def layout(town: Town, reader: Room) -> Layout:
    return (await town.subscriber(reader)).layout


async def test_only_who_sees_three_stories_gets_them(town: Town, reader: Room) -> None:
    sample = await tried(reader)
    assert await layout(town, reader) is Layout.FOLDED, "nothing is set by trying"
    await reader.tap("No", message=sample)
    said = await reader.wait_reply("does not show rich messages")
    assert "✓ Folded" in said.labels
    assert await layout(town, reader) is Layout.FOLDED
    await reader.tap("Yes", message=sample)
    await reader.wait_reply("How a digest looks · Rich")
    assert await layout(town, reader) is Layout.RICH
    await reader.tap("No", message=sample)
    await reader.wait_reply("does not show rich messages")
    assert await layout(town, reader) is Layout.FOLDED


async def test_where_telegram_refuses_nothing_changes(town: Town, sandbox: Sandbox, reader: Room) -> None:
    screen = await opened(reader)
    sandbox.fail("error", **UNKNOWN)
    assert "cannot be sent at the moment" in await reader.tap("Rich", message=screen)
    assert await layout(town, reader) is Layout.FOLDED


async def test_of_a_further_digest(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    await town.services.editions.add(me.id, "Markets", town.now)
    screen = await reader.ask("/digests")
    for label, then in (("Markets", "It tells nothing yet"), ("Look:", "What a digest"), ("🎨", "looks")):
        await reader.tap(label, message=screen)
        await reader.wait_edit(screen, then)
    await reader.tap("Rich", message=screen)
    sample = await reader.wait_reply("Do you see three stories")
    await reader.tap("Yes", message=sample)
    assert (await reader.wait_reply("How a digest looks · Rich")).text.startswith("🗂 Markets")
    [made] = await town.services.editions.listed(me.id)
    assert (made.layout, await layout(town, reader)) == (Layout.RICH, Layout.FOLDED)


# --------------------------------------------------------------------------- digests


class Richly(TelegramRenderer):
    """Every digest is rich."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        return super().parts(replace(digest, layout=Layout.RICH), layout)


@pytest.fixture
def richly(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.build, "_renderer", Richly())


@pytest.mark.usefixtures("richly")
async def test_a_digest_is_one_rich_message_that_stays(town: Town, reader: Room) -> None:
    await town.more("world", 3)
    digest = await reader.ask("/digest")
    assert digest.rich is not None
    assert [each["type"] for each in digest.rich["blocks"]].count("details") == 3
    before = digest.text
    await reader.tap("1", message=digest)
    story = await reader.wait_reply("Example Herald")
    assert (digest.text, digest.rich is not None) == (before, True), "what is opened comes below"
    await reader.tap("‹ Back", message=story)
    await reader.wait_edit(story, "3 stories")
    listed = await reader.ask("/history")
    await reader.tap("1", message=listed)
    await reader.wait_edit(listed, "3 stories")


@pytest.mark.usefixtures("richly")
async def test_a_server_that_does_not_know_them_gets_classic_ones(
    town: Town, sandbox: Sandbox, reader: Room
) -> None:
    before = sandbox.record.calls["sendrichmessage", 200]
    sandbox.fail("error", **UNKNOWN)
    await town.more("world", 2)
    first = await reader.ask("/digest")
    assert (first.rich, "2 stories" in first.text) == (None, True)
    await town.more("world", 5)
    second = await reader.ask("/digest")
    assert (second.rich, "3 stories" in second.text) == (None, True)
    assert sandbox.record.calls["sendrichmessage", 200] == before, "it is asked once"


@pytest.mark.usefixtures("richly")
async def test_a_time_out_sends_no_second_form(town: Town, sandbox: Sandbox, reader: Room) -> None:
    sandbox.fail("reset", method="sendRichMessage", count=1, accepted=True)
    await town.more("world", 2)
    before = sandbox.record.calls["sendmessage", 200]
    digest = await reader.ask("/digest")
    assert digest.rich is not None

    def told() -> list[bool]:
        return [each.rich is not None for each in reader.replies if "2 stories" in each.text]

    async with asyncio.timeout(10):
        while len(told()) == 1:
            town.now += timedelta(minutes=30)
            await town.send.drain()
            await asyncio.sleep(0.05)
    assert sandbox.record.calls["sendmessage", 200] == before
    assert told() == [True, True]
