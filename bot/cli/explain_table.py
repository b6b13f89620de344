"""How an explanation looks: a table where the terminal is wide enough, else scores above each sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import typer
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from bot.cli.line_wrap import wrapped
from bot.cli.session import Session
from bot.cli.tables import console
from bot.screens.stories.story import entry
from bot.telegram.markup import without
from bot.texts import catalogue
from digests.model import Post, Story
from digests.summarizers.explain import Explanation, Line

_WIDEST = 1000  # beyond is no terminal but a pipe or a file
_TEXT = 50  # columns that a sentence must have in a table
_INDENT = 6
_NUMBER = 8  # columns of a rating with its rank
_POINT, _FAINT = "bold green", "dim"


def show(session: Session, post: Post, found: Sequence[Explanation]) -> None:
    """A post, the points by each summarizer, and its sentences with what they weigh."""
    out = console(sys.stdout)
    typer.echo(without(entry(post.id, Story(post), 0, session.reader)))
    for each in found:
        _points(session, out, each)
    _ends(session, out, found[0])
    key = "legend" if any(each.lines for each in found) else "no_text"
    out.print("", wrapped(Text(session.terminal.text(f"explain.{key}"), style=_FAINT), out.width), sep="\n")
    room = out.width - _INDENT - sum(2 + max(_NUMBER, Text(head).cell_len) for head in _heads(session, found))
    if out.width < _WIDEST and room >= _TEXT:
        out.print("", _table(session, out, found, room), sep="\n")
        return
    for sentence in _stacked(session, out, found):
        out.print("", sentence, sep="\n")


def _points(session: Session, out: Console, each: Explanation) -> None:
    """The points of one summarizer, best first, with their places."""
    out.print("", Text(each.name, style="bold"), sep="\n")
    for point in each.points:
        place = f"{point.paragraph + 1}.{point.sentence + 1}"
        line = Text.assemble((f"  {point.rank + 1}", _POINT), f"  {point.text}  ", (place, _FAINT))
        out.print(wrapped(line, out.width, indent=5))
    if not each.points:
        out.print(f"  {session.terminal.text('explain.no_points')}")


def _ends(session: Session, out: Console, each: Explanation) -> None:
    """Of each sentence that gave a point and could be cut: where a point may end, and why not elsewhere."""
    cut = [line for line in each.lines if line.marks and len(line.ends) > 1]
    if cut:
        out.print("", Text(session.terminal.text("explain.ends"), style="bold"), sep="\n")
    for line in cut:
        out.print(Text(f"  {_place(line)}", style=_FAINT))
        for end in line.ends:
            why = Text(
                session.terminal.text(f"end.{end.why or 'allowed'}"), style=_FAINT if end.why else _POINT
            )
            out.print(wrapped(Text.assemble(f"    {end.clause}  ", why), out.width, indent=6))


# --------------------------------------------------------------------------- side by side


def _heads(session: Session, found: Sequence[Explanation]) -> list[str]:
    parts = [_part_name(session, name) for name in _part_names(found[0])]
    return [found[0].name, *parts, *(each.name for each in found[1:])]


def _table(session: Session, out: Console, found: Sequence[Explanation], room: int) -> Table:
    """A row a sentence, which has that many columns; a blank one between paragraphs."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", style=_FAINT)
    for head in _heads(session, found):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column(session.terminal.text("explain.sentence"), overflow="fold")
    paragraph = 0
    for rows in zip(*(each.lines for each in found), strict=True):
        if rows[0].sentence.paragraph != paragraph:
            paragraph = rows[0].sentence.paragraph
            table.add_row()
        parts = [_part(name, rows[0]) for name in _part_names(found[0])]
        cells = [_rating(rows[0]), *parts, *map(_rating, rows[1:])]
        table.add_row(_place(rows[0]), *cells, wrapped(_marked(rows[0], out), room))
    return table


def _stacked(session: Session, out: Console, found: Sequence[Explanation]) -> Iterator[Group]:
    """Each sentence below its ratings and the parts of the first one."""
    for rows in zip(*(each.lines for each in found), strict=True):
        ratings = [
            Text.assemble(f"{each.name} ", _rating(line)) for each, line in zip(found, rows, strict=True)
        ]
        place = Text(_place(rows[0]).ljust(_INDENT - 2), style=_FAINT)
        parts = [
            Text.assemble((f"{_part_name(session, n)} ", _FAINT), _part(n, rows[0])) for n in rows[0].parts
        ]
        lines = [Text("  ").join([place, *ratings]), Text("  ").join(parts), _marked(rows[0], out)]
        indented = [lines[0], *(Text(" " * _INDENT) + each for each in lines[1:] if each)]
        yield Group(*(wrapped(each, out.width, indent=_INDENT) for each in indented))


# --------------------------------------------------------------------------- small parts


def _place(line: Line) -> str:
    return f"{line.sentence.paragraph + 1}.{line.sentence.place + 1}"


def _rating(line: Line) -> Text:
    """What a sentence weighs, and the ranks of the points taken from it; a dash where none can be."""
    if line.noise and not line.marks:
        return Text("–", style=_FAINT)
    ranks = "".join(f"#{mark.rank + 1} " for mark in sorted(line.marks, key=lambda mark: mark.rank))
    return Text.assemble((ranks, _POINT), "–" if line.noise else f"{line.rating:.2f}")


def _part_names(each: Explanation) -> list[str]:
    return list(next((line.parts for line in each.lines if line.parts), {}))


def _part_name(session: Session, name: str) -> str:
    known = f"cli.part.{name}" in catalogue(session.terminal.lang)
    return session.terminal.text(f"part.{name}") if known else name


def _part(name: str, line: Line) -> Text:
    return Text(f"{line.parts[name]:.2f}" if name in line.parts else "", style=_FAINT)


def _marked(line: Line, out: Console) -> Text:
    """A sentence with its points marked: by colour in a terminal that has any, else by brackets."""
    coloured = out.is_terminal and not out.no_color and out.color_system is not None
    text, shown, at = line.sentence.text, Text(style=_FAINT if line.noise else ""), 0
    for mark in line.marks:
        rank = mark.rank + 1
        shown.append(text[at : mark.start])
        if coloured:
            shown.append(f" {rank} ", style="reverse green").append(" ")
            shown.append(text[mark.start : mark.end], style=_POINT)
        else:
            shown.append(f"⟦{rank} {text[mark.start : mark.end]}⟧")
        at = mark.end
    return shown.append(text[at:])
