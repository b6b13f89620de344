"""A setup for others: the link to it, and taking one."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers import settings, start
from bot.handlers.editions.shared_offer import PREFIX
from bot.screens.editions import shared as screens
from bot.texts import plain
from digests.errors import BadInput
from digests.model import Status
from digests.services.editions.shared_setups import KEPT


async def share(context: Context, tapped: Tapped) -> Answer:
    """The link, in a message of its own, so that it can be passed on."""
    me, now = await context.here(), context.now
    try:
        token, setup = await context.services.shared_setups.share(me.id, now)
    except BadInput as error:
        if error.code != "nothing_to_share":
            raise
        return Answer(screens.nothing(me.language))
    address = f"https://t.me/{context.bot.username}?start={PREFIX}{token}"
    shown = screens.link(me.language, address, setup, now + KEPT, context.zone, now)
    return Answer(shown, below=True)


async def take(context: Context, tapped: Tapped) -> Answer:
    """Set this place up so, or add it to what there is; who had not begun gets the first digest."""
    me, token = await context.here(), tapped.text(0)
    wanted = tapped.number(1) == 1
    if not await context.services.shared_setups.take(me.id, token, context.now, replace=wanted):
        left = await context.services.shared_setups.look(token, context.now)
        refused = screens.gone if left is None else screens.emptied
        return Answer(refused(me.language, new=me.status is Status.NEW))
    if me.forget_after:
        await context.services.personal_data.stay(me.destination)
    context.subscriber = await context.services.subscriptions.get(me.id)
    if me.status is not Status.ACTIVE:
        return await start.begin_at(context, ())
    return Answer(await settings.overview(context), plain(me.language, "sharing.taken"))
