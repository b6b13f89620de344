"""Lists of feeds in chat: the dry run, the import with its report, the undo, and the file that goes out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import delete

from bot.handlers.admin import import_feeds, progress
from bot.sandbox import Message, Room, Sandbox
from digests.decisions.opml import read
from digests.model import FeedKind
from digests.sources.probe import Probe
from digests.store.tables import note
from tests.bot.conftest import Town
from tests.bot.handlers.admin.test_admin import admin, tap_data, town

__all__ = ["admin", "town"]


def opml(*addresses: str, folder: str = "Machines") -> bytes:
    feeds = "".join(f'<outline text="Feed {n}" xmlUrl="{each}"/>' for n, each in enumerate(addresses, 1))
    return f'<opml version="2.0"><body><outline text="{folder}">{feeds}</outline></body></opml>'.encode()


MIXED = opml(
    "https://a.example/rss",
    "https://me:geheim@b.example/rss",
    "https://feeds.example.org/tech",
    "mailto:a@b.example",
)


async def sent(room: Room, data: bytes, name: str = "feeds.opml", **values: Any) -> Message:
    await room.send_document(name, data, **values)
    return await room.wait_reply()


async def addresses(town: Town) -> list[str]:
    return [each.address for each in await town.services.feeds.every()]


async def test_a_dry_run_then_the_import_then_undo(town: Town, admin: Room) -> None:
    plan = await sent(admin, MIXED)
    assert plan.text == (
        "⬇ Import · 2 new, 1 known, 1 refused\nNothing is stored yet.\n\nNew · 1–2 / 2\n"
        "• Feed 1 · https://a.example/rss · Machines\n• Feed 2 · https://b.example/rss · Machines"
    )
    assert plan.labels == ["✓ New (2)", "Known (1)", "Refused (1)", "✅ Add 2 feeds", "Do not import"]
    await admin.tap("Known (1)")
    await admin.wait_edit(plan, "This feed is there already")
    await admin.tap("Refused (1)")
    await admin.wait_edit(plan, "mailto")
    assert len(await addresses(town)) == 1, "nothing is stored"
    assert await admin.tap("✅ Add 2 feeds") == "Importing…"
    await admin.wait_edit(plan, "✅ Imported · 2 added, 1 known, 1 refused")
    assert "Refused · 1–1 / 1\n• mailto:a@b.example\n" in plan.text
    await admin.tap("New (2)")
    await admin.wait_edit(plan, "• Feed 1")
    assert (await addresses(town))[1:] == ["https://a.example/rss", "https://b.example/rss"]
    await admin.tap("↩ Undo")
    await admin.wait_edit(plan, "↩ Taken back: 2 feeds are removed")
    assert len(await addresses(town)) == 1
    assert [each.slug for each in await town.services.catalogue.categories()] == ["tech"]
    assert "geheim" not in "\n".join(each.text for each in admin.replies)


async def test_undo_is_known_after_a_restart_and_works_once(town: Town, admin: Room) -> None:
    plan = await sent(admin, MIXED)
    await admin.tap("✅ Add")
    await admin.wait_edit(plan, "✅ Imported")
    async with town.store.write() as tx:
        await tx.execute(delete(note))
    data = next(each["callback_data"] for each in plan.buttons if "opmlback" in each["callback_data"])
    await admin.tap("↩ Undo")
    await admin.wait_edit(plan, "Taken back")
    await tap_data(admin, plan, data)
    await admin.wait_edit(plan, "taken back already")


async def test_a_plan_is_used_once(town: Town, admin: Room) -> None:
    plan = await sent(admin, MIXED)
    data = next(each["callback_data"] for each in plan.buttons if "opmlgo" in each["callback_data"])
    await admin.tap("✅ Add")
    await admin.wait_edit(plan, "✅ Imported")
    assert "was used or has expired" in await tap_data(admin, plan, data)


async def test_no_is_an_answer(town: Town, admin: Room) -> None:
    plan = await sent(admin, MIXED)
    await admin.tap("Do not import")
    await admin.wait_edit(plan, "Nothing was imported.")
    assert len(await addresses(town)) == 1


async def test_long_lists_have_pages(town: Town, admin: Room) -> None:
    plan = await sent(admin, opml(*(f"https://{n}.example/rss" for n in range(25))))
    assert "New · 1–10 / 25" in plan.text
    await admin.tap("›")
    await admin.wait_edit(plan, "New · 11–20 / 25")
    await admin.tap("›")
    await admin.wait_edit(plan, "New · 21–25 / 25")
    assert "›" not in plan.labels
    await admin.tap("‹")
    await admin.wait_edit(plan, "New · 11–20 / 25")


async def test_a_slow_import_says_how_far_it_is(
    town: Town, admin: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = town.services.feeds.add

    async def slowly(*given: Any, **values: Any) -> Any:
        await asyncio.sleep(0.1)
        return await add(*given, **values)

    monkeypatch.setattr(town.services.feeds, "add", slowly)
    plan = await sent(admin, opml(*(f"https://{n}.example/rss" for n in range(12))))
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    await admin.tap("✅ Add 12 feeds")
    await admin.wait_edit(plan, "Importing: ")
    assert "/ 12" in plan.text
    await admin.wait_edit(plan, "✅ Imported · 12 added")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html/>", "no OPML file"),
        (b"<opml><body/></opml>", "no feed in this file"),
        (b"\xff\xfe\x00", "no OPML file"),
    ],
)
async def test_what_is_no_list_is_a_sentence(town: Town, admin: Room, data: bytes, said: str) -> None:
    assert said in (await sent(admin, data)).text


async def test_a_file_that_is_too_large_is_not_fetched(
    town: Town, admin: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_feeds, "LARGEST", 100)
    assert "is larger than" in (await sent(admin, MIXED)).text


async def test_any_file_that_was_asked_for(town: Town, admin: Room) -> None:
    assert "Send the OPML file" in (await admin.ask("/importfeeds")).text
    assert "Send the OPML file" in (await admin.ask("what?")).text
    assert "2 new" in (await sent(admin, MIXED, "subscriptions.txt")).text


async def test_others_may_neither_import_nor_export(town: Town, sandbox: Sandbox, admin: Room) -> None:
    other = sandbox.private(started=True)
    assert "Only the bot's admins" in (await sent(other, MIXED)).text
    for command in ("/importfeeds", "/exportfeeds"):
        assert "Only the bot's admins" in (await other.ask(command)).text
    group = sandbox.group(owner=admin.person, members=[(stranger := sandbox.add_person("Other"))])
    listed = await group.ask("/feeds")
    for label in ("⬇ Import", "⬆ Export"):
        assert "Only the bot's admins" in await group.tap(label, message=listed, by=stranger)
    assert len(await addresses(town)) == 1


async def test_the_export_is_a_file_that_is_read_back(town: Town, sandbox: Sandbox, admin: Room) -> None:
    await town.services.feeds.set_access(1, cookies="a=geheim", actor="test", now=town.now)
    exported = await admin.ask("/exportfeeds")
    assert exported.file is not None
    assert exported.text == "⬆ 1 feed, with title, category and settings; no logins."
    assert exported.file.name == f"digestbot-{town.now:%Y-%m-%d}.opml"
    [feed] = read(exported.file.data.decode())
    assert (feed.address, feed.category, feed.slug) == (
        "https://feeds.example.org/tech",
        "Technology",
        "tech",
    )
    assert b"geheim" not in exported.file.data
    listed = await admin.ask("/feeds")
    await admin.tap("⬆ Export", message=listed)
    assert (await admin.wait_reply("1 feed, with")).file is not None


async def test_in_chinese(town: Town, admin: Room) -> None:
    admin.person.language = "zh"
    plan = await sent(admin, MIXED)
    assert plan.text.startswith(
        "⬇ 导入 · 新 2 个，已有 1 个，不收 1 个\n还没有保存任何东西。\n\n新的 · 1–2 / 2\n"
    )
    await admin.tap("✅ 添加 2 个")
    await admin.wait_edit(plan, "✅ 已导入 · 添加 2 个，已有 1 个，不收 1 个")
    await admin.tap("↩ 撤销")
    await admin.wait_edit(plan, "↩ 已撤销：移除 2 个订阅源")


# --------------------------------------------------------------------------- a list's address

LISTED = "https://me:geheim@lists.example/all.opml"


def listed(town: Town) -> None:
    town.source.looks[LISTED] = Probe(LISTED, FeedKind.WEB, "OPML", outlines=read(MIXED.decode()))


@pytest.mark.parametrize("command", ["/addfeed", "/testfeed"])
async def test_the_address_of_a_list_leads_to_what_an_import_would_do(
    town: Town, admin: Room, command: str
) -> None:
    listed(town)
    told = await admin.ask(f"{command} {LISTED}")
    assert told.text == (
        "📋 https://lists.example/all.opml\n"
        "This is no feed, but a list of feeds (OPML) with 4 feeds in it. They can be imported."
    )
    assert told.labels == ["⬇ What would an import do?", "Do not import"]
    await admin.tap("⬇ What")
    await admin.wait_edit(
        told, "⬇ Import · 2 new, 1 known, 1 refused\nNothing is stored yet.\n\nNew · 1–2 / 2"
    )
    assert len(await addresses(town)) == 1
    await admin.tap("✅ Add 2 feeds")
    await admin.wait_edit(told, "✅ Imported · 2 added")
    assert (await addresses(town))[1:] == ["https://a.example/rss", "https://b.example/rss"]
    assert "geheim" not in "\n".join(each.text for each in admin.replies)


async def test_the_address_of_a_list_in_chinese_and_no_for_an_answer(town: Town, admin: Room) -> None:
    admin.person.language = "zh"
    listed(town)
    told = await admin.ask(f"/addfeed {LISTED}")
    assert "这不是一个订阅源，而是一份订阅源列表（OPML），里面有 4 个订阅源，可以导入。" in told.text
    await admin.tap("不导入")
    await admin.wait_edit(told, "没有导入")
    assert len(await addresses(town)) == 1
