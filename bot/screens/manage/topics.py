"""The topics of a group, and what comes into one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.callback_data import act
from bot.chat.keyboards import button, rows_of, shorten
from bot.chat.managed import to_all
from bot.screens.choices import ONBOARDING, grid
from bot.telegram.markup import raw
from bot.telegram.screen import Button, Screen
from bot.texts import plain, text
from digests.model import Category

MOST = 40  # topics; a larger forum has its other ones set up within them
MOST_CATEGORIES = 10


def topics(lang: str, chat: int, title: str, known: Mapping[int, str]) -> Screen:
    """The group as a whole, and each of its topics that is known, by their threads."""
    whole = Button(plain(lang, "manage.whole"), act("topic", str(chat), 0))
    each = [_topic(chat, thread, name) for thread, name in sorted(known.items())[:MOST]]
    key = "manage.topics_head" if known else "manage.no_topics"
    head = text(lang, key, title=raw(title, 60), count=len(known))
    return Screen(head, ((whole,), *rows_of(each, 2), (to_all(lang),)))


def _topic(chat: int, thread: int, name: str) -> Button:
    return Button(shorten(f"💬 {name or f'#{thread}'}"), act("topic", str(chat), thread))


def what(lang: str, there: Sequence[Category], times: str) -> Screen:
    """A topic into which nothing comes yet: one tap gives it a category."""
    offered = [button(f"+ {each.title}", "add", "c", each.id) for each in there[:MOST_CATEGORIES]]
    more = button(plain(lang, "manage.choose_more"), "cats", ONBOARDING, 0)
    return Screen(text(lang, "manage.what", times=times), (*grid(offered), (more,), (to_all(lang),)))
