"""Inline mode: ``@bot words`` offers stories in any chat, and a chosen one is pasted as a card."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox
from bot.sandbox.room import covered
from digests.model import Tag
from tests.bot.conftest import Town, an_entry
from tests.conftest import NOW


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    """Somebody in a group that the bot is not in."""
    stories = [
        an_entry(
            n,
            text=f"特斯拉上海工厂复工，编号 {n}。",
            title=f"Factory {n}",
            tags=(Tag("Tesla"),),
            published=NOW - timedelta(minutes=100 - n),
        )
        for n in range(40, 70)
    ]
    await town.publish("money", stories, "Money")
    while await town.index.due():
        pass
    return sandbox.private("Ann", language="en")


async def test_a_story_is_offered_and_pasted_as_a_card(reader: Room) -> None:
    offered = await reader.inline("上海 工厂 -蔚来")
    assert len(offered["results"]) == 25
    first = offered["results"][0]
    assert first["title"] == "Factory 69"
    assert first["description"].startswith("Example Herald · 2 Mar · 特斯拉上海工厂复工")
    card = await reader.paste(first)
    assert card.text == "Factory 69\n• 特斯拉上海工厂复工，编号 69。\nExample Herald · 2 Mar"
    assert covered(card, "bold") == ["Factory 69"]
    assert [each["url"] for each in card.entities if each["type"] == "text_link"] == [
        "https://example.org/69"
    ]
    assert [each["url"] for each in card.buttons] == ["https://example.org/69"]


async def test_pages_go_on_by_their_offset(reader: Room) -> None:
    first = await reader.inline("tag:tesla")
    second = await reader.inline("tag:tesla", first["next_offset"])
    titles = [each["title"] for each in (*first["results"], *second["results"])]
    assert titles == [f"Factory {n}" for n in range(69, 39, -1)]
    assert second["next_offset"] == ""


async def test_without_words_the_newest(reader: Room) -> None:
    offered = await reader.inline("")
    assert [each["title"] for each in offered["results"][:2]] == ["Factory 69", "Factory 68"]
    assert offered["next_offset"]


async def test_each_is_answered_in_the_language_of_the_own_app(reader: Room, sandbox: Sandbox) -> None:
    """So Telegram must not show one person what it keeps for another."""
    offered = await reader.inline("上海")
    assert (offered["is_personal"], offered["cache_time"], offered["button"]) == (True, 60, None)
    for language, label, day in (("zh-hans", "原文", "3月2日"), ("de", "Article", "2 Mar")):
        someone = sandbox.private("Someone", language=language)
        first = (await someone.inline("上海"))["results"][0]
        assert f"Example Herald · {day}" in first["description"]
        assert (await someone.paste(first)).labels[0].startswith(label)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("qqqq", "Nothing found. How to search?"),
        ("(上海", "A bracket does not close"),
        ("since:soon", "no time"),
    ],
)
async def test_what_finds_nothing_says_why_to_whom_asked(reader: Room, words: str, said: str) -> None:
    offered = await reader.inline(words)
    assert offered["results"] == []
    assert said in offered["button"]["text"]
    assert len(offered["button"]["text"]) <= 64
    assert (offered["is_personal"], offered["cache_time"]) == (True, 0)


@pytest.mark.parametrize("offset", ["x", "<zzzz", ">0.1.1", "0"])
async def test_whatever_comes_as_an_offset_is_answered(reader: Room, offset: str) -> None:
    assert isinstance((await reader.inline("上海", offset))["results"], list)


async def test_what_the_hint_leads_to_explains_the_search(town: Town, reader: Room) -> None:
    assert "Hello" in (await reader.ask("/start search")).text
    await town.ready(reader, "Money")
    assert "since:7d" in (await reader.ask("/start search")).text
