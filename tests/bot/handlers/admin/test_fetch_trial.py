"""``/testfeed``: the whole story of one fetch, and nothing stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox import Room, Sandbox
from digests.errors import Unreachable, Unreadable
from digests.model import Problem
from digests.sources.probe import Fetched
from tests.bot.conftest import Town, an_entry
from tests.bot.handlers.admin.test_admin import NEW, a_probe, admin, town

__all__ = ["admin", "town"]

PAGE = "https://new.example.org/"
MOVED = Fetched(NEW, 200, "application/rss+xml; charset=gbk", "gb18030", 45_200, moved=True)


async def test_the_whole_story(town: Town, admin: Room) -> None:
    entries = tuple(an_entry(n) for n in range(40, 28, -1))
    problems = tuple(Problem(f"entry {n}", "empty_post") for n in range(5))
    probe = a_probe(town, entries=entries, total=12, fetched=MOVED, problems=problems, teasers=True)
    town.source.looks[PAGE] = probe
    told = await admin.ask(f"/testfeed {PAGE}")
    assert told.text.startswith(
        f"🔬 New <feed>\n{PAGE}\n→ {NEW}\nmoved for good; this is the address that is kept\n"
        "HTTP 200 · application/rss+xml; charset=gbk · gb18030 · 45.2 kB\n\n"
        "RSS 2.0 · English · 12 posts read\n"
    )
    assert "full text would help" in told.text
    assert "⚠ 5 things could not be read:\n• entry 0: " in told.text
    assert "… and 2 more" in told.text
    assert "Would be stored: 8 new, 4 held back (stored as read), 0 changed, 0 known" in told.text
    sample = told.text.partition("As readers see it:\n")[2]
    assert sample.startswith("1. Story 40\n• ")
    assert "Example Herald · " in sample
    assert "#Chips" in sample
    assert (await town.services.feeds.page(0, town.now)).total == 1, "nothing is stored"
    await admin.tap("+ Add this feed")
    await admin.wait_edit(told, "Which category?")


async def test_of_a_feed_that_is_there_it_says_what_a_fetch_would_bring(town: Town, admin: Room) -> None:
    entries = (an_entry(50), an_entry(12, title="Changed"), *(an_entry(n) for n in range(11, 0, -1)))
    a_probe(town, "https://feeds.example.org/tech", entries=entries, total=13)
    told = await admin.ask("/testfeed https://feeds.example.org/tech")
    assert "Would be stored: 1 new, 0 held back (stored as read), 1 changed, 11 known" in told.text
    assert "This feed is there already" in told.text
    assert told.labels == ["Open its card"]
    assert (await town.services.feeds.get(1)).posts == 12


async def test_a_fetch_that_fails_is_a_story_as_well(town: Town, admin: Room) -> None:
    town.source.looks["https://me:secret@new.example.org/rss"] = Unreachable(
        "http_status", status=503, host="new.example.org"
    )
    told = await admin.ask("/testfeed https://me:secret@new.example.org/rss")
    assert told.text.startswith(f"🔬 {NEW}\n⚠ new.example.org answered with error 503")
    assert told.text.endswith("Nothing was stored.")


async def test_a_fetch_that_failed_elsewhere_says_where(town: Town, admin: Room) -> None:
    failed = Unreadable("not_a_feed")
    failed.address = "https://new.example.org/login"
    town.source.looks[NEW] = failed
    told = await admin.ask(f"/testfeed {NEW}")
    assert told.text.startswith(f"🔬 {NEW}\n→ https://new.example.org/login\n⚠ ")


async def test_a_page_of_many_feeds(town: Town, admin: Room) -> None:
    feeds = tuple(f"https://new.example.org/{n}.xml" for n in range(30))
    probe = a_probe(town, feeds[1], title="B")
    town.source.looks[PAGE] = replace(probe, candidates=feeds, entries=())
    told = await admin.ask(f"/testfeed {PAGE}")
    assert told.text == "🔬 This page has 30 feeds, 1–20 of them below. Test which one?"
    await admin.tap("new.example.org/1.xml")
    await admin.wait_edit(told, "🔬 B")


async def test_the_address_may_come_alone(town: Town, admin: Room) -> None:
    a_probe(town)
    assert "nothing is stored" in (await admin.ask("/testfeed")).text
    assert "Would be stored" in (await admin.ask(NEW)).text


async def test_in_chinese(town: Town, admin: Room) -> None:
    admin.person.language = "zh"
    a_probe(town, fetched=MOVED)
    told = await admin.ask(f"/testfeed {NEW}")
    assert "RSS 2.0 · 英语 · 读到 3 篇" in told.text
    assert "将会保存：新 3 篇，按已读保存 0 篇，更新 0 篇，已有 0 篇" in told.text
    assert "读者看到的样子：\n1. Story 33" in told.text


@pytest.mark.parametrize("what", [f"/testfeed {NEW}", "/testfeed"])
async def test_only_for_admins(town: Town, sandbox: Sandbox, what: str) -> None:
    other = sandbox.private(started=True)
    assert "Only the bot's admins" in (await other.ask(what)).text


@pytest.mark.parametrize(
    ("code", "en", "zh"),
    [
        ("timeout", "new.example.org did not answer in time.", "new.example.org 没有及时回答。"),
        ("no_connection", "new.example.org cannot be reached.", "连不上 new.example.org。"),
        (
            "connection_lost",
            "The connection to new.example.org broke.",
            "与 new.example.org 的连接中途断了。",
        ),
    ],
)
async def test_a_look_that_fails_promises_no_second_one(
    town: Town, admin: Room, code: str, en: str, zh: str
) -> None:
    town.source.looks[NEW] = Unreachable(code, host="new.example.org")
    assert (await admin.ask(f"/addfeed {NEW}")).text == en
    assert (await admin.ask(f"/testfeed {NEW}")).text == f"🔬 {NEW}\n⚠ {en}\nNothing was stored."
    admin.person.language = "zh"
    assert (await admin.ask(f"/addfeed {NEW}")).text == zh
    assert f"⚠ {zh}\n" in (await admin.ask(f"/testfeed {NEW}")).text
