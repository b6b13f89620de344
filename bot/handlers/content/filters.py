"""🎯 ``/filter`` and its buttons: words are tried before they are kept."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.reply_hint import hinted
from bot.chat.rights import chat_admins
from bot.screens.content import about as abouts
from bot.screens.content import filters as screens
from bot.screens.content.about import About, packed, unpacked
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.errors import BadInput

ASKED = "filter"
_OFF = ("off", "none", "关", "无", "取消")


async def filter_(context: Context, words: list[str]) -> Answer:
    """``/filter`` shows all of them, for anyone; ``/filter words`` tries one for all that comes."""
    if not words:
        return Answer(await _overview(context, 0))
    await chat_admins(context)
    said = " ".join(words)
    if said.casefold() in _OFF:
        return await _removed(context, abouts.ALL)
    return Answer(await _tried(context, abouts.ALL, said))


async def listing(context: Context, tapped: Tapped) -> Answer:
    """A page of them."""
    return Answer(await _overview(context, tapped.number(0)))


async def _overview(context: Context, first: int) -> Screen:
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    texts = await context.services.filters.texts(me, following)
    return screens.overview(me, following, texts, first if first < len(following) else 0)


async def open_(context: Context, tapped: Tapped) -> Answer:
    """One of them; what is typed next is tried. Words that were tried already stand there to be changed."""
    about = unpacked(tapped.text(0))
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    followed = abouts.find(about, following)
    words = await _words(context, about)
    tried = await context.services.search.recall(tapped.big_number(1)) if len(tapped.arguments) > 1 else ""
    await context.expect(ASKED, packed(about))
    return Answer(hinted(context, screens.one(context.lang, followed, words, about, tried)))


async def _words(context: Context, about: About) -> str:
    """How it is worded now, "" for none."""
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    texts = await context.services.filters.texts(me, following)
    followed = abouts.find(about, following)
    return texts.get(followed.query if followed else me.query, "")


async def try_(context: Context, tapped: Tapped) -> Answer:
    """Try the one that is set."""
    about = unpacked(tapped.text(0))
    words = await _words(context, about)
    if not words:
        raise BadInput("dead_button")
    return Answer(await _tried(context, about, words))


async def typed(context: Context, place: str, words: str) -> Answer:
    """Words that were typed; what cannot be understood may be typed anew."""
    try:
        return Answer(await _tried(context, unpacked(place), words))
    except BadInput:
        await context.expect(ASKED, place)
        raise


async def _tried(context: Context, about: About, words: str) -> Screen:
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    followed = abouts.find(about, following)
    tried = await context.services.filters.tried(me.id, about, words)
    if not following:
        return screens.follow_first(context.lang)
    number = await context.services.search.remember(tried.words)
    return screens.trial(context.lang, followed, tried, about, number)


async def keep(context: Context, tapped: Tapped) -> Answer:
    """Keep what was tried."""
    about = unpacked(tapped.text(0))
    me = await context.here()
    words = await context.services.search.recall(tapped.big_number(1))
    await context.services.filters.keep(me.id, about, words)
    return await _changed(context, "filter.kept")


async def drop(context: Context, tapped: Tapped) -> Answer:
    """Let everything through again."""
    return await _removed(context, unpacked(tapped.text(0)))


async def _removed(context: Context, about: About) -> Answer:
    me = await context.here()
    await context.services.filters.remove(me.id, about)
    return await _changed(context, "filter.removed")


async def _changed(context: Context, said: str) -> Answer:
    me = await context.here()
    context.subscriber = await context.services.subscriptions.get(me.id)
    return Answer(await _overview(context, 0), plain(context.lang, said))
