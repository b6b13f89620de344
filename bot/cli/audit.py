"""``audit``: who changed what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.options import AsJson, Limit
from bot.cli.session import Session, work
from bot.cli.terminal import show_json

if TYPE_CHECKING:
    from digests.services.audit_log import ChangePage


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(audit)


def audit(context: typer.Context, limit: Limit = 20, as_json: AsJson = False) -> None:
    """The latest changes."""
    work(context, lambda session: _audit(session, limit, as_json))


async def _audit(session: Session, limit: int, as_json: bool) -> None:
    page = await session.services.audit_log.page(0, limit)
    if as_json:
        from bot.cli.shapes import Shapes

        shape = Shapes(session.settings.default_timezone, {})
        show_json({"total": page.total, "changes": [shape.change(each) for each in page.changes]})
    elif page.changes:
        _show(session, page)
    else:
        session.terminal.say("no_changes")


def _show(session: Session, page: ChangePage) -> None:
    from bot.screens.admin.audit import sentence
    from bot.telegram.markup import without
    from bot.texts import dates
    from digests.services.audit_log import feed_of

    reader = session.reader
    for each in page.changes:
        at = dates.moment(each.at, reader.now, reader.lang, reader.zone)
        said = sentence(each, page.feeds.get(feed_of(each)), reader.lang)
        typer.echo(f"{at}  {without(said)}")
    session.terminal.say("place", first=page.first, last=len(page.changes), total=page.total)
