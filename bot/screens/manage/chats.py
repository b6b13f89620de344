"""The channels and groups that somebody looks after, and the ways between them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback_data import act
from bot.chat.keyboards import Span, button, shorten, turning
from bot.chat.managed import to_all
from bot.telegram.markup import lines
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, plain, text
from digests.model import ChatKind, Subscriber

A_PAGE = 8


@dataclass(frozen=True, slots=True)
class ManagedChat:
    """A channel or group whose admin the person is; ``mute`` where the bot may not write."""

    chat: int
    kind: ChatKind
    title: str
    mute: bool = False


@dataclass(frozen=True, slots=True)
class ManagedChats:
    """What Telegram answered: these, and of how many chats it said nothing, or was not asked."""

    found: tuple[ManagedChat, ...] = ()
    unsure: int = 0


def listing(lang: str, there: ManagedChats, first: int) -> Screen:
    """A page of them, each with a way to its settings; or how there come to be any."""
    total = len(there.found)
    first = first if 0 <= first < total else 0
    shown = there.found[first : first + A_PAGE]
    head = text(lang, "manage.head", count=total) if total else text(lang, "manage.none")
    more = text(lang, "manage.missing") if total else Html("")
    unsure = text(lang, "manage.unsure", count=there.unsure) if there.unsure else Html("")
    again = button(plain(lang, "manage.again"), "manage", first)
    turn = turning(lang, Span(first, len(shown), total, A_PAGE), _page)
    silent = text(lang, "manage.mute") if any(each.mute for each in shown) else Html("")
    rows = (*((_open(each),) for each in shown), turn, (again,) if there.unsure or not total else ())
    return Screen(lines(head, silent, unsure, more), rows)


def _page(label: str, first: int) -> Button:
    return button(label, "manage", first)


def _open(one: ManagedChat) -> Button:
    mark = "📣" if one.kind is ChatKind.CHANNEL else "👥"
    return Button(
        shorten(f"{mark} {one.title or one.chat}{' ⚠' if one.mute else ''}"),
        act("place", str(one.chat)),
    )


def asking(lang: str) -> Screen:
    """Telegram is being asked."""
    return Screen(text(lang, "manage.asking"))


def elsewhere(lang: str, bot: str) -> Screen:
    """In a group: where it is done."""
    to_private = Button(plain(lang, "manage.to_private"), url=f"https://t.me/{bot}")
    return Screen(text(lang, "manage.elsewhere"), ((to_private,),))


def link(lang: str) -> Row:
    """The way to them, in one's own settings."""
    return (button(plain(lang, "manage.link"), "manage", 0),)


def with_history(row: Row, lang: str) -> Row:
    """The settings' row with what came there in place of "my data", which ``ways`` has under its own name."""
    history = button(plain(lang, "submenu.history"), "menu", "history")
    return tuple(history if each.data == act("menu", "data") else each for each in row)


def ways(lang: str, there: Subscriber) -> tuple[Row, ...]:
    """Below the settings of one of them: what it has beside those, and the ways back."""
    posts = button(plain(lang, "manage.posts"), "posts")
    stored = button(plain(lang, "manage.stored"), "stored")
    topics = button(plain(lang, "manage.topics"), "place", there.destination.address)
    own: Row = (posts, stored) if there.destination.kind is ChatKind.CHANNEL else (stored,)
    if there.destination.thread:
        return ((topics, to_all(lang)),)
    return (own, (to_all(lang),))
