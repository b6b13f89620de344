"""``feeds``: list, show, remove, pause and resume; the rest of the group stands beside this module."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.cli import feeds_add, feeds_opml, feeds_refresh, feeds_set
from bot.cli.options import AsJson, Failing, FeedName, Yes
from bot.cli.session import Session, shown, work
from bot.cli.terminal import show_json
from digests.model import Feed

if TYPE_CHECKING:
    from bot.cli.shapes import Shapes


def app() -> typer.Typer:
    """The group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("add")(feeds_add.add)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("test")(feeds_add.look)
    group.command("set")(feeds_set.set_)
    group.command("remove")(remove)
    group.command("pause")(pause)
    group.command("resume")(resume)
    group.command("refresh")(feeds_refresh.refresh)
    group.command("import")(feeds_opml.import_)
    group.command("undo")(feeds_opml.undo)
    group.command("export")(feeds_opml.export)
    return group


def list_(context: typer.Context, failing: Failing = False, as_json: AsJson = False) -> None:
    """All feeds."""
    work(context, lambda session: _list(session, failing, as_json))


async def _list(session: Session, failing: bool, as_json: bool) -> None:
    from bot.cli.tables import show_feeds

    every = await session.services.feeds.every()
    now = session.now
    feeds = [each for each in every if _is_sick(each, now) or not failing]
    if as_json:
        shape = _shapes(session)
        show_json([shape.feed(each) for each in feeds])
    elif feeds:
        show_feeds(session, sorted(feeds, key=lambda each: not _is_sick(each, now)))
    else:
        session.terminal.say("no_failing" if every else "no_feeds")


def _is_sick(feed: Feed, now: datetime) -> bool:
    from bot.cli.shapes import health

    return health(feed, now) in ("failing", "ended")


def show(context: typer.Context, feed: FeedName, as_json: AsJson = False) -> None:
    """One feed."""
    work(context, lambda session: _show(session, feed, as_json))


async def _show(session: Session, name: str, as_json: bool) -> None:
    from bot.screens.admin.feed import facts
    from bot.telegram.markup import without

    card = await session.services.feeds.card((await feeds_refresh.named(session, name)).id, session.now)
    if as_json:
        show_json(_shapes(session).card(card))
    else:
        typer.echo(without(facts(card, session.reader)))


def _shapes(session: Session) -> Shapes:
    from bot.cli.shapes import Shapes

    return Shapes(session.settings.default_timezone, {})


# --------------------------------------------------------------------------- changing


def remove(context: typer.Context, feed: FeedName, yes: Yes = False) -> None:
    """Take a feed out of all lists."""
    work(context, lambda session: _remove(session, feed, yes))


async def _remove(session: Session, name: str, yes: bool) -> None:
    feed = await feeds_refresh.named(session, name)
    if not yes and not session.terminal.ask("remove_question", title=title_of(feed), count=feed.posts):
        session.terminal.say("not_removed")
        return
    await session.services.feeds.remove(feed.id, **session.by)
    session.terminal.say("removed", title=title_of(feed), address=shown(feed.address))


def pause(context: typer.Context, feed: FeedName) -> None:
    """Fetch it no more."""
    work(context, lambda session: _pause(session, feed))


async def _pause(session: Session, name: str) -> None:
    feed = await feeds_refresh.named(session, name)
    await session.services.feeds.pause(feed.id, **session.by)
    session.terminal.say("paused", title=title_of(feed))


def resume(context: typer.Context, feed: FeedName) -> None:
    """Fetch it again."""
    work(context, lambda session: _resume(session, feed))


async def _resume(session: Session, name: str) -> None:
    feed = await feeds_refresh.named(session, name)
    await session.services.feeds.resume(feed.id, **session.by)
    session.terminal.say("resumed", title=title_of(feed))


def title_of(feed: Feed) -> str:
    """Its title, or its address while it has none."""
    return feed.title or shown(feed.address)
