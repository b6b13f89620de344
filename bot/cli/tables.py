"""Tables and progress, drawn by rich; where no terminal is, without colours and not cut to a width."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from bot.cli.shapes import health
from bot.screens.admin import deliveries as screens
from bot.telegram.markup import without
from bot.texts import dates
from digests.model import Feed, Tracked
from digests.sources.address import shown

if TYPE_CHECKING:
    from bot.cli.session import Session

_WIDE = 10_000
_COLOURS = {
    "ok": "green",
    "failing": "red",
    "waiting": "yellow",
    "paused": "dim",
    "ended": "red",
    "removed": "dim",
}


def console(stream: TextIO) -> Console:
    """A console on a stream."""
    return Console(file=stream, width=None if stream.isatty() else _WIDE, highlight=False)


def show_feeds(session: Session, feeds: Sequence[Feed]) -> None:
    """Feeds as a table, with how many are well."""
    terminal = session.terminal
    table = Table(box=None, pad_edge=False)
    for column in ("id", "health", "title", "category", "posts", "last", "address"):
        right = column in ("id", "posts")
        table.add_column(terminal.text(f"table.{column}"), justify="right" if right else "left")
    for each in feeds:
        table.add_row(*_cells(session, each))
    console(sys.stdout).print(table)


def _cells(session: Session, feed: Feed) -> list[Text]:
    reader = session.reader
    state = health(feed, reader.now)
    return [
        Text(str(feed.id)),
        Text(session.terminal.text(f"table.{state}"), style=_COLOURS[state]),
        Text(feed.title or "-"),
        Text(feed.category.title or feed.category.slug if feed.category else "-"),
        Text(str(feed.posts)),
        Text(dates.ago(feed.last_success, reader.now, reader.lang) if feed.last_success else "-"),
        Text(shown(feed.address)),
    ]


def show_deliveries(session: Session, deliveries: Sequence[Tracked]) -> None:
    """Deliveries as a table."""
    table = Table(box=None, pad_edge=False)
    for column in ("id", "state", "chat", "what", "when", "why"):
        table.add_column(
            session.terminal.text(f"table.{column}"), justify="right" if column == "id" else "left"
        )
    for each in deliveries:
        table.add_row(*(Text(cell) for cell in _delivery(session, each)))
    console(sys.stdout).print(table)


def _delivery(session: Session, one: Tracked) -> list[str]:
    reader = session.reader
    title = without(screens.chat_of(one, reader.lang))
    at = dates.moment(one.finished or one.created, reader.now, reader.lang, reader.zone)
    return [
        str(one.id),
        session.terminal.text(f"table.{one.state}"),
        f"{title} ({one.destination.address})",
        without(screens.kind_of(one, reader)),
        at,
        without(screens.trouble(one, reader.lang)) or "-",
    ]


class Reading:
    """Bars for what is being read, on stderr."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def of(self, title: str) -> Callable[[int, int], None]:
        """A bar that appears while some of it is read."""
        task = self._progress.add_task(title, total=None, visible=False)

        def advance(done: int, total: int) -> None:
            self._progress.update(task, completed=done, total=total or None, visible=done < total)

        return advance

    def wait(self, title: str) -> None:
        """Show that something is waited for, of which nobody knows how long it takes."""
        self._progress.add_task(title, total=None)


@contextmanager
def reading() -> Iterator[Reading]:
    """Show progress while the block runs; nothing where stderr is no terminal."""
    stderr = console(sys.stderr)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as progress:
        yield Reading(progress)
