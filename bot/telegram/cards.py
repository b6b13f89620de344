"""Cards: what inline mode offers, each pasted into a chat as a message of whoever chose it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.telegram.screen import Screen

MOST = 25
"""Offered at once; Telegram takes 50."""


@dataclass(frozen=True, slots=True)
class Card:
    """``title`` and ``description`` stand in the list to choose from, ``screen`` is what is pasted."""

    id: int
    title: str
    description: str
    screen: Screen


def article(card: Card) -> InlineQueryResultArticle:
    """A card as Telegram takes it."""
    content = InputTextMessageContent(
        card.screen.html, parse_mode=ParseMode.HTML, link_preview_options=card.screen.link_preview()
    )
    keyboard = card.screen.keyboard()
    return InlineQueryResultArticle(
        str(card.id), card.title, content, reply_markup=keyboard, description=card.description
    )
