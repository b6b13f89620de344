"""The chat page in a real browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.sandbox import Sandbox
from tests.browser import MARKS, browser

DIGEST = (
    "<b>Digest</b> &lt;script&gt;alert(1)&lt;/script&gt;\n"
    "1. <a href='https://example.com/1'>A <b>story</b></a>\n<blockquote expandable>"
    + "\n".join(f"• point {n}" for n in range(1, 9))
    + "</blockquote>\n<tg-spoiler>secret</tg-spoiler> /tag"
)
App = Application[Any, Any, Any, Any, Any, Any]

__all__ = ["browser"]
pytestmark = [*MARKS, pytest.mark.long]


@pytest.fixture
async def page(browser: Browser, sandbox: Sandbox, app: App) -> AsyncIterator[Page]:
    """The page of a sandbox with a bot that answers, in English; no error may reach the console."""
    sandbox.add_cast()
    add_bot(app)
    await app.bot.set_my_commands([("start", "Begin"), ("digest", "A digest now")])
    opened = await browser.new_page(locale="en-US", viewport={"width": 1100, "height": 700})
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await opened.goto(sandbox.url)
    await expect(opened.locator(".entry")).to_have_count(4)
    yield opened
    assert complaints == []


def add_bot(app: App) -> None:
    async def digest(update: Update, _context: Any) -> None:
        keys = [[InlineKeyboardButton(name, callback_data=name) for name in ("edit", "alert")]]
        message = update.effective_message
        assert message is not None
        await message.reply_html(DIGEST, reply_markup=InlineKeyboardMarkup(keys))

    async def tapped(update: Update, _context: Any) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer(f"toast {query.data}", show_alert=query.data == "alert")
        if query.data == "edit":
            await query.edit_message_text("edited text")

    async def document(update: Update, _context: Any) -> None:
        message = update.effective_message
        assert message is not None
        assert message.document is not None
        await message.reply_text(f"got {message.document.file_name}")

    async def inline(update: Update, _context: Any) -> None:
        query = update.inline_query
        assert query is not None
        said = InputTextMessageContent(f"All about <b>{query.query}</b>", parse_mode="HTML")
        await query.answer([InlineQueryResultArticle("1", f"About {query.query}", said, description="found")])

    app.add_handler(InlineQueryHandler(inline))
    app.add_handlers([CommandHandler(["start", "digest"], digest), CallbackQueryHandler(tapped)])
    app.add_handler(MessageHandler(filters.Document.ALL, document))


async def test_a_chat(page: Page, tmp_path: Path) -> None:
    await expect(page.locator(".notice")).to_contain_text("not Telegram")
    await page.get_by_role("button", name="START").click()
    message = page.locator(".message:not(.own)").last
    await expect(message).to_contain_text("Digest <script>alert(1)</script>")
    link = message.get_by_role("link", name="A story")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(link).to_have_attribute("target", "_blank")

    quote = message.locator("blockquote")
    folded = await quote.bounding_box()
    await message.get_by_role("button", name="Show all").click()
    await expect(message.get_by_role("button", name="Show less")).to_be_visible()
    unfolded = await quote.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > folded["height"] * 2

    await message.get_by_role("button", name="alert").click()
    await expect(page.get_by_role("dialog")).to_contain_text("toast alert")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await message.get_by_role("button", name="edit").click()
    await expect(page.locator(".toast")).to_have_text("toast edit")
    await expect(message).to_contain_text("edited text")
    await expect(message).not_to_contain_text("Digest")

    (tmp_path / "feeds.opml").write_text("<opml/>")
    await page.locator("input[type=file]").set_input_files(tmp_path / "feeds.opml")
    await expect(page.locator(".message:not(.own)").last).to_contain_text("got feeds.opml")


async def test_commands_by_keyboard(page: Page) -> None:
    await page.get_by_role("button", name="START").click()
    await expect(page.locator(".message")).to_have_count(2)
    await page.keyboard.type("/d")
    await expect(page.get_by_role("option")).to_have_text(["/digestA digest now"])
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.own").last).to_contain_text("/digest")
    await expect(page.locator(".message")).to_have_count(4)


async def test_what_inline_mode_offers_is_pasted(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_role("button", name="START").click()
    await expect(page.locator(".message")).to_have_count(2)
    await page.keyboard.type(f"@{sandbox.username} olives")
    await expect(page.get_by_role("option")).to_have_text(["About olivesfound"])
    await page.get_by_role("option").click()
    await expect(page.locator(".message.own").last).to_have_text(re.compile("^All about olives"))
    await expect(page.get_by_placeholder("Message")).to_have_value("")


async def test_unread_and_phone(page: Page, sandbox: Sandbox, app: App) -> None:
    await page.set_viewport_size({"width": 375, "height": 667})
    await page.locator(".back").click()
    english = list(sandbox.world.chats.values())[1]
    await sandbox.room(english.id).say("/start")
    entry = page.locator(".entry").nth(1)
    await expect(entry.locator(".badge")).to_have_text("1")
    await expect(page).to_have_title("(1) Digest · Sandbox")
    await entry.click()
    await expect(page.locator(".message:not(.own)").last).to_contain_text("Digest")
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 375
    await page.locator(".back").click()
    await expect(entry.locator(".badge")).to_have_count(0)


async def test_it_comes_back_after_the_server_does(page: Page, sandbox: Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    await sandbox.stop()
    await expect(page.locator(".strip")).to_be_visible()
    again = Sandbox()
    room = again.private("Somebody")
    await room.say("still here")
    await again.start(port=port)
    await expect(page.locator(".strip")).to_have_count(0)
    await expect(page.locator(".message")).to_contain_text("still here")
    await again.stop()


RICH = (
    "<h3>Digest</h3><details><summary>1. Cable opens</summary><ul><li>24 pairs</li></ul>"
    '<p><a href="https://example.com/1">Article</a></p></details><footer>Foot</footer>'
)


async def test_a_rich_message_unfolds(page: Page, app: App, sandbox: Sandbox) -> None:
    await page.get_by_role("button", name="START").click()
    shown = page.locator(".message:not(.own)")
    await expect(shown).to_have_count(1)
    chat = next(each.id for each in sandbox.world.chats.values() if each.messages)
    wanted = {"chat_id": chat, "rich_message": {"html": RICH}}
    await app.bot.do_api_request("sendRichMessage", api_kwargs=wanted)
    message = shown.last
    await expect(message.locator(".heading")).to_have_text("Digest")
    point, link = message.get_by_text("24 pairs"), message.get_by_role("link", name="Article")
    await expect(point).to_be_hidden()
    await message.locator("summary").click()
    await expect(point).to_be_visible()
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(page.locator(".entry").first).to_contain_text("Digest 1. Cable opens")
