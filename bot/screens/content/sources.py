"""📡 Sources: all feeds by name, each followed and let go by a tap."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.chat.keyboards import Span, button, chosen, rows_of, shorten, turning
from bot.screens import menu
from bot.telegram.markup import raw
from bot.telegram.screen import Button, Row, Screen
from bot.texts import plain, text
from digests.services.own.follows import ListedFeed

A_PAGE = 8
_NAME = 60


def screen(
    lang: str,
    shown: Sequence[ListedFeed],
    followed: Collection[int],
    span: Span,
    words: str = "",
    number: int = 0,
) -> Screen:
    """A page; ``words`` are what their names have, under that number."""
    key = "sources.named" if words else "sources.head"
    head = text(lang, key, text=raw(words, _NAME), total=span.total, count=span.total)
    toggles = [_toggle(lang, each, span.first, number, on=each.id in followed) for each in shown]
    turn = turning(lang, span, lambda label, at: button(label, "sources", at, number))
    return Screen(head, (*rows_of(toggles, 1), turn, (menu.back(lang, "content"),)))


def _toggle(lang: str, feed: ListedFeed, first: int, number: int, *, on: bool) -> Button:
    """It names what it wants, so that a tap which arrives twice does the same once."""
    label = f"{shorten(feed.name, 28)} · {_pace(lang, feed)}"
    return chosen(label, "source", first, feed.id, int(not on), number, on=on)


def _pace(lang: str, feed: ListedFeed) -> str:
    if feed.per_day >= 1:
        return plain(lang, "categories.per_day", count=round(feed.per_day))
    if feed.per_day > 0:
        return plain(lang, "categories.per_week", count=max(1, round(feed.per_day * 7)))
    return plain(lang, "sources.silent")


def none(lang: str, words: str, search: Button, near: Sequence[ListedFeed] = ()) -> Screen:
    """There is none, or none of that name: then one like it may be meant, or it may be searched for."""
    if not words:
        return Screen(text(lang, "sources.none"), ((menu.back(lang, "content"),),))
    rows: tuple[Row, ...] = (*_offered(near), (search,), (everything(lang),))
    key = "own.no_source_near" if near else "own.no_source"
    return Screen(text(lang, key, text=raw(words, _NAME)), rows)


def several(lang: str, words: str, found: Sequence[ListedFeed]) -> Screen:
    """Sources that may be meant, to be followed by a tap."""
    head = text(lang, "own.several", text=raw(words, _NAME))
    return Screen(head, (*_offered(found), (everything(lang),)))


def _offered(found: Sequence[ListedFeed]) -> tuple[Row, ...]:
    return rows_of([button(f"+ {each.name}", "add", "f", each.id) for each in found], 1)


def everything(lang: str) -> Button:
    """The way to all of them."""
    return button(plain(lang, "own.all_sources"), "sources", 0, 0)
