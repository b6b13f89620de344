"""Inline mode: answerInlineQuery, checked as Telegram does."""

from __future__ import annotations

from bot.sandbox.api.methods.types import Method
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting.content import read_text
from bot.sandbox.formatting.entities import utf16_length
from bot.sandbox.formatting.markup import read_markup
from bot.sandbox.params import Params
from bot.sandbox.state import Json
from bot.sandbox.world import World

MOST_RESULTS = 50
MAX_ID, MAX_OFFSET = 64, 64  # bytes


async def answer_inline_query(world: World, params: Params) -> object:
    """answerInlineQuery: what somebody may choose from. Only articles of text are known here."""
    raws = params.listing("results", "InlineQueryResult")
    if len(raws) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [_result(world, raw) for raw in raws]
    if len({each["id"] for each in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.text("next_offset").encode()) > MAX_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    world.answer_inline(
        params.text("inline_query_id"),
        {
            "results": results,
            "next_offset": params.text("next_offset"),
            "cache_time": params.integer("cache_time", 300),
            "is_personal": params.flag("is_personal"),
            "button": params.record("button", "InlineQueryResultsButton"),
        },
    )
    return True


def _result(world: World, raw: object) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse InlineQueryResult: expected an Object")
    if raw.get("type") != "article":
        raise bad_request("unsupported inline query result type: the sandbox knows articles only")
    if not 1 <= len(str(raw.get("id", "")).encode()) <= MAX_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not str(raw.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = raw.get("input_message_content")
    if not isinstance(content, dict) or not utf16_length(str(content.get("message_text", ""))):
        raise bad_request("MESSAGE_EMPTY")
    said = Params({"text": content["message_text"], "parse_mode": content.get("parse_mode", "")})
    text, entities = read_text(world, said)
    markup = read_markup(Params({"reply_markup": raw.get("reply_markup")}), inline_only=True)
    shown = {name: str(raw.get(name, "")) for name in ("id", "title", "description")}
    preview = content.get("link_preview_options")
    return shown | {"text": text, "entities": entities, "markup": markup, "preview": preview}


METHODS: dict[str, Method] = {"answerInlineQuery": answer_inline_query}
