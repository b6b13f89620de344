"""``/feeds``: the list, the card of one feed, and what its buttons do."""

from __future__ import annotations

from telegram import Message

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.keyboards import last_page
from bot.handlers.admin.progress import Place, in_background
from bot.screens.admin import feed as screens
from bot.screens.admin import feeds as lists
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.errors import BadInput, SourceError
from digests.model import Category, Feed
from digests.services.feed_addresses import By

CATEGORY, TITLE = "feedcategory", "feedtitle"
_LONGEST_TITLE = 300
_FAILING = ("failing", "出错")


def by(context: Context) -> By:
    """Who asks, for the audit log."""
    user = context.user
    name = f"@{user.username}" if user and user.username else user.full_name if user else ""
    return By(actor=f"telegram:{user.id if user else 0} {name}".strip(), now=context.now)


async def feeds(context: Context, words: list[str]) -> Answer:
    """``/feeds [failing]``."""
    failing = bool(words) and words[0].casefold() in _FAILING
    return Answer(await _list(context, lists.place_of(0, failing)))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """A page of the list."""
    return Answer(await _list(context, tapped.number(0)))


async def _list(context: Context, place: int) -> Screen:
    first, failing = lists.from_place(place)
    page = await context.services.feeds.page(first, context.now, lists.A_PAGE, failing=failing)
    if not page.feeds and first:  # the last page has emptied since
        return await _list(context, lists.place_of(last_page(page.total, lists.A_PAGE), failing))
    return lists.feeds(page, failing, context.reader)


async def card(context: Context, tapped: Tapped) -> Answer:
    """The card of one feed."""
    return Answer(await show(context, tapped.number(0), tapped.number(1)))


async def show(context: Context, feed_id: int, place: int, note: Html = screens.NOTHING) -> Screen:
    """A card as a screen."""
    found = await context.services.feeds.card(feed_id, context.now)
    return screens.card(found, place, context.reader, note)


# --------------------------------------------------------------------------- fetch, pause, resume


async def fetch(context: Context, tapped: Tapped) -> Answer:
    """Fetch now; the card shows what came of it."""
    feed_id, place = tapped.number(0), tapped.number(1)
    await context.services.feeds.get(feed_id)

    async def work(where: Place) -> Screen:
        return await show(context, feed_id, place, await _fetched(context, feed_id, where))

    message = context.message if isinstance(context.message, Message) else None
    sentence = text(context.lang, "feed.fetching")
    in_background(context, work, Screen(sentence), message)
    return Answer(toast=sentence)


async def _fetched(context: Context, feed_id: int, where: Place) -> Html:
    """What a fetch did; a failure stands on the card already."""
    try:
        done = await context.services.steps.refresh(feed_id, context.now, where.progress)
    except SourceError:
        return screens.NOTHING
    return text(context.lang, "feed.fetched", new=done.new, changed=done.changed, gone=done.gone)


async def pause(context: Context, tapped: Tapped) -> Answer:
    """Fetch it no more."""
    await context.services.feeds.pause(tapped.number(0), **by(context))
    return await _changed(context, tapped, "feed.still_paused")


async def resume(context: Context, tapped: Tapped) -> Answer:
    """Fetch it again."""
    await context.services.feeds.resume(tapped.number(0), **by(context))
    return await _changed(context, tapped, "feed.resumed")


async def _changed(context: Context, tapped: Tapped, key: str) -> Answer:
    return Answer(await show(context, tapped.number(0), tapped.number(1)), plain(context.lang, key))


# --------------------------------------------------------------------------- category and title


async def category(context: Context, tapped: Tapped) -> Answer:
    """Ask for the category."""
    feed, place = await _feed(context, tapped), tapped.number(1)
    known = await context.services.catalogue.categories()
    await context.expect(CATEGORY, f"{feed.id}:{place}")
    return Answer(screens.choose_category(feed, known, place, context.lang))


async def category_is(context: Context, tapped: Tapped) -> Answer:
    """A category that was tapped; 0 is none."""
    slug = await slug_of(context, tapped.number(2))
    await context.services.feeds.recategorise(tapped.number(0), slug, **by(context))
    return await _changed(context, tapped, "feed.saved")


async def slug_of(context: Context, category_id: int) -> str:
    """The slug of a category by its id, "" for 0."""
    if not category_id:
        return ""
    known: dict[int, Category] = {each.id: each for each in await context.services.catalogue.categories()}
    if category_id not in known:
        raise BadInput("dead_button")
    return known[category_id].slug


async def title(context: Context, tapped: Tapped) -> Answer:
    """Ask for a title."""
    feed, place = await _feed(context, tapped), tapped.number(1)
    await context.expect(TITLE, f"{feed.id}:{place}")
    return Answer(screens.ask_title(feed, place, context.lang))


async def own_title(context: Context, tapped: Tapped) -> Answer:
    """The feed's own title again, from its next reading on."""
    await context.services.feeds.retitle(tapped.number(0), "", **by(context))
    return await _changed(context, tapped, "feed.saved")


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """A category or title that was typed; ``where`` is the feed and the place of its card."""
    feed_id, _, place = where.partition(":")
    if kind == CATEGORY:
        await context.services.feeds.recategorise(
            int(feed_id), await known_slug(context, words), **by(context)
        )
    elif len(words) > _LONGEST_TITLE:
        await context.expect(kind, where)
        return Answer(Screen(text(context.lang, "feed.too_long_title")))
    else:
        await context.services.feeds.retitle(int(feed_id), words, **by(context))
    return Answer(await show(context, int(feed_id), int(place), text(context.lang, "feed.saved")))


async def known_slug(context: Context, words: str) -> str:
    """The slug of the category that goes by this name, else the name itself, for a new one."""
    try:
        return (await context.services.catalogue.category(words)).slug
    except BadInput:
        return words


# --------------------------------------------------------------------------- remove and back


async def remove(context: Context, tapped: Tapped) -> Answer:
    """Ask once."""
    return Answer(screens.ask_remove(await _feed(context, tapped), tapped.number(1), context.lang))


async def gone(context: Context, tapped: Tapped) -> Answer:
    """Remove it; undo is offered."""
    feed = await context.services.feeds.remove((await _feed(context, tapped)).id, **by(context))
    return Answer(screens.removed(feed, tapped.number(1), context.lang))


async def back(context: Context, tapped: Tapped) -> Answer:
    """Take a removal back."""
    await context.services.feeds.restore((await _feed(context, tapped)).id, **by(context))
    return await _changed(context, tapped, "feed.restored")


async def _feed(context: Context, tapped: Tapped) -> Feed:
    return await context.services.feeds.get(tapped.number(0))
