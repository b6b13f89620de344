"""The most covered stories: a page of them, the times to choose from, and what to try when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.callback_data import Listing
from bot.chat.keyboards import button, even_rows, pager
from bot.chat.reader import Reader
from bot.screens.stories.fitted import fitted
from bot.telegram.markup import lines, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, plain, text
from digests.model import Category, Story

DAYS = (1, 7, 30)
_NAMES = ("day", "week", "month")
PAGE = 8
MOST_PAGES = 5
_TICK = "✓ "


def listing(window: int, page: int, category: int) -> Listing:
    """A page as a list of posts is named in buttons: the time and the page take the place of its size."""
    return Listing("p", category, 1 + window * MOST_PAGES + page)


def place(of: Listing) -> tuple[int, int]:
    """The time, a place in ``DAYS``, and the page of such a list."""
    window, page = divmod(of.size - 1, MOST_PAGES)
    return min(window, len(DAYS) - 1), page


def page(
    of: Listing, title: str, stories: Sequence[Story], total: int, points: int, reader: Reader
) -> Screen:
    """Eight stories, most covered first, with their numbers."""
    window, number = place(of)
    first = number * PAGE
    head = text(reader.lang, "top.head", time=_time(window, reader.lang), title=raw(title, 100))
    numbered = [(first + n, story) for n, story in enumerate(stories, 1)]
    told = fitted(numbered, points, reader)
    numbers = [button(str(n), "post", story.post.id, of.packed(), "") for n, story in numbered[: len(told)]]
    turn = pager(
        reader.lang,
        first + 1,
        first + len(stories),
        total,
        _to(of, number - 1, "list.newer", reader.lang) if number else None,
        _to(of, number + 1, "list.older", reader.lang) if first + len(stories) < total else None,
    )
    return Screen(spaced([head, *told]), (*even_rows(numbers), turn, times(of, reader.lang)))


def _to(of: Listing, number: int, label: str, lang: str) -> Button:
    window, _ = place(of)
    return button(plain(lang, label), "list", listing(window, number, of.target).packed(), "")


def times(of: Listing, lang: str, *, ticked: bool = True) -> Row:
    """The three times, the present one ticked."""
    chosen = place(of)[0] if ticked else None
    return tuple(
        button(
            f"{_TICK if n == chosen else ''}{_time(n, lang)}", "list", listing(n, 0, of.target).packed(), ""
        )
        for n in range(len(DAYS))
    )


def _time(window: int, lang: str) -> str:
    return plain(lang, f"top.{_NAMES[window]}")


def nothing(of: Listing, title: str, lang: str) -> Screen:
    """When no two sources tell one story: the other times, and the newest there is."""
    window, _ = place(of)
    key = "top.nothing" if window < len(DAYS) - 1 else "top.nothing_longest"
    said = text(lang, key, time=_time(window, lang), title=raw(title, 100))
    return Screen(said, (times(of, lang), (button(plain(lang, "digest.latest"), "front"),)))


def too_long(category: int, lang: str) -> Screen:
    """A time that is longer than any: those that there are."""
    return Screen(text(lang, "top.too_long"), (times(listing(0, 0, category), lang, ticked=False),))


def instead(shown: Screen, lang: str) -> Screen:
    """Above a page of the next longer time: which times there are, since another one was asked for."""
    return replace(shown, html=lines(text(lang, "top.instead"), shown.html))


def other_categories(said: Html, window: int, categories: Sequence[Category]) -> Screen:
    """Categories instead of one that there is not."""
    doors = [
        button(f"{each.title} ›", "list", listing(window, 0, each.id).packed(), "") for each in categories
    ]
    return Screen(said, tuple((each,) for each in doors))
