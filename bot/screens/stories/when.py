"""When something was, in words; for many readers marked, so that each reads a zone of their own."""

from __future__ import annotations

from datetime import datetime

from bot.chat.reader import Reader
from bot.telegram.time_entities import marked
from bot.texts import Html, dates


def when(at: datetime, reader: Reader) -> Html:
    """Today 16:31, 25 May."""
    return said_at(at, dates.moment(at, reader.now, reader.lang, reader.zone), reader)


def said_at(at: datetime, said: str, reader: Reader) -> Html:
    """The same in words of one's own."""
    return marked(at, said, reader.now) if reader.many else Html(said)
