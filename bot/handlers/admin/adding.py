"""``/addfeed``: look at an address, choose where its posts go, add it."""

from __future__ import annotations

from telegram import Message

from bot.answers import Answer
from bot.context import Context
from bot.handlers.admin.feeds import by, known_slug, slug_of
from bot.handlers.admin.slow import Place, in_background
from bot.keyboards import Tapped
from bot.screen import Screen
from bot.screens import adding
from bot.screens.feeds import error_of
from bot.texts import Html, text
from digests.errors import SourceError
from digests.model import ChatKind

ADDRESS, CATEGORY = "addaddress", "addcategory"


async def addfeed(context: Context, words: list[str]) -> Answer:
    """``/addfeed ADDRESS``; without one it is asked for."""
    if not words:
        return _ask(context)
    return look(context, " ".join(words))


async def ask(context: Context, tapped: Tapped) -> Answer:
    """The button for the same, in a message of its own."""
    return _ask(context)


def _ask(context: Context) -> Answer:
    context.expect(ADDRESS, "")
    return Answer(Screen(text(context.lang, "feeds.usage")), below=True)


def look(context: Context, address: str, message: Message | None = None) -> Answer:
    """Have a first look, shown in ``message`` or a new one."""

    async def work(_place: Place) -> Screen:
        return await _offer(context, address)

    in_background(context, work, adding.looking(address, context.lang), message)
    return Answer()


async def _offer(context: Context, address: str) -> Screen:
    probe = await context.services.feeds.preview(address)
    if probe.candidates:
        draft = context.desk.drafts.put(probe.candidates, context.now)
        return adding.candidates(probe, draft, context.lang)
    draft = context.desk.drafts.put((probe.address,), context.now)
    known = await context.services.browse.categories()
    context.expect(CATEGORY, str(draft))
    in_group = context.kind is not ChatKind.PRIVATE
    return adding.offer(probe, known, draft, context.reader, in_group=in_group)


async def look_at(context: Context, tapped: Tapped) -> Answer:
    """One of the feeds of a page."""
    address = context.desk.drafts.get(tapped.number(0), tapped.number(1))
    return look(context, address, _message(context))


async def add_to(context: Context, tapped: Tapped) -> Answer:
    """A category that was tapped, 0 for none: that adds the feed."""
    address = context.desk.drafts.take(tapped.number(0))
    slug = await slug_of(context, tapped.number(1))
    return _add(context, address, slug, _message(context))


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """An address, or the name of a category for the one that was looked at."""
    if kind == ADDRESS:
        return look(context, words)
    address = context.desk.drafts.take(int(where))
    return _add(context, address, await known_slug(context, words), None)


def _add(context: Context, address: str, category: str, message: Message | None) -> Answer:
    async def work(place: Place) -> Screen:
        return await _added(context, address, category, place)

    sentence = text(context.lang, "addfeed.adding")
    in_background(context, work, Screen(sentence), message)
    return Answer(toast=sentence if message else "")


async def _added(context: Context, address: str, category: str, place: Place) -> Screen:
    """Add and fetch; a fetch that fails leaves the feed, to be tried again."""
    feeds = context.services.feeds
    feed = await feeds.add(address, category=category, **by(context))
    error = Html("")
    try:
        await context.services.steps.refresh(feed.id, context.now, place.progress)
    except SourceError:
        error = error_of(await feeds.get(feed.id), context.lang)
    return adding.added(await feeds.get(feed.id), 0, error, context.lang)


async def cancel(context: Context, tapped: Tapped) -> Answer:
    """Nothing is added."""
    return Answer(Screen(text(context.lang, "addfeed.cancelled")))


def _message(context: Context) -> Message | None:
    return context.message if isinstance(context.message, Message) else None
