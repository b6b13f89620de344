"""The text of a call: parsed, checked and measured as Telegram does it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.formatting.entities import Entity, utf16_length
from bot.sandbox.formatting.formatting import format_text
from bot.sandbox.formatting.html import parse_html
from bot.sandbox.formatting.links import LinkError, check_link
from bot.sandbox.params import Params, whole
from bot.sandbox.state import Json
from bot.sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
_STATED = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
}
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
_NEEDED: dict[str, tuple[str, type]] = {
    "text_link": ("url", str),
    "text_mention": ("user", dict),
    "custom_emoji": ("custom_emoji_id", str),
    "date_time": ("unix_time", int),
}
_OPTIONAL = ("language", "date_time_format")


def read_text(world: World, params: Params) -> tuple[str, list[Json]]:
    """The ``text`` of a message with its entities; raises ApiError 400."""
    source = params.text("text")
    if not source:
        raise bad_request("message text is empty")
    return _formatted(world, source, params, "entities", MAX_TEXT, "message is too long")


def read_caption(world: World, params: Params) -> tuple[str, list[Json]]:
    """The ``caption`` of a file with its entities, empty where there is none; raises ApiError 400."""
    source = params.text("caption")
    if not source.strip():
        return "", []
    return _formatted(world, source, params, "caption_entities", MAX_CAPTION, "message caption is too long")


def _formatted(
    world: World, source: str, params: Params, stated: str, limit: int, too_long: str
) -> tuple[str, list[Json]]:
    text, entities = _parsed(source, params, stated)
    if utf16_length(text) > limit:
        raise bad_request(too_long)
    return text, [shown for entity in entities if (shown := _shown(world, entity))]


def _parsed(source: str, params: Params, stated: str) -> tuple[str, list[Entity]]:
    match params.text("parse_mode").lower():
        case "html":
            return _from_html(source)
        case "" | "none":
            raws = params.listing(stated, "MessageEntity")
            return format_text(source, [e for raw in raws if (e := _stated(raw))])
        case "markdown" | "markdownv2":
            raise bad_request("unsupported parse_mode: the sandbox reads HTML only")
        case _:
            raise bad_request("unsupported parse_mode")


@lru_cache(maxsize=256)
def _from_html(source: str) -> tuple[str, list[Entity]]:
    """Cached, for the same digest goes to many chats."""
    return format_text(*parse_html(source))


def _stated(raw: Any) -> Entity | None:
    """An entity as the caller states it; what Telegram finds by itself need not be stated."""
    if not isinstance(raw, dict):
        raise _unparsed("expected an Object")
    kind = str(raw.get("type"))
    if kind in _FOUND:
        return None
    if kind not in _STATED:
        raise _unparsed("Unsupported type specified")
    extra = _needed(kind, raw) | {name: raw[name] for name in _OPTIONAL if isinstance(raw.get(name), str)}
    return Entity(kind, _whole(raw, "offset"), _whole(raw, "length"), extra)


def _needed(kind: str, raw: Json) -> Json:
    """The field without which an entity of that kind says nothing."""
    name, form = _NEEDED.get(kind, ("", str))
    if not name:
        return {}
    if name not in raw:
        raise _unparsed(f'Can\'t find field "{name}"')
    if not isinstance(raw[name], form):
        raise _unparsed(f'Field "{name}" has a wrong type')
    _check_needed(name, raw[name])
    return {name: _checked(raw[name]) if name == "url" else raw[name]}


def _check_needed(name: str, value: Any) -> None:
    if name == "custom_emoji_id" and not (value.isascii() and value.isdigit()):
        raise _unparsed('Field "custom_emoji_id" must be a valid Number')
    if name == "unix_time" and not 0 < value < 2**31:
        raise bad_request("invalid date specified")


def _whole(raw: Json, name: str) -> int:
    value = raw.get(name)
    if not isinstance(value, int):
        raise _unparsed(f'Field "{name}" must be of type Number')
    return value


def _checked(url: str) -> str:
    try:
        return check_link(url)
    except LinkError as error:
        raise bad_request(f"entity URL '{url}' is invalid: {error}") from None


def _shown(world: World, entity: Entity) -> Json | None:
    """For the chat; a mention of somebody whom the server does not know shows as plain text."""
    if entity.type == "text_mention":
        user = world.users.get(whole(entity.extra["user"].get("id")))
        if user is None:
            return None
        return entity.to_json() | {"user": user.to_json()}
    return entity.to_json()


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"can't parse MessageEntity: {reason}")
