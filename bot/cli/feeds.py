"""``feeds``: list, show, remove, pause and resume; the rest of the group stands beside this module."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.cli import adding, choosing, fetching, moving
from bot.cli.options import AsJson, Failing, FeedName, Yes
from bot.cli.session import Desk, shown, work
from bot.cli.terminal import show_json
from digests.model import Feed

if TYPE_CHECKING:
    from bot.cli.shapes import Shapes


def app() -> typer.Typer:
    """The group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("add")(adding.add)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("test")(adding.look)
    group.command("set")(choosing.set_)
    group.command("remove")(remove)
    group.command("pause")(pause)
    group.command("resume")(resume)
    group.command("refresh")(fetching.refresh)
    group.command("import")(moving.import_)
    group.command("undo")(moving.undo)
    group.command("export")(moving.export)
    return group


def list_(context: typer.Context, failing: Failing = False, as_json: AsJson = False) -> None:
    """All feeds."""
    work(context, lambda desk: _list(desk, failing, as_json))


async def _list(desk: Desk, failing: bool, as_json: bool) -> None:
    from bot.cli.tables import show_feeds

    every = await desk.services.feeds.every()
    now = desk.now
    feeds = [each for each in every if _is_sick(each, now) or not failing]
    if as_json:
        shape = _shapes(desk)
        show_json([shape.feed(each) for each in feeds])
    elif feeds:
        show_feeds(desk, sorted(feeds, key=lambda each: not _is_sick(each, now)))
    else:
        desk.terminal.say("no_failing" if every else "no_feeds")


def _is_sick(feed: Feed, now: datetime) -> bool:
    from bot.cli.shapes import health

    return health(feed, now) in ("failing", "ended")


def show(context: typer.Context, feed: FeedName, as_json: AsJson = False) -> None:
    """One feed."""
    work(context, lambda desk: _show(desk, feed, as_json))


async def _show(desk: Desk, name: str, as_json: bool) -> None:
    from bot.markup import without
    from bot.screens.feed import facts

    card = await desk.services.feeds.card((await fetching.named(desk, name)).id, desk.now)
    if as_json:
        show_json(_shapes(desk).card(card))
    else:
        typer.echo(without(facts(card, desk.reader)))


def _shapes(desk: Desk) -> Shapes:
    from bot.cli.shapes import Shapes

    return Shapes(desk.settings.default_timezone, {})


# --------------------------------------------------------------------------- changing


def remove(context: typer.Context, feed: FeedName, yes: Yes = False) -> None:
    """Take a feed out of all lists."""
    work(context, lambda desk: _remove(desk, feed, yes))


async def _remove(desk: Desk, name: str, yes: bool) -> None:
    feed = await fetching.named(desk, name)
    if not yes and not desk.terminal.ask("remove_question", title=title_of(feed), count=feed.posts):
        desk.terminal.say("not_removed")
        return
    await desk.services.feeds.remove(feed.id, **desk.by)
    desk.terminal.say("removed", title=title_of(feed), address=shown(feed.address))


def pause(context: typer.Context, feed: FeedName) -> None:
    """Fetch it no more."""
    work(context, lambda desk: _pause(desk, feed))


async def _pause(desk: Desk, name: str) -> None:
    feed = await fetching.named(desk, name)
    await desk.services.feeds.pause(feed.id, **desk.by)
    desk.terminal.say("paused", title=title_of(feed))


def resume(context: typer.Context, feed: FeedName) -> None:
    """Fetch it again."""
    work(context, lambda desk: _resume(desk, feed))


async def _resume(desk: Desk, name: str) -> None:
    feed = await fetching.named(desk, name)
    await desk.services.feeds.resume(feed.id, **desk.by)
    desk.terminal.say("resumed", title=title_of(feed))


def title_of(feed: Feed) -> str:
    """Its title, or its address while it has none."""
    return feed.title or shown(feed.address)
