"""Looking after a channel from elsewhere: the buttons of its screens name it, and so does the text."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.keyboards import name_subscriber
from bot.telegram.markup import bold, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html
from digests.model import Subscriber

_TITLE = 60


def about(screen: Screen, channel: Subscriber) -> Screen:
    """The same screen, about that channel: its buttons act on it wherever they are tapped."""
    name = raw(channel.title, _TITLE)
    head = Html("") if name and name in screen.html else bold(Html(f"📣 {name}"))
    rows = tuple(_named(row, channel.id) for row in screen.rows)
    return replace(screen, html=spaced([head, screen.html]), rows=rows)


def _named(row: Row, channel: int) -> Row:
    return tuple(_button(each, channel) for each in row)


def _button(each: Button, channel: int) -> Button:
    return replace(each, data=name_subscriber(each.data, channel)) if each.data else each
