"""``stories``: which articles tell one story and why; parting and joining them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.options import AsJson, Limit, OtherPost, PostName
from bot.cli.session import Session, work
from bot.cli.terminal import show_json

if TYPE_CHECKING:
    from bot.cli.shapes import Shapes


def app() -> typer.Typer:
    """The group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("explain")(explain)
    group.command("part")(part)
    group.command("join")(join)
    return group


def list_(context: typer.Context, limit: Limit = 20, as_json: AsJson = False) -> None:
    """The stories that were joined last."""
    work(context, lambda session: _list(session, limit, as_json))


async def _list(session: Session, limit: int, as_json: bool) -> None:
    found = await session.services.story_admin.latest(limit)
    if as_json:
        show_json({"stories": [_shapes(session).story_card(one) for one in found]})
    elif found:
        from bot.cli.stories_table import show_stories

        show_stories(session, found)
    else:
        session.terminal.say("no_stories")


def show(context: typer.Context, post: PostName, as_json: AsJson = False) -> None:
    """The story of one article."""
    work(context, lambda session: _show(session, post, as_json))


async def _show(session: Session, name: str, as_json: bool) -> None:
    card = await session.services.story_admin.card(await _number(session, name))
    if as_json:
        show_json(_shapes(session).story_card(card))
    else:
        from bot.cli.stories_table import show_story

        show_story(session, card)


def explain(context: typer.Context, post: PostName, other: OtherPost, as_json: AsJson = False) -> None:
    """Two articles held against each other."""
    work(context, lambda session: _explain(session, post, other, as_json))


async def _explain(session: Session, name: str, other: str, as_json: bool) -> None:
    numbers = await _number(session, name), await _number(session, other)
    made = await session.services.story_admin.compare(*numbers)
    if as_json:
        show_json(_shapes(session).comparison(made))
    else:
        from bot.cli.stories_table import show_comparison

        show_comparison(session, made)


def part(context: typer.Context, post: PostName) -> None:
    """Give an article a story of its own."""
    work(context, lambda session: _part(session, post))


async def _part(session: Session, name: str) -> None:
    number = await _number(session, name)
    await session.services.story_admin.part(number, **session.by)
    session.terminal.say("story_parted", id=number)


def join(context: typer.Context, post: PostName, other: OtherPost) -> None:
    """Make the stories of two articles one."""
    work(context, lambda session: _join(session, post, other))


async def _join(session: Session, name: str, other: str) -> None:
    numbers = await _number(session, name), await _number(session, other)
    made = await session.services.story_admin.join(*numbers, **session.by)
    session.terminal.say("story_joined", id=made.story, count=len(made.members))


async def _number(session: Session, name: str) -> int:
    """The post that is named by its number or its link."""
    return (await session.services.browse.post_named(name)).id


def _shapes(session: Session) -> Shapes:
    from bot.cli.shapes import Shapes

    return Shapes(session.settings.default_timezone, {})
