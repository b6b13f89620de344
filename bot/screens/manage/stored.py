"""What is stored of a chat that somebody looks after, and the end of it."""

from __future__ import annotations

from bot.chat.keyboards import button, destructive
from bot.screens import home
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text


def stored(lang: str, name: Html) -> Screen:
    """Have it sent, or deleted."""
    send = button(plain(lang, "stored.send"), "sendstored")
    delete = destructive(plain(lang, "stored.delete"), "forgetthere")
    return Screen(text(lang, "stored.head", chat=name), ((send,), (delete,), (home.back(lang),)))


def ask(lang: str, name: Html) -> Screen:
    """Whether everything is to be deleted."""
    yes = destructive(plain(lang, "own_data.yes"), "forgetyes")
    no = button(plain(lang, "own_data.no"), "settings")
    return Screen(text(lang, "stored.ask", chat=name), ((yes,), (no,)))
