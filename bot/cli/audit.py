"""``audit``: who changed what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.options import AsJson, Limit
from bot.cli.session import Desk, work
from bot.cli.terminal import show_json

if TYPE_CHECKING:
    from digests.history import ChangePage


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(audit)


def audit(context: typer.Context, limit: Limit = 20, as_json: AsJson = False) -> None:
    """The latest changes."""
    work(context, lambda desk: _audit(desk, limit, as_json))


async def _audit(desk: Desk, limit: int, as_json: bool) -> None:
    page = await desk.services.history.page(0, limit)
    if as_json:
        from bot.cli.shapes import Shapes

        shape = Shapes(desk.settings.default_timezone, {})
        show_json({"total": page.total, "changes": [shape.change(each) for each in page.changes]})
    elif page.changes:
        _show(desk, page)
    else:
        desk.terminal.say("no_changes")


def _show(desk: Desk, page: ChangePage) -> None:
    from bot import when
    from bot.markup import without
    from bot.screens.audit import sentence
    from digests.history import feed_of

    reader = desk.reader
    for each in page.changes:
        at = when.moment(each.at, reader.now, reader.lang, reader.zone)
        said = sentence(each, page.feeds.get(feed_of(each)), reader.lang)
        typer.echo(f"{at}  {without(said)}")
    desk.terminal.say("place", first=page.first, last=len(page.changes), total=page.total)
