"""``digest explain``: why a post has its key points, beside what other summarizers would take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bot.cli.options import AsJson, PointCount, PostName, With
from bot.cli.session import Session, work
from bot.cli.terminal import WRONG_USAGE, Terminal, show_json

if TYPE_CHECKING:
    from bot.cli.shapes import Shape
    from digests.summarizers.explain import Explanation, Line


def explain(
    context: typer.Context,
    post: PostName,
    others: With = None,
    points: PointCount = 3,
    as_json: AsJson = False,
) -> None:
    """One article with its points marked."""
    beside = _named(context.obj, others or [])
    work(context, lambda session: _explain(session, post, beside, points, as_json))


def _named(terminal: Terminal, others: Sequence[str]) -> list[str]:
    """The summarizers asked for; wrong usage where one does not exist."""
    from digests.summarizers import NAMES

    names = [name.strip().lower() for each in others for name in each.split(",") if name.strip()]
    if "all" in names:
        return list(NAMES)
    if wrong := [name for name in names if name not in NAMES]:
        known = ", ".join(NAMES)
        terminal.complain(terminal.text("unknown_summarizer", name=", ".join(wrong), known=known))
        raise typer.Exit(WRONG_USAGE)
    return names


async def _explain(session: Session, name: str, beside: Sequence[str], points: int, as_json: bool) -> None:
    from digests.summarizers.explain import explain as explained

    post = await session.services.browse.post_named(name)
    standing = await session.services.training.standing()
    names = dict.fromkeys([session.settings.summarizer, *beside])
    found = [explained(each, post.title, post.text, post.lang, points, standing.learned) for each in names]
    if as_json:
        shape = await session.shapes()
        show_json({"post": shape.post(post), "summarizers": [_shape(each) for each in found]})
    else:
        from bot.cli.explain_table import show

        show(session, post, found)


def _shape(found: Explanation) -> Shape:
    points = [
        {
            "rank": each.rank + 1,
            "paragraph": each.paragraph + 1,
            "sentence": each.sentence + 1,
            "text": each.text,
        }
        for each in found.points
    ]
    return {"name": found.name, "points": points, "sentences": [_line(each) for each in found.lines]}


def _line(line: Line) -> Shape:
    return {
        "paragraph": line.sentence.paragraph + 1,
        "sentence": line.sentence.place + 1,
        "text": line.sentence.text,
        "rating": None if line.noise else round(line.rating, 4),
        "parts": {name: round(value, 4) for name, value in line.parts.items()},
        "marks": [{"rank": mark.rank + 1, "start": mark.start, "end": mark.end} for mark in line.marks],
        "ends": [{"clause": end.clause, "why": end.why} for end in line.ends],
    }
