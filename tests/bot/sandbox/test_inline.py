"""Inline queries: what Telegram refuses of an answer, and the page's way to ask and to choose."""

from __future__ import annotations

import json
from typing import Any

import pytest
from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.error import BadRequest
from telegram.ext import Application, InlineQueryHandler

from bot.sandbox import Sandbox
from bot.sandbox.page.actions import act
from bot.sandbox.page.view import show_event
from bot.sandbox.state import Json

App = Application[Any, Any, Any, Any, Any, Any]


def a_result(number: int, text: str = "<b>bold</b>") -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        str(number), f"Title {number}", InputTextMessageContent(text, parse_mode="HTML")
    )


def answer_with(app: App, results: list[InlineQueryResultArticle], refusals: list[str], **more: Any) -> None:
    async def asked(update: Update, _context: Any) -> None:
        assert update.inline_query is not None
        try:
            await update.inline_query.answer(results, **more)
        except BadRequest as error:
            refusals.append(error.message)
            await update.inline_query.answer([])

    app.add_handler(InlineQueryHandler(asked))


async def test_what_is_chosen_is_a_message_of_the_person(app: App, sandbox: Sandbox) -> None:
    room = sandbox.private(started=True)
    answer_with(app, [a_result(1), a_result(2)], [])
    offered = await room.inline("words")
    message = await room.paste(offered["results"][1])
    assert (message.text, message.sender) == ("bold", room.person)
    assert message.entities == [{"type": "bold", "offset": 0, "length": 4}]
    assert room.messages == [message]


@pytest.mark.parametrize(
    ("results", "more", "refusal"),
    [
        ([a_result(1), a_result(1)], {}, "Result_id_duplicate"),
        ([a_result(n) for n in range(51)], {}, "Results_too_much"),
        ([a_result(1, "<b>open")], {}, "can't parse entities"),
        ([a_result(1)], {"next_offset": "x" * 65}, "Next_offset_invalid"),
        ([InlineQueryResultArticle("1", " ", InputTextMessageContent("text"))], {}, "Article_title_empty"),
        ([InlineQueryResultArticle("", "a", InputTextMessageContent("text"))], {}, "Result_id_invalid"),
    ],
)
async def test_what_telegram_refuses(
    app: App, sandbox: Sandbox, results: list[InlineQueryResultArticle], more: Json, refusal: str
) -> None:
    refusals: list[str] = []
    answer_with(app, results, refusals, **more)
    assert (await sandbox.private(started=True).inline("words"))["results"] == []
    assert refusal.casefold() in refusals[0].casefold()


async def test_an_answer_comes_once(app: App, sandbox: Sandbox) -> None:
    with pytest.raises(BadRequest, match="query id is invalid"):
        await app.bot.answer_inline_query("5", [])


async def test_the_page_asks_and_chooses(app: App, sandbox: Sandbox) -> None:
    room = sandbox.private(started=True)
    answer_with(app, [a_result(7)], [], next_offset="on")
    shown: list[Json] = []
    sandbox.world.listeners.append(lambda event: shown.append(show_event(sandbox.world, event)))
    here = {"chat": room.id, "by": room.person.id}
    act(sandbox.world, {"do": "inline", "query": "words", **here})
    offer = await room.wait_until(lambda: next((each for each in shown if each["type"] == "inline"), None))
    assert json.loads(json.dumps(offer))["results"] == [{"id": "7", "title": "Title 7", "description": ""}]
    assert (offer["asked"], offer["more"], offer["hint"]) == ("words", "on", "")
    act(sandbox.world, {"do": "paste", "query": offer["query"], "result": "7", **here})
    assert room.messages[-1].text == "bold"
    with pytest.raises(LookupError):
        act(sandbox.world, {"do": "paste", "query": offer["query"], "result": "8", **here})
