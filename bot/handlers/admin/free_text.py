"""What admins type when a screen asked for it."""

from __future__ import annotations

from bot.answers import Answer
from bot.context import Context
from bot.handlers.admin import adding, broadcast, feeds, fetching, importing, readdress, testing
from bot.pending import Awaited

_ASKED_BY = {
    feeds.CATEGORY: feeds.typed,
    feeds.TITLE: feeds.typed,
    fetching.INTERVAL: fetching.typed,
    adding.ADDRESS: adding.typed,
    adding.CATEGORY: adding.typed,
    testing.ADDRESS: testing.typed,
    importing.FILE: importing.typed,
    broadcast.MESSAGE: broadcast.typed,
    readdress.ADDRESS: readdress.typed,
}


def is_asked(awaited: Awaited) -> bool:
    """Whether one of the admins' screens awaits the words."""
    return awaited.kind in _ASKED_BY


async def typed(context: Context, awaited: Awaited, words: str) -> Answer:
    """The answer to that screen."""
    return await _ASKED_BY[awaited.kind](context, awaited.kind, awaited.place, words)
