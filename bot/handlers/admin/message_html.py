"""What somebody has written, with its formatting, as Telegram's HTML."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity

from bot.texts import Html
from digests.errors import BadInput

_COMMAND = re.compile(r"/\w+(@\w+)?\s*")


def formatted(message: Message) -> Html:
    """A message's text; ``BadInput("broadcast_no_text")`` for a picture, a file and the like."""
    if not message.text:
        raise BadInput("broadcast_no_text")
    return Html(message.text_html)


def after_command(message: Message) -> Html:
    """The text after the command that it begins with."""
    text = message.text or ""
    command = _COMMAND.match(text)
    begin = command.end() if command else 0  # no character of a command takes two units
    kept = [_moved(each, begin) for each in message.entities if each.offset + each.length > begin]
    return formatted(Message(0, message.date, message.chat, text=text[begin:], entities=kept))


def _moved(entity: MessageEntity, begin: int) -> MessageEntity:
    """The entity as it stands in the text from ``begin`` on."""
    start, end = max(0, entity.offset - begin), entity.offset + entity.length - begin
    return MessageEntity.de_json(entity.to_dict() | {"offset": start, "length": end - start}, None)
