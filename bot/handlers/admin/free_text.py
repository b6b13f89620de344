"""What admins type when a screen asked for it."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.pending_question import Awaited
from bot.handlers.admin import (
    add_feed,
    broadcast,
    change_address,
    feed_preview,
    feeds,
    fetch_settings,
    fetch_trial,
    import_feeds,
)

_ASKED_BY = {
    feeds.CATEGORY: feeds.typed,
    feeds.TITLE: feeds.typed,
    fetch_settings.INTERVAL: fetch_settings.typed,
    add_feed.ADDRESS: add_feed.typed,
    feed_preview.CATEGORY: add_feed.typed,
    fetch_trial.ADDRESS: fetch_trial.typed,
    import_feeds.FILE: import_feeds.typed,
    broadcast.MESSAGE: broadcast.typed,
    change_address.ADDRESS: change_address.typed,
}


def is_asked(awaited: Awaited) -> bool:
    """Whether one of the admins' screens awaits the words."""
    return awaited.kind in _ASKED_BY


async def typed(context: Context, awaited: Awaited, words: str) -> Answer:
    """The answer to that screen."""
    return await _ASKED_BY[awaited.kind](context, awaited.kind, awaited.place, words)
