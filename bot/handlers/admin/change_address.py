"""Another address for a feed: asked for under an alarm, typed, looked at, and read at once."""

from __future__ import annotations

from contextlib import suppress

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers.admin.feeds import by, show
from bot.handlers.admin.progress import Place, in_background
from bot.screens.admin import feed as screens
from bot.screens.admin.feeds import name_of
from bot.telegram.markup import raw
from bot.telegram.screen import Screen
from bot.texts import text
from digests.errors import BadInput, DigestbotError, SourceError
from digests.sources.address import shown

ADDRESS = "feedaddress"
_MOST = 10


async def ask(context: Context, tapped: Tapped) -> Answer:
    """Ask for the address."""
    feed, place = await context.services.feeds.get(tapped.number(0)), tapped.number(1)
    await context.expect(ADDRESS, f"{feed.id}:{place}")
    said = {"title": name_of(feed), "address": raw(shown(feed.address), 500)}
    return Answer(
        Screen(text(context.lang, "feed.type_address", **said), (screens.back(feed, place, context.lang),))
    )


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """The new address: it takes the place of the old one when it can be read, and is fetched at once."""

    async def work(there: Place) -> Screen:
        try:
            return await _replaced(context, where, words, there)
        except DigestbotError:
            await context.expect(kind, where)  # another try needs no other tap
            raise

    in_background(context, work, Screen(text(context.lang, "feed.fetching")))
    return Answer()


async def _replaced(context: Context, where: str, words: str, there: Place) -> Screen:
    """The card, which shows what the first fetch brought; a failure of it stands there too."""
    feed_id, place = (int(each) for each in where.split(":"))
    found = await context.services.feeds.preview(feed_id, words)
    if found.candidates:
        raise BadInput("address_of_several", addresses="\n".join(found.candidates[:_MOST]))
    if found.outlines:
        raise BadInput("address_of_list", count=len(found.outlines))
    kept = await context.services.feeds.readdress(feed_id, found.address, **by(context))
    with suppress(SourceError):
        await context.services.steps.refresh(feed_id, context.now, there.progress)
    note = text(context.lang, "feed.readdressed" if kept else "feed.readdressed_no_login")
    return await show(context, feed_id, place, note)
