"""``/testfeed``: the whole story of one fetch; nothing is stored."""

from __future__ import annotations

from telegram import Message

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers.admin import import_feeds
from bot.handlers.admin.progress import Place, in_background, message_of
from bot.screens.admin import feed_preview
from bot.screens.admin import fetch_trial as screen
from bot.telegram.screen import Screen
from bot.texts import text
from digests.errors import BadInput, DigestbotError

ADDRESS = "testaddress"


async def testfeed(context: Context, words: list[str]) -> Answer:
    """``/testfeed ADDRESS``; without one it is asked for."""
    if not words:
        await context.expect(ADDRESS, "")
        return Answer(Screen(text(context.lang, "looking.usage")))
    return _test(context, " ".join(words), None)


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """The address that was asked for."""
    return _test(context, words, None)


async def test_one(context: Context, tapped: Tapped) -> Answer:
    """One of the feeds of a page."""
    addresses, place = await context.shared.pages.get(tapped.big_number(0)), tapped.number(1)
    if place >= len(addresses):
        raise BadInput("dead_button")
    return _test(context, addresses[place], message_of(context))


def _test(context: Context, address: str, message: Message | None) -> Answer:
    async def work(_place: Place) -> Screen:
        return await _story(context, address)

    in_background(context, work, feed_preview.waiting(address, context.lang), message)
    return Answer()


async def _story(context: Context, address: str) -> Screen:
    try:
        look = await context.services.previews.at(address, context.now)
    except DigestbotError as error:
        return screen.failed(address, error, context.lang)
    if look.probe.candidates:
        draft = await context.shared.pages.put(look.probe.candidates)
        return screen.of_page(look.probe, draft, context.lang)
    if look.probe.outlines:
        return await import_feeds.offer(context, look.probe)
    draft = await context.shared.pages.put((look.probe.address,))
    return screen.tested(address, look, draft, context.reader)
