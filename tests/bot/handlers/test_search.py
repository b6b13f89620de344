"""``/search`` in a chat: pages, hints, and buttons that outlive the process."""

from __future__ import annotations

import pytest

from bot.sandbox import Room, Sandbox
from digests.model import Tag
from tests.bot.conftest import Town, an_entry


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    await town.publish(
        "money",
        [
            an_entry(n, text=f"特斯拉上海工厂复工，编号 {n}。", title=f"Factory {n}", tags=(Tag("Tesla"),))
            for n in range(30, 40)
        ],
        "Money",
    )
    while await town.index.due():
        pass
    return sandbox.private(started=True)


async def test_pages_of_a_search_turn_and_open_stories(reader: Room) -> None:
    page = await reader.ask("/search 上海 工厂")
    assert page.text.startswith("🔎 上海 工厂 · 10 articles\n\n1. Factory 39")
    assert "1–8 / 10" in page.labels
    assert page.labels[-1] == "Related: Tesla"
    await reader.tap("›")
    await reader.wait_edit(page, "10. Factory 30")
    await reader.tap("10")
    await reader.wait_until(lambda: page.text.startswith("Factory 30") or None)
    await reader.tap("‹ Back")
    await reader.wait_edit(page, "🔎 上海 工厂")
    await reader.tap("‹")
    await reader.wait_edit(page, "1. Factory 39")


async def test_fields_and_phrases(reader: Room) -> None:
    assert "10 articles" in (await reader.ask("/search 斯拉 tag:tesla category:money since:9w")).text
    assert "10 articles" in (await reader.ask('/search "特斯拉上海"')).text
    assert "I found nothing" in (await reader.ask('/search "上海特斯拉"')).text
    assert "10 articles" in (await reader.ask("/search from:herald 上海")).text


async def test_a_group_may_search_too(town: Town, reader: Room, sandbox: Sandbox) -> None:
    group = sandbox.group()
    assert "10 articles" in (await group.ask("/search 上海")).text


async def test_nothing_found_leads_on(reader: Room) -> None:
    page = await reader.ask("/search tag:Telsa")
    assert page.text.startswith("🔎 I found nothing for “tag:Telsa”. Did you mean:")
    assert page.labels[0].startswith("#Tesla")
    page = await reader.ask("/search 上海 qqqq")
    await reader.tap("🔎 上海")
    assert "10 articles" in (await reader.wait_reply()).text


async def test_alone_it_explains_itself(reader: Room) -> None:
    assert "since:7d" in (await reader.ask("/search")).text
    assert "since:7d" in (await reader.ask("/search 🎉")).text
    assert "no time that I understand" in (await reader.ask("/search snow since:soon")).text


async def test_an_unknown_tag_offers_the_search(reader: Room) -> None:
    page = await reader.ask("/tag 上海")
    assert page.labels[-1] == "🔎 Search for “上海”"
    await reader.tap(page.labels[-1])
    assert "10 articles" in (await reader.wait_reply()).text


@pytest.mark.parametrize("query", ["'\"'; DROP TABLE post; --", "NEAR(a b) OR *", "上" * 4000, "a:b:c^2 {x}"])
async def test_hostile_words_are_words(reader: Room, query: str) -> None:
    page = await reader.ask(f"/search {query}"[:4000])
    assert page.text.startswith("🔎")
