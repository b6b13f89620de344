"""``/help``: the first steps on one screen, and the commands by subject behind its buttons.

A command goes into the sentence of its group, ``help.GROUP_text``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat.keyboards import button, rows_of
from bot.screens import home
from bot.telegram.markup import lines, spaced
from bot.telegram.screen import Row, Screen
from bot.texts import Html, plain, text
from digests.model import ChatKind

GROUPS = ("read", "digests", "content", "data")
ADMIN = "admin"
_COMMAND = re.compile(r"(?<![\w/<])/([a-z]+)")


def screen(lang: str, kind: ChatKind, *, admin: bool = False) -> Screen:
    """The first of them; ``admin`` has the way to the commands of whoever runs the bot."""
    group = text(lang, "help.group") if kind is ChatKind.GROUP else Html("")
    named = [*GROUPS, *([ADMIN] if admin else [])]
    buttons = [button(plain(lang, f"help.{each}"), "help", each) for each in named]
    onward: Row = (button(plain(lang, "help.search"), "usage"), home.open_settings(lang))
    return Screen(spaced([text(lang, "help.text"), group]), (*rows_of(buttons, 2), onward))


def of_group(lang: str, group: str) -> Screen:
    """The commands of one group."""
    return Screen(text(lang, f"help.{group}_text"), _back(lang))


def named_commands(lang: str) -> tuple[str, ...]:
    """All commands that the help tells of, and itself, without their stroke, each once."""
    told = " ".join([text(lang, "help.text"), *(of_group(lang, group).html for group in GROUPS)])
    return tuple(dict.fromkeys(("help", *_COMMAND.findall(told))))


def of_admins(lang: str, commands: Sequence[str]) -> Screen:
    """The commands of whoever runs the bot."""
    listed = [Html(f"/{name} — {text(lang, f'menu.{name}')}") for name in commands]
    return Screen(lines(text(lang, "help.admin_text"), *listed), _back(lang))


def _back(lang: str) -> tuple[Row, ...]:
    return ((button(plain(lang, "list.back"), "help", ""),),)
