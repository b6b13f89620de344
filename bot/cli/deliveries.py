"""``deliveries``: list them, look at one, send failed ones once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.options import AllFailed, AsJson, Chat, DeliveryIds, DeliveryNumber, Limit, State
from bot.cli.session import Session, sentence, work
from bot.cli.terminal import FAILED, show_json
from digests.errors import BadInput
from digests.model import TrackedPage, Which

if TYPE_CHECKING:
    from bot.cli.shapes import Shapes

_WHOLE = 10**6  # characters of refused markup that a terminal shows


def app() -> typer.Typer:
    """The group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("retry")(retry)
    return group


def list_(
    context: typer.Context,
    state: State = None,
    chat: Chat = "",
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Deliveries, of one state or of all."""
    work(context, lambda session: _list(session, state, chat, limit, as_json))


async def _list(session: Session, which: Which | None, chat: str, limit: int, as_json: bool) -> None:
    page = await session.services.deliveries.page(which, 0, limit, chat)
    if as_json:
        shape = _shapes(session)
        listed = [shape.delivery(one) for one in page.deliveries]
        show_json({"total": page.total, "deliveries": listed})
    elif page.deliveries:
        _show(session, page)
    else:
        session.terminal.say("no_deliveries_such" if which or chat else "no_deliveries")


def _show(session: Session, page: TrackedPage) -> None:
    from bot.cli.tables import show_deliveries

    show_deliveries(session, page.deliveries)
    last = page.first + len(page.deliveries) - 1
    session.terminal.say("place", first=page.first, last=last, total=page.total)


def show(context: typer.Context, number: DeliveryNumber, as_json: AsJson = False) -> None:
    """One delivery."""
    work(context, lambda session: _card(session, number, as_json))


async def _card(session: Session, number: int, as_json: bool) -> None:
    from bot.screens.admin.delivery import facts
    from bot.telegram.markup import without

    card = await session.services.deliveries.card(number)
    if as_json:
        show_json(_shapes(session).delivery_card(card))
    else:
        typer.echo(without(facts(card, session.reader, _WHOLE)))


def _shapes(session: Session) -> Shapes:
    from bot.cli.shapes import Shapes

    return Shapes(session.settings.default_timezone, {})


# --------------------------------------------------------------------------- once more


def retry(context: typer.Context, numbers: DeliveryIds = None, failed: AllFailed = False) -> None:
    """Send failed deliveries once more: those named, or all."""
    if bool(numbers) == failed:
        raise typer.BadParameter(context.obj.text("which_deliveries"))
    work(context, lambda session: _retry(session, numbers))


async def _retry(session: Session, numbers: list[int] | None) -> None:
    if numbers is None:
        count = await session.services.deliveries.retry_failed(**session.by)
    else:
        count = sum([await _again(session, number) for number in numbers])
    session.terminal.say("again", count=count)
    if numbers and count < len(numbers):
        raise typer.Exit(FAILED)


async def _again(session: Session, number: int) -> bool:
    """One of those named; what cannot be is a line on stderr, and the others go on."""
    try:
        await session.services.deliveries.retry(number, **session.by)
    except BadInput as error:
        session.terminal.complain(sentence(session.terminal.lang, error))
        return False
    return True
