"""The buttons of a feed's card that say how it is fetched, and its latest fetches."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.intervals import every_of
from bot.handlers.admin.feeds import by, show
from bot.screens.admin import feed as cards
from bot.screens.admin import fetch_settings as screens
from bot.texts import plain, text
from digests.errors import BadInput

INTERVAL = "feedinterval"


async def interval(context: Context, tapped: Tapped) -> Answer:
    """Ask how often."""
    feed, place = await context.services.feeds.get(tapped.number(0)), tapped.number(1)
    back = cards.back(feed, place, context.lang)
    await context.expect(INTERVAL, f"{feed.id}:{place}")
    return Answer(screens.ask_interval(feed, place, back, context.lang))


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """An interval that was typed; ``where`` is the feed and the place of its card."""
    feed_id, place = (int(each) for each in where.split(":"))
    try:
        await context.services.feeds.set_interval(feed_id, every_of(words), **by(context))
    except BadInput:
        await context.expect(kind, where)  # another try needs no other tap
        raise
    return Answer(await show(context, feed_id, place, text(context.lang, "feed.saved")))


async def interval_is(context: Context, tapped: Tapped) -> Answer:
    """An interval that was tapped, in seconds; 0 leaves it to the feed."""
    seconds = tapped.number(2)
    every = timedelta(seconds=min(seconds, 10**9)) if seconds else None
    await context.services.feeds.set_interval(tapped.number(0), every, **by(context))
    return await _saved(context, tapped)


async def full_text(context: Context, tapped: Tapped) -> Answer:
    """Fetch articles from now on, or no more."""
    await context.services.feeds.get(tapped.number(0))
    wanted = tapped.number(2) == 1
    await context.services.feeds.set_full_text(tapped.number(0), wanted, **by(context))
    return await _saved(context, tapped)


async def _saved(context: Context, tapped: Tapped) -> Answer:
    """The card again."""
    screen = await show(context, tapped.number(0), tapped.number(1))
    return Answer(screen, plain(context.lang, "fetching.saved"))


async def history(context: Context, tapped: Tapped) -> Answer:
    """The newest attempts."""
    card = await context.services.feeds.card(tapped.number(0), context.now)
    back = cards.back(card.feed, tapped.number(1), context.lang)
    return Answer(screens.history(card, back, context.reader))
