"""📊 The floor: how many sources must tell a story before it comes."""

from __future__ import annotations

from bot.chat.keyboards import button, chosen, rows_of
from bot.screens import menu
from bot.telegram.screen import Button, Screen
from bot.texts import plain, text
from digests.model import Subscriber
from digests.services.own.filters import FLOORS


def setting(me: Subscriber) -> Button:
    """The button that leads here; it states what is set."""
    return button(plain(me.language, "floor.setting", floor=_in_words(me.language, me.floor)), "floor", 0)


def screen(me: Subscriber) -> Screen:
    """All of them as buttons."""
    lang = me.language
    head = text(lang, "floor.head", floor=_in_words(lang, me.floor))
    shown = [chosen(_label(lang, each), "floor", each, on=each == me.floor) for each in FLOORS]
    return Screen(head, (*rows_of(shown, len(FLOORS)), (menu.back(lang, "content"),)))


def _in_words(lang: str, floor: int) -> str:
    return plain(lang, "floor.any") if floor < 2 else plain(lang, "floor.least", floor=floor)


def _label(lang: str, floor: int) -> str:
    return plain(lang, "floor.all") if floor < 2 else plain(lang, "floor.sources", floor=floor)
