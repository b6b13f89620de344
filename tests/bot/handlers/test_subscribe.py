"""``/categories``, ``/subscribe``, ``/unsubscribe``."""

from __future__ import annotations

import pytest

from bot.sandbox import Sandbox
from digests.model import Status
from tests.bot.conftest import Town


async def test_categories_are_toggles(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    screen = await reader.ask("/categories")
    assert screen.labels == ["Technology · 2/day", "✓ World news · 3/week"]
    await reader.tap("Technology")
    await reader.wait_until(lambda: screen.labels[0].startswith("✓") or None)


async def test_subscribing_begins(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    answer = await reader.ask("/subscribe world news")
    assert answer.text == "✅ 已关注：World news\n下一份：明天 08:00"
    assert (await town.subscriber(reader)).status is Status.ACTIVE
    await reader.tap("现在来一份")
    assert "Story 15" in (await reader.wait_reply()).text


async def test_several_at_once_and_what_is_unknown(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    answer = await reader.ask("/subscribe tech #5G wrld")
    assert "✅ Following: Technology, #5G" in answer.text
    assert "Nothing is called “wrld”. Did you mean:" in answer.text
    await reader.tap("+ World news")
    await reader.wait_edit(answer, "✅ Following: World news")
    assert "You follow already: Technology" in (await reader.ask("/subscribe TECH")).text


async def test_all_that_is_unknown_is_named(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    answer = await reader.ask("/subscribe nosuch #climte wrld tech")
    assert answer.text.endswith("Nothing is called “nosuch, #climte, wrld”. Did you mean:")
    assert answer.labels[:2] == ["+ World news", "+ #Climate"]
    assert "“qqqq, #nosuch”. There are:" in (await reader.ask("/subscribe qqqq #nosuch")).text
    assert "You do not follow “qqqq, #nosuch”" in (await reader.ask("/unsubscribe qqqq #nosuch")).text


async def test_nothing_known_offers_the_nearest(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    answer = await reader.ask("/subscribe climte")
    assert answer.text == "Nothing is called “climte”. Did you mean:"
    await reader.tap("+ #Climate")
    await reader.wait_edit(answer, "✅ Following: #Climate")


@pytest.mark.parametrize("command", ["/top", "/latest", "/subscribe"])
async def test_where_nothing_is_near_it_says_what_there_is(
    town: Town, sandbox: Sandbox, command: str
) -> None:
    answer = await sandbox.private().ask(f"{command} qqqq")
    assert answer.text.endswith("“qqqq”. There are:")
    assert [each.strip("+ ›") for each in answer.labels] == ["Technology", "World news"]


@pytest.mark.parametrize("command", ["/top", "/latest", "/subscribe"])
async def test_where_nothing_is_known_it_promises_no_choice(
    empty_town: Town, sandbox: Sandbox, command: str
) -> None:
    answer = await sandbox.private().ask(f"{command} qqqq")
    assert not answer.text.endswith(":")
    assert answer.labels == []


@pytest.mark.parametrize("command", ["/subscribe", "/categories"])
async def test_alone_it_shows_the_categories(town: Town, sandbox: Sandbox, command: str) -> None:
    assert "想看哪些分类" in (await sandbox.private(language="zh").ask(command)).text


async def test_unsubscribing(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await reader.ask("/subscribe tech #5G")
    listed = await reader.ask("/unsubscribe")
    assert listed.labels == ["✕ Technology", "✕ #5G"]
    assert await reader.tap("✕ #5G") == "No longer following: #5G"
    await reader.wait_until(lambda: listed.labels == ["✕ Technology"] or None)
    assert "You do not follow “World news”" in (await reader.ask("/unsubscribe world")).text
    gone = await reader.ask("/unsubscribe Technology，nonsense")
    assert "No longer following: Technology\nNothing is called “nonsense”." in gone.text
    assert "You follow nothing yet" in gone.text
    assert "You follow nothing now" in (await reader.ask("/unsubscribe")).text
    await reader.tap("Categories")
    await reader.wait_edit(reader.last, "🗂 Categories")
