"""``/addfeed``: ask for an address, choose how what was found there is to be kept, add it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.drafts import Wanted
from bot.handlers.admin.feed_preview import CATEGORY, in_group, look
from bot.handlers.admin.feeds import by, known_slug, slug_of
from bot.handlers.admin.progress import Place, in_background, message_of
from bot.screens.admin import add_feed
from bot.screens.admin.feeds import error_of
from bot.screens.admin.fetch_settings import EVERY
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.errors import BadInput, SourceError

ADDRESS = "addaddress"


async def addfeed(context: Context, words: list[str]) -> Answer:
    """``/addfeed ADDRESS``; without one it is asked for."""
    if not words:
        return await _ask(context)
    return look(context, " ".join(words))


async def ask(context: Context, tapped: Tapped) -> Answer:
    """The button for the same, in a message of its own."""
    return await _ask(context)


async def _ask(context: Context) -> Answer:
    await context.expect(ADDRESS, "")
    return Answer(Screen(text(context.lang, "feeds.usage")), below=True)


# --------------------------------------------------------------------------- choosing


async def category_is(context: Context, tapped: Tapped) -> Answer:
    """A category that was tapped, 0 for none."""
    return await _choose(context, tapped.big_number(0), category=await slug_of(context, tapped.number(1)))


async def category(context: Context, tapped: Tapped) -> Answer:
    """Ask for the category once more."""
    draft = tapped.big_number(0)
    wanted = await context.shared.drafts.get(draft)
    listed = await context.services.catalogue.categories()
    await context.expect(CATEGORY, str(draft))
    return Answer(add_feed.ask_category(wanted, listed, draft, context.lang, in_group=in_group(context)))


async def interval_is(context: Context, tapped: Tapped) -> Answer:
    """How often it is to be fetched."""
    if tapped.number(1) not in EVERY:
        raise BadInput("bad_interval")
    return await _choose(context, tapped.big_number(0), every=tapped.number(1))


async def full_text(context: Context, tapped: Tapped) -> Answer:
    """Whether its articles are to be fetched."""
    return await _choose(context, tapped.big_number(0), full_text=tapped.number(1) == 1)


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """An address, or the name of a category for the one that was looked at."""
    if kind == ADDRESS:
        return look(context, words)
    return await _choose(context, int(where), category=await known_slug(context, words))


async def _choose(context: Context, draft: int, **chosen: Any) -> Answer:
    """Note what was chosen, and show it all."""
    wanted = await context.shared.drafts.change(
        draft, replace(await context.shared.drafts.get(draft), **chosen)
    )
    return Answer(add_feed.confirm(wanted, await _title_of(context, wanted.category), draft, context.lang))


async def _title_of(context: Context, slug: str) -> str:
    """The title of a category that is there, else the name that it will get."""
    known = {each.slug: each.title for each in await context.services.catalogue.categories()}
    return known.get(slug, slug)


# --------------------------------------------------------------------------- adding


async def add(context: Context, tapped: Tapped) -> Answer:
    """All was chosen."""
    wanted = await context.shared.drafts.take(tapped.big_number(0))

    async def work(place: Place) -> Screen:
        return await _added(context, wanted, place)

    sentence = text(context.lang, "addfeed.adding")
    in_background(context, work, Screen(sentence), message_of(context))
    return Answer(toast=plain(context.lang, "addfeed.adding"))


async def _added(context: Context, wanted: Wanted, place: Place) -> Screen:
    """Add and fetch; a fetch that fails leaves the feed, to be tried again."""
    feeds = context.services.feeds
    chosen = {
        "category": wanted.category,
        "every": timedelta(seconds=wanted.every) if wanted.every else None,
        "full_text": wanted.full_text,
    }
    try:
        feed = await feeds.add(wanted.address, **chosen, **by(context))  # type: ignore[arg-type]
    except BadInput as error:
        if error.code != "feed_known":
            raise
        return add_feed.known_by_now(await feeds.at(wanted.address), context.lang)
    error_said = Html("")
    try:
        await context.services.steps.refresh(feed.id, context.now, place.progress)
    except SourceError:
        error_said = error_of(await feeds.get(feed.id), context.lang)
    return add_feed.added(await feeds.get(feed.id), 0, error_said, context.lang)


async def cancel(context: Context, tapped: Tapped) -> Answer:
    """Nothing is added."""
    return Answer(Screen(text(context.lang, "addfeed.cancelled")))
