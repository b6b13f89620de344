"""Looking after a chat from elsewhere: the buttons of its screens name it, and so does their first line."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.callback_data import EVERYBODYS, VERSION, name_subscriber
from bot.chat.keyboards import button
from bot.telegram.markup import entities, length, lines, raw, spaced
from bot.telegram.screen import MAX_ENTITIES, MAX_TEXT, Button, Row, Screen
from bot.texts import Html, plain, text
from digests.model import ChatKind, Subscriber

_TITLE = 60
_BACK = "‹ "
"""How the label of a way back begins; that of the page before is the sign alone."""


def about(screen: Screen, there: Subscriber, lang: str, topic: str = "") -> Screen:
    """The same screen, about that chat: its buttons act on it wherever they are tapped.

    It begins with the heading of settings, which names the chat; one that it has already is replaced.
    """
    head = text(lang, "settings.head", chat=name_of(there, lang, topic))
    html = _headed(head, screen.html, text(lang, "settings.head", chat=Html("")))
    rows = screen.rows if _leads_on(screen) else (*screen.rows, (to_all(lang),))
    return acting_on(replace(screen, html=html, rows=rows), there)


def _headed(head: Html, html: Html, heading: str) -> Html:
    """What fills a message by itself, a digest in a preview, has no room for a heading."""
    if html.startswith(heading):
        return lines(head, Html(html.partition("\n")[2]))
    headed = spaced([head, html])
    fits = length(headed) <= MAX_TEXT and entities(headed) <= MAX_ENTITIES
    return headed if fits else html


def _leads_on(screen: Screen) -> bool:
    """Whether it has a way back, one screen up, to the settings or to all places."""
    ways = tuple(f"{VERSION}.{action}" for action in ("settings", *EVERYBODYS))
    return any(
        each.data.startswith(ways) or each.text.startswith(_BACK) for row in screen.rows for each in row
    )


def to_all(lang: str) -> Button:
    """The way back to all places that somebody looks after."""
    return button(plain(lang, "manage.back"), "manage", 0)


def name_of(there: Subscriber, lang: str, topic: str = "") -> Html:
    """What a chat is and how it is called; of a group whose topic it is, both."""
    title = raw(there.title, _TITLE) or text(lang, "manage.untitled")
    if there.destination.kind is ChatKind.CHANNEL:
        return text(lang, "manage.channel", title=title)
    if thread := there.destination.thread:
        return text(lang, "manage.topic", title=title, topic=raw(topic, _TITLE) or Html(f"#{thread}"))
    return text(lang, "manage.group", title=title)


def acting_on(screen: Screen, there: Subscriber) -> Screen:
    """The same screen, whose buttons are about that chat."""
    return replace(screen, rows=tuple(_named(row, there.id) for row in screen.rows))


def _named(row: Row, there: int) -> Row:
    return tuple(_button(each, there) for each in row)


def _button(each: Button, there: int) -> Button:
    return replace(each, data=name_subscriber(each.data, there)) if each.data else each
