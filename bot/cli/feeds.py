"""``feeds``: add, list, show, test, remove, pause, resume, refresh."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from bot.cli import adding, moving
from bot.cli.options import AsJson, Failing, FeedName, MaybeFeed, Yes
from bot.cli.session import Desk, sentence, work
from bot.cli.tables import feed_table, progress_of
from bot.cli.terminal import FAILED, show_json
from digests.errors import DigestbotError, SourceError
from digests.model import Feed, FeedState

if TYPE_CHECKING:
    from digests.steps import Refreshed


def app() -> typer.Typer:
    """The group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("add")(adding.add)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("test")(adding.test)
    group.command("remove")(remove)
    group.command("pause")(pause)
    group.command("resume")(resume)
    group.command("refresh")(refresh)
    group.command("import")(moving.import_)
    group.command("export")(moving.export)
    return group


async def named(desk: Desk, name: str) -> Feed:
    """A feed by its number or its address; ``BadInput`` when there is none."""
    if name.isascii() and name.isdigit():
        return await desk.services.feeds.get(int(name))
    return await desk.services.feeds.at(name)


async def shapes(desk: Desk) -> Any:
    """What writes JSON here."""
    from bot.cli.shapes import Shapes

    return Shapes(desk.settings.default_timezone, {})


# --------------------------------------------------------------------------- looking


def list_(context: typer.Context, failing: Failing = False, as_json: AsJson = False) -> None:
    """All feeds."""
    work(context, lambda desk: _list(desk, failing, as_json))


async def _list(desk: Desk, failing: bool, as_json: bool) -> None:
    feeds = [each for each in await desk.services.feeds.every() if each.failures or not failing]
    if as_json:
        shape = await shapes(desk)
        show_json([shape.feed(each) for each in feeds])
    elif feeds:
        feed_table(desk, sorted(feeds, key=lambda each: (not each.failures, each.id)))
    else:
        desk.terminal.say("no_failing" if failing else "no_feeds")
