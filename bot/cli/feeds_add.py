"""``feeds add`` and ``feeds test``: look at an address, and make it a feed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import typer

from bot.cli.fetching import Outcome, fetch_all
from bot.cli.options import Address, AsJson, CategorySlug, Every, FullText, Title, Yes
from bot.cli.session import Desk, clear_failures, shown, work
from bot.cli.terminal import FAILED, show_json
from bot.intervals import every_of

if TYPE_CHECKING:
    from digests.sources.probe import Probe
    from digests.steps import Look


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
    work(context, lambda desk: _add(desk, address, category, chosen, yes or as_json, as_json))


class Chosen(NamedTuple):
    """What was chosen with the address."""

    title: str
    every: timedelta | None
    full_text: bool


async def _add(desk: Desk, address: str, category: str, chosen: Chosen, yes: bool, as_json: bool) -> None:
    title = chosen.title
    look = await desk.services.looks.at(address, desk.now)
    probe = look.probe
    if probe.candidates:
        _offer(desk, probe)
    if not yes:
        typer.echo(_card(desk, look))
        if not desk.terminal.ask("add_question"):
            desk.terminal.say("not_added")
            return
        category = category or typer.prompt(
            desk.terminal.text("add_category"), default="", show_default=False
        )
    added = await desk.services.feeds.add(probe.address, category=category, **chosen._asdict(), **desk.by)
    if not as_json:
        desk.terminal.say("added", id=str(added.id), title=title or probe.title or shown(probe.address))
    [outcome] = await fetch_all(desk, [added], quiet=as_json)
    if as_json:
        _show_added(desk, outcome)
    if outcome.error:
        raise typer.Exit(FAILED)


def _offer(desk: Desk, probe: Probe) -> None:
    """A page with several feeds: which one is for a person to say."""
    desk.terminal.complain(desk.terminal.text("which_feed", addresses=" ".join(map(shown, probe.candidates))))
    raise typer.Exit(FAILED)


def _card(desk: Desk, look: Look) -> str:
    from bot.markup import without
    from bot.screens.looking import card

    return without(card(look, desk.reader))


def _show_added(desk: Desk, outcome: Outcome) -> None:
    from bot.cli.shapes import Shapes, refreshed

    shape = Shapes(desk.settings.default_timezone, {})
    show_json(shape.feed(outcome.feed) | {"done": refreshed(outcome.done) if outcome.done else None})


def look(context: typer.Context, address: Address, as_json: AsJson = False) -> None:
    """Look only."""
    work(context, lambda desk: _look(desk, address, as_json))


async def _look(desk: Desk, address: str, as_json: bool) -> None:
    from bot.markup import without
    from bot.screens.testing import story

    look = await desk.services.looks.at(address, desk.now)
    if as_json:
        from bot.cli.shapes import Shapes

        show_json(Shapes(desk.settings.default_timezone, {}).look(look))
    elif look.probe.candidates:
        _offer(desk, look.probe)
    else:
        typer.echo(without(story(address, look, desk.reader)))
