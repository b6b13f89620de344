"""One of several digests of a chat: the buttons of its screens name it, and so does the text."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.callback_data import name_edition
from bot.telegram.markup import bold, raw, spaced
from bot.telegram.screen import Button, Screen
from bot.texts import Html
from digests.model import Edition

SIGN = "🗂"
_TITLE = 60


def of_edition(screen: Screen, edition: Edition) -> Screen:
    """The same screen, about that digest: its buttons act on it."""
    name = raw(edition.title, _TITLE)
    head = Html("") if SIGN in screen.html else bold(Html(f"{SIGN} {name}"))
    rows = tuple(tuple(_button(each, edition.id) for each in row) for row in screen.rows)
    return replace(screen, html=spaced([head, screen.html]), rows=rows)


def _button(each: Button, edition: int) -> Button:
    return replace(each, data=name_edition(each.data, edition)) if each.data else each
