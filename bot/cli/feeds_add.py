"""``feeds add`` and ``feeds test``: look at an address, and make it a feed."""

from __future__ import annotations

from datetime import timedelta
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

import typer

from bot.chat.intervals import every_of
from bot.cli.feeds_refresh import Outcome, fetch_all
from bot.cli.options import Address, AsJson, CategorySlug, Every, FullText, Title, Yes
from bot.cli.session import Session, clear_failures, shown, work
from bot.cli.terminal import FAILED, show_json

if TYPE_CHECKING:
    from digests.sources.probe import Probe
    from digests.steps import Preview


def add(
    context: typer.Context,
    address: Address,
    category: CategorySlug = "",
    title: Title = "",
    interval: Every = "",
    full_text: FullText = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Look, ask, add, fetch."""
    with clear_failures(context.obj):
        chosen = Chosen(title, every_of(interval), bool(full_text))
    work(context, lambda session: _add(session, address, category, chosen, yes or as_json, as_json))


class Chosen(NamedTuple):
    """What was chosen with the address."""

    title: str
    every: timedelta | None
    full_text: bool


async def _add(
    session: Session, address: str, category: str, chosen: Chosen, yes: bool, as_json: bool
) -> None:
    title = chosen.title
    look = await _looked(session, address)
    probe = look.probe
    if probe.candidates or probe.outlines:
        _offer(session, probe)
    if _leads_elsewhere(address, probe.address):
        session.terminal.complain(session.terminal.text("found_at", address=shown(probe.address)))
    if not yes:
        typer.echo(_card(session, look))
        if not session.terminal.ask("add_question"):
            session.terminal.say("not_added")
            return
        category = category or typer.prompt(
            session.terminal.text("add_category"), default="", show_default=False
        )
    added = await session.services.feeds.add(
        probe.address, category=category, **chosen._asdict(), **session.by
    )
    if not as_json:
        session.terminal.say("added", id=str(added.id), title=title or probe.title or shown(probe.address))
    [outcome] = await fetch_all(session, [added], quiet=as_json)
    if as_json:
        _show_added(session, outcome)
    if outcome.error:
        raise typer.Exit(FAILED)


def _leads_elsewhere(asked: str, found: str) -> bool:
    """Whether an address of the web is that of a page, whose feed stands elsewhere."""
    return asked.startswith("http") and shown(asked).rstrip("/") != shown(found).rstrip("/")


async def _looked(session: Session, address: str) -> Preview:
    """Look at an address, which may take half a minute where a server is slow."""
    from bot.cli.tables import reading

    with reading() as progress:
        progress.wait(session.terminal.text("looking", address=shown(address)))
        return await session.services.previews.at(address, session.now)


def _offer(session: Session, probe: Probe) -> None:
    """A page with several feeds, or a list of them: which ones is for a person to say."""
    if probe.outlines:
        session.terminal.complain(session.terminal.text("is_list", count=len(probe.outlines)))
        session.terminal.complain(f"digestbot feeds import {quote(shown(probe.address))} --dry-run")
    else:
        named = " ".join(map(shown, probe.candidates))
        session.terminal.complain(session.terminal.text("which_feed", addresses=named))
    raise typer.Exit(FAILED)


def _card(session: Session, look: Preview) -> str:
    from bot.screens.admin.feed_preview import card
    from bot.telegram.markup import without

    return without(card(look, session.reader))


def _show_added(session: Session, outcome: Outcome) -> None:
    from bot.cli.shapes import Shapes, refreshed

    shape = Shapes(session.settings.default_timezone, {})
    show_json(shape.feed(outcome.feed) | {"done": refreshed(outcome.done) if outcome.done else None})


def look(context: typer.Context, address: Address, as_json: AsJson = False) -> None:
    """Look only."""
    work(context, lambda session: _look(session, address, as_json))


async def _look(session: Session, address: str, as_json: bool) -> None:
    from bot.screens.admin.fetch_trial import story
    from bot.telegram.markup import without

    look = await _looked(session, address)
    if as_json:
        from bot.cli.shapes import Shapes

        show_json(Shapes(session.settings.default_timezone, {}).look(look))
    elif look.probe.candidates or look.probe.outlines:
        _offer(session, look.probe)
    else:
        typer.echo(without(story(address, look, session.reader)))
