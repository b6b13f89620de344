"""Deliveries behind ``/stats``: the lists, the card of one, and sending once more."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.keyboards import last_page
from bot.handlers.admin.feeds import by
from bot.screens.admin import deliveries as screens
from bot.screens.admin import delivery
from bot.telegram.screen import Screen
from bot.texts import plain


async def turn(context: Context, tapped: Tapped) -> Answer:
    """A page of a list."""
    return Answer(await _list(context, tapped.number(0)))


async def _list(context: Context, place: int) -> Screen:
    first, which = screens.from_place(place)
    page = await context.services.deliveries.page(which, first, screens.A_PAGE)
    if not page.deliveries and first:  # the last page has emptied since
        return await _list(context, screens.place_of(last_page(page.total, screens.A_PAGE), which))
    return screens.listing(page, which, context.reader)


async def card(context: Context, tapped: Tapped) -> Answer:
    """The card of one delivery."""
    found = await context.services.deliveries.card(tapped.big_number(0))
    return Answer(delivery.card(found, tapped.number(1), context.reader))


async def retry(context: Context, tapped: Tapped) -> Answer:
    """Send one once more."""
    found = await context.services.deliveries.retry(tapped.big_number(0), **by(context))
    shown = delivery.card(found, tapped.number(1), context.reader)
    return Answer(shown, plain(context.lang, "delivery.again", count=1))


async def retry_all(context: Context, tapped: Tapped) -> Answer:
    """Send all that failed once more."""
    count = await context.services.deliveries.retry_failed(**by(context))
    toast = plain(context.lang, "delivery.again" if count else "delivery.again_none", count=count)
    return Answer(await _list(context, tapped.number(0)), toast)
