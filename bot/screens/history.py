"""The digests that came: a list of them, and each as it was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import Span, button, even_rows, parts_row, turning
from bot.chat.reader import Reader
from bot.screens.schedule import local_time
from bot.telegram.markup import lines, raw, spaced
from bot.telegram.screen import Button, Row, Screen, read_payload
from bot.telegram.time_entities import unmarked
from bot.texts import Html, dates, plain, text
from digests.model import Came, DigestKind

A_PAGE = 10
_TITLE = 40


def none(lang: str, back: Button) -> Screen:
    """None has come yet."""
    preview = button(plain(lang, "next.preview"), "preview", 0)
    return Screen(text(lang, "history.none"), ((preview,), (back,)))


def listing(came: Sequence[Came], first: int, total: int, reader: Reader, back: Button) -> Screen:
    """A page of the list; ``first`` is 0-based."""
    told = [_line(first + n + 1, each, reader) for n, each in enumerate(came)]
    numbers = [button(str(first + n + 1), "past", each.digest, first, 0) for n, each in enumerate(came)]
    turn = turning(
        reader.lang, Span(first, len(came), total, A_PAGE), lambda label, at: button(label, "history", at)
    )
    head = text(reader.lang, "history.head", total=total, count=total)
    return Screen(spaced([head, lines(*told)]), (*even_rows(numbers), turn, (back,)))


def _line(number: int, came: Came, reader: Reader) -> Html:
    day = dates.heading(came.due, reader.lang, reader.zone)
    at = local_time(came.due, reader.zone)
    key, count = _counted(came)
    line = text(reader.lang, key, number=number, day=day, time=at, count=count)
    return Html(f"{line} · {raw(came.title, _TITLE)}") if came.title else line


def _counted(came: Came) -> tuple[str, int]:
    """What a digest is counted by: its stories, or where it has none what it says of earlier ones."""
    if came.kind is DigestKind.REVIEW:
        return "history.review", came.stories
    if came.follow_ups and not came.stories:
        return "history.follow_ups", came.follow_ups
    return "history.line", came.stories


def opened(payloads: Sequence[str], digest: int, first: int, part: int, lang: str) -> Screen:
    """A message of a digest as it was sent, with the ways to its others and back to the list."""
    screen = read_payload(payloads[part])
    back = button(plain(lang, "list.back"), "history", first)
    rows: tuple[Row, ...] = (
        *screen.rows,
        parts_row(lang, part, len(payloads), lambda label, to: button(label, "past", digest, first, to)),
        (back,),
    )
    return Screen(unmarked(screen.html), rows, screen.preview)
