"""What somebody sees who asks for what is stored of a chat, or has it deleted."""

from __future__ import annotations

from datetime import datetime

from bot.chat.keyboards import button, destructive
from bot.chat.reader import Reader
from bot.screens import home
from bot.telegram.screen import Screen
from bot.texts import dates, plain, text
from digests.model import ChatKind


def nothing(lang: str) -> Screen:
    """Nothing is stored."""
    return Screen(text(lang, "own_data.nothing"))


def ask(lang: str, kind: ChatKind) -> Screen:
    """Whether everything is to be deleted."""
    yes = destructive(plain(lang, "own_data.yes"), "forgetyes")
    no = button(plain(lang, "own_data.no"), "forgetno")
    key = "own_data.ask_group" if kind is ChatKind.GROUP else "own_data.ask"
    return Screen(text(lang, key), ((yes,), (no,)))


def leaving(until: datetime, reader: Reader, *, elsewhere: bool = False) -> Screen:
    """Nothing comes any more; until when it can be taken back, of another chat by the button alone."""
    when = dates.moment(until, reader.now, reader.lang, reader.zone)
    back = button(plain(reader.lang, "own_data.back"), "forgetno")
    key = "stored.leaving" if elsewhere else "own_data.leaving"
    return Screen(text(reader.lang, key, when=when), ((back,),))


def kept(lang: str) -> Screen:
    """Nothing is deleted."""
    return Screen(text(lang, "own_data.kept"), ((home.open_settings(lang),),))
