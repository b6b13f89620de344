"""A first look at an address: a feed to be added, the feeds of a page to choose from, or a list to import."""

from __future__ import annotations

from telegram import Message

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.drafts import Wanted
from bot.handlers.admin import import_feeds
from bot.handlers.admin.progress import Place, in_background, message_of
from bot.screens.admin import add_feed, feed_preview
from bot.telegram.screen import Row, Screen
from digests.errors import BadInput
from digests.model import ChatKind, FeedKind
from digests.sources.probe import Probe

CATEGORY = "addcategory"  # what is awaited once a feed was looked at


def look(context: Context, address: str, message: Message | None = None, back: Row = ()) -> Answer:
    """Have a first look, shown in ``message`` or a new one; ``back`` leads to where it was chosen from."""

    async def work(_place: Place) -> Screen:
        return await _offer(context, address, back)

    in_background(context, work, feed_preview.waiting(address, context.lang), message)
    return Answer()


async def _offer(context: Context, address: str, back: Row) -> Screen:
    found = await context.services.previews.at(address, context.now)
    if found.probe.candidates:
        return await _several(context, await context.shared.pages.put(found.probe.candidates), 0)
    probe = found.probe
    if probe.outlines:
        return await import_feeds.offer(context, probe)
    wanted = Wanted(probe.address, probe.title, probe.teasers)
    draft = await context.shared.drafts.put(wanted)
    if not found.there:
        await context.expect(CATEGORY, str(draft))
    listed = await context.services.catalogue.categories()
    return add_feed.offer(found, listed, draft, context.reader, in_group=in_group(context), back=back)


def in_group(context: Context) -> bool:
    """Whether it is looked at in a group, where a name can only be told by a reply."""
    return context.kind is not ChatKind.PRIVATE


async def _several(context: Context, draft: int, first: int) -> Screen:
    """A stretch of the feeds of a page, each with a look of its own."""
    addresses = await context.shared.pages.get(draft)
    first = min(first, len(addresses) - 1)
    looks = await context.services.previews.each(addresses[first : first + feed_preview.A_PAGE], context.now)
    page = Probe(addresses[0], FeedKind.WEB, candidates=addresses)
    return feed_preview.several(page, looks, first, draft, context.reader, (add_feed.cancel(context.lang),))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """Other feeds of a page."""
    draft, first = tapped.big_number(0), tapped.number(1)
    address = (await context.shared.pages.get(draft))[0]

    async def work(_place: Place) -> Screen:
        return await _several(context, draft, first)

    in_background(context, work, feed_preview.waiting(address, context.lang), message_of(context))
    return Answer()


async def look_at(context: Context, tapped: Tapped) -> Answer:
    """One of the feeds of a page, or the one that was tested."""
    draft, place = tapped.big_number(0), tapped.number(1)
    addresses = await context.shared.pages.get(draft)
    if place >= len(addresses):
        raise BadInput("dead_button")
    first = place - place % feed_preview.A_PAGE
    back = add_feed.back_to_page(draft, first, context.lang) if len(addresses) > 1 else ()
    return look(context, addresses[place], message_of(context), back)
