"""Entities that Telegram finds in a text by itself: commands, mentions, tags, addresses."""

from __future__ import annotations

import re

from bot.sandbox.formatting.entities import Entity, utf16_length

# One look behind for all: inside a word nothing begins, and most of a text is inside of words.
_FOUND = re.compile(
    r"(?<!\w)(?:"
    r"(?P<url>(?<![@/])(?:https?://[^\s<>\"'«»]+"
    r"|(?:[\w-]+\.)+(?:com|org|net|io|dev|me|cn|ru|info)\b(?!@|\.\w)(?:/[^\s<>\"'«»]*)?))"
    r"|(?P<email>(?<![.+-])[A-Za-z0-9._+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})"
    r"|(?P<bot_command>(?<![/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>@[A-Za-z0-9_]{4,32}(?!\w))"
    r"|(?P<hashtag>(?<!#)#(?=\w*[^\W\d_])\w{1,256}(?!\w|#))"
    r"|(?P<cashtag>\$[A-Z]{1,8}(?!\w)))"
)
_WORTH_LOOKING = re.compile(r"[@/#$.]")


def find_entities(text: str) -> list[Entity]:
    """Those entities, in order and apart. Addresses without a scheme count for a few common endings only."""
    if _WORTH_LOOKING.search(text) is None:
        return []
    return [_entity(text, found) for found in _FOUND.finditer(text)]


def _entity(text: str, found: re.Match[str]) -> Entity:
    words = found[0].rstrip(".,;:!?)。，；：！？）") if found.lastgroup == "url" else found[0]
    return Entity(str(found.lastgroup), utf16_length(text[: found.start()]), utf16_length(words))
