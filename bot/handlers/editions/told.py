"""What one of several digests tells."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers.editions.editions import spoken_of
from bot.handlers.editions.followed import followed, following
from bot.screens.editions import edition as screens
from bot.telegram.screen import Screen
from digests.model import FIRST


async def told(context: Context, tapped: Tapped) -> Answer:
    """All that is followed, to be put here or back."""
    return Answer(await _told(context, tapped.number(0)))


async def _told(context: Context, page: int) -> Screen:
    edition = spoken_of(context)
    further = await context.services.editions.listed((await context.here()).id)
    titles = {each.id: each.title for each in further}
    return screens.told(context.lang, edition, await following(context), titles, page)


async def tell(context: Context, tapped: Tapped) -> Answer:
    """Have something told here, or in the first digest again."""
    edition, page, wanted = spoken_of(context), tapped.number(0), tapped.number(3) == 1
    one, me = await followed(context, tapped, 1), await context.here()
    if one and (wanted or one.edition == edition.id):
        where = edition.id if wanted else FIRST
        await context.services.editions.put(me.id, one.kind, one.target, where)
    return Answer(await _told(context, page))
