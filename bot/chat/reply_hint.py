"""What a group must be told on a screen that can be answered by words."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.context import Context
from bot.telegram.screen import Screen
from bot.texts import Html, text
from digests.model import ChatKind


def hinted(context: Context, screen: Screen) -> Screen:
    """In a group the bot hears only what answers it."""
    if context.where is not ChatKind.GROUP:
        return screen
    hint = text(context.lang, "settings.reply_hint")
    return replace(screen, html=Html(f"{screen.html}\n{hint}"))
