"""How stories look in a terminal: who tells them, and what a comparison is made of."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.session import Session
from bot.cli.tables import console
from bot.screens.admin import stories as screens
from bot.telegram.markup import without
from bot.texts import catalogue, dates, plain
from digests.model import Comparison, Membership, StoryCard

_FAINT = "dim"


def show_stories(session: Session, stories: Sequence[StoryCard]) -> None:
    """A line for each story."""
    table = _table(session, ("id", "articles", "title", "sources"), right=("id", "articles"))
    for one in stories:
        table.add_row(str(one.story), str(len(one.members)), Text(one.title), Text(", ".join(one.sources)))
    console(sys.stdout).print(table)


def show_story(session: Session, card: StoryCard) -> None:
    """A line for each article, with why it is there; then what is related."""
    table = _table(session, ("id", "when", "source", "title", "why"), right=("id",))
    for one in card.members:
        table.add_row(*_member(session, one))
    console(sys.stdout).print(table)
    for number, title, score in card.related:
        session.terminal.say("story_related", id=number, title=title, score=screens.figure(score))


def _member(session: Session, one: Membership) -> list[Text]:
    reader = session.reader
    why = " · ".join(without(each) for each in screens.reasons(one, reader.lang))
    at = dates.moment(one.published, reader.now, reader.lang, reader.zone)
    return [Text(each) for each in (str(one.article), at, one.source or "-", one.title, why)]


def show_comparison(session: Session, made: Comparison) -> None:
    """What both are called, the verdict, and each feature with its weight in short and in long texts."""
    out, lang = console(sys.stdout), session.terminal.lang
    for one in (made.first, made.second):
        out.print(Text.assemble((f"{one.article}  ", _FAINT), one.title))
    out.print()
    for each in screens.verdict(made, lang):
        typer.echo(without(each))
    out.print()
    table = _table(session, ("feature", "value", "short", "long"), right=("value", "short", "long"))
    for row in _features(made, lang):
        table.add_row(*row)
    out.print(table)
    out.print("", Text(session.terminal.text("story_legend"), style=_FAINT), sep="\n")


def _features(made: Comparison, lang: str) -> Iterator[list[Text]]:
    """Those that count most here first; at the end, faint, what counts in other languages only."""
    counts = {name: max(map(abs, made.weights[name])) * abs(made.features[name]) for name in made.features}
    for name in sorted(made.features, key=lambda each: (-counts[each], not any(made.weights[each]), each)):
        weights = [screens.figure(each) if each else "-" for each in made.weights[name]]
        cells = (feature_name(name, lang), f"{made.features[name]:.2f}", *weights)
        yield [Text(each, style="" if any(made.weights[name]) else _FAINT) for each in cells]


def feature_name(name: str, lang: str) -> str:
    """A feature in words, where there are any."""
    key = f"story_admin.feature.{name}"
    return plain(lang, key) if key in catalogue(lang) else name


def _table(session: Session, columns: Sequence[str], right: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in columns:
        justify = "right" if name in right else "left"
        table.add_column(session.terminal.text(f"table.{name}"), justify=justify)  # type: ignore[arg-type]
    return table
