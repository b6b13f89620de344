"""Screens on which people choose: categories and tags, as toggles with ✓."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from bot.chat.keyboards import TICK, Span, button, chosen, rows_of, shorten, turning
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, plain, text
from digests.model import Category, FollowKind, StoredTag, Subscription

A_PAGE = 10
_NARROW = 20  # columns of a label that still leave room for another one beside it on a phone

_SIGNS = {FollowKind.CATEGORY: "", FollowKind.TAG: "#", FollowKind.FEED: "📡 ", FollowKind.SEARCH: "🔎 "}

# Where a screen stands, as the first argument of its buttons.
ONBOARDING, SETTINGS, ALONE = "o", "s", "c"


def categories(
    lang: str,
    head: Html,
    known: Sequence[Category],
    followed: Collection[int],
    place: str,
    page: int,
    below: tuple[Row, ...] = (),
) -> Screen:
    """Categories as a grid of toggles, ten a page."""
    page = max(0, min(page, (len(known) - 1) // A_PAGE))
    shown = known[page * A_PAGE : (page + 1) * A_PAGE]
    toggles = [_toggle(lang, each, each.id in followed, place, page) for each in shown]
    return Screen(head, (*toggle_grid(toggles), _turn(lang, place, page, len(known)), *below))


def _toggle(lang: str, category: Category, followed: bool, place: str, page: int) -> Button:
    """It names what it wants, not "the other one": a tap that arrives twice does the same once."""
    label = f"{shorten(category.title, 28)} · {pace(lang, category)}"
    return chosen(label, "cat", place, page, category.id, int(not followed), on=followed)


def pace(lang: str, category: Category) -> str:
    """Posts a day, a week when that is less than one, or how many there are when none is recent."""
    if category.per_day >= 1:
        return plain(lang, "categories.per_day", count=round(category.per_day))
    if category.per_day > 0:
        return plain(lang, "categories.per_week", count=max(1, round(category.per_day * 7)))
    return plain(lang, "categories.posts", count=category.posts)


def grid(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """Two in a row where both labels are narrow enough, else one."""
    return _paired(buttons, _NARROW)


def toggle_grid(toggles: Sequence[Button]) -> tuple[Row, ...]:
    """The same with room for a tick on each: no tap moves the others from under the next one."""
    return _paired(toggles, _NARROW - len(TICK))


def _paired(buttons: Sequence[Button], most: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    for each in buttons:
        beside = bool(rows) and len(rows[-1]) == 1 and _fits(rows[-1][0], most) and _fits(each, most)
        rows[-1:] = [(*rows[-1], each)] if beside else [*rows[-1:], (each,)]
    return tuple(rows)


def _fits(beside: Button, most: int) -> bool:
    return width(beside.text.removeprefix(TICK)) <= most


def width(label: str) -> int:
    """Columns that a label takes, wide characters counted twice."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in label)


def _turn(lang: str, place: str, page: int, total: int) -> Row:
    first = page * A_PAGE
    shown = Span(first, min(A_PAGE, total - first), total, A_PAGE)
    return turning(lang, shown, lambda label, first: button(label, "cats", place, first // A_PAGE))


# --------------------------------------------------------------------------- tags


def popular(lang: str, tags: Sequence[StoredTag], place: str = ALONE) -> Screen:
    """The tags of the last days as buttons, with their numbers of posts; in the settings with a way back."""
    below = ((button(plain(lang, "list.back"), "mytags"),),) if place == SETTINGS else ()
    if not tags:
        return Screen(text(lang, "tag.none"), below)
    action = "tag" if below else "tagin"
    return Screen(text(lang, "tag.popular"), (*tag_grid(tags, action), *below))


def tag_grid(tags: Sequence[StoredTag], action: str = "tagin") -> tuple[Row, ...]:
    """Tags that open in the same message, or with ``tag`` in one of their own."""
    found = [button(f"#{shorten(each.name, 24)} · {each.posts}", action, each.id) for each in tags]
    columns = 3 if all(width(each.text) <= 13 for each in found) else 2
    return rows_of(found, columns)


def nearest_tags(lang: str, typed: str, near: Sequence[StoredTag], popular: Sequence[StoredTag]) -> Screen:
    """An unknown tag: those nearest to it, else the popular ones; never a dead end."""
    if near:
        return Screen(text(lang, "tag.unknown", text=typed), (*tag_grid(near), all_tags(lang)))
    return Screen(text(lang, "tag.unknown_alone", text=typed), tag_grid(popular))


def all_tags(lang: str, place: str = ALONE) -> Row:
    """The way to the popular tags."""
    return (button(plain(lang, "tag.all"), "tags", place),)


def droppable(head: Html, following: Sequence[Subscription]) -> Screen:
    """What is followed, each to be dropped by a tap."""
    drops = [button(f"✕ {name_of(each)}", "drop", each.kind.value[0], each.target) for each in following]
    return Screen(head, grid(drops[:60]))


def name_of(followed: Subscription) -> str:
    """What a subscription is called: a category's title, or that of something else with its sign."""
    return f"{_SIGNS[followed.kind]}{followed.title or followed.target}"
