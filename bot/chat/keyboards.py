"""Buttons, and the rows that they stand in: grids, and pagers of lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from bot.chat.callback_data import act
from bot.telegram.markup import tidy
from bot.telegram.screen import MAX_ROW, Button, Row, Style
from bot.texts import plain

TICK = "✓ "
LABEL = 40
"""Characters of a button that a phone shows."""


def button(label: str, action: str, *arguments: str | int) -> Button:
    """A button that sends an action back."""
    return Button(shorten(label), act(action, *arguments))


def chosen(label: str, action: str, *arguments: str | int, on: bool) -> Button:
    """A button of one of several values, or of one that is on or off: what is set has a tick and is green."""
    made = button(f"{TICK if on else ''}{label}", action, *arguments)
    return replace(made, style=Style.CHOSEN) if on else made


def destructive(label: str, action: str, *arguments: str | int) -> Button:
    """A button that takes something away for good: red."""
    return replace(button(label, action, *arguments), style=Style.DESTRUCTIVE)


def shorten(label: str, limit: int = LABEL) -> str:
    """A label that fits on a phone; never an empty one, which Telegram refuses."""
    shown = tidy(label)
    return (shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…") or "·"


# --------------------------------------------------------------------------- rows


def rows_of(buttons: Sequence[Button], columns: int) -> tuple[Row, ...]:
    """Buttons in rows of the same length, as far as they go."""
    return tuple(tuple(buttons[n : n + columns]) for n in range(0, len(buttons), columns))


def even_rows(buttons: Sequence[Button], most: int = MAX_ROW) -> tuple[Row, ...]:
    """Buttons in as few rows as possible, each about as long as the others."""
    if not buttons:
        return ()
    return rows_of(buttons, ceil(len(buttons) / ceil(len(buttons) / most)))


def pager(
    lang: str,
    first: int,
    last: int,
    total: int,
    back: Button | None,
    on: Button | None,
    *,
    capped: bool = False,
) -> Row:
    """‹ and › around the place in a list; a list that has no other page needs none."""
    if not (back or on):
        return ()
    place = "list.place_capped" if capped else "list.place"
    here = Button(plain(lang, place, first=first, last=last, total=total), act("here"))
    return tuple(each for each in (back, here, on) if each)


def parts_row(lang: str, part: int, count: int, way: Callable[[str, int], Button]) -> Row:
    """‹ and › between the messages of a digest, by their 0-based numbers; none where there is one."""
    if count == 1:
        return ()
    here = Button(f"{part + 1} / {count}", act("here"))
    before = (way(plain(lang, "list.newer"), part - 1),) if part else ()
    after = (way(plain(lang, "list.older"), part + 1),) if part + 1 < count else ()
    return (*before, here, *after)


@dataclass(frozen=True, slots=True)
class Span:
    """What a page shows of a list: ``count`` from the 0-based ``first`` on; a full one has ``size``."""

    first: int
    count: int
    total: int
    size: int


def last_page(total: int, size: int) -> int:
    """The 0-based number at which the last page of a list begins."""
    return max(0, (total - 1) // size * size)


def turning(lang: str, shown: Span, way: Callable[[str, int], Button]) -> Row:
    """The pager of a list whose pages begin at a number; ``way`` makes the button to the page that does."""
    last = shown.first + shown.count
    before = max(0, shown.first - shown.size)
    back = way(plain(lang, "list.newer"), before) if shown.first else None
    on = way(plain(lang, "list.older"), last) if last < shown.total else None
    return pager(lang, shown.first + 1, last, shown.total, back, on)
