"""``/digests``: several digests a chat, their names, what each tells, and their end."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.reply_hint import hinted
from bot.handlers.editions.followed import followed, following
from bot.screens.choices import name_of
from bot.screens.editions import edition as one_screen
from bot.screens.editions import listing as screens
from bot.telegram.screen import Button, Screen
from bot.texts import LANGUAGES, error_text, plain
from digests.errors import BadInput
from digests.model import Edition, label_key
from digests.services.editions.editions import MOST

NAME = "edition"
"""What is awaited when a digest is to be named."""


async def digests(context: Context, words: list[str]) -> Answer:
    """``/digests``."""
    return Answer(await _listing(context))


async def listing(context: Context, tapped: Tapped) -> Answer:
    """The list, in place."""
    return Answer(await _listing(context))


async def _listing(context: Context) -> Screen:
    context.edition = None
    me = await context.here()
    further = await context.services.editions.listed(me.id)
    return screens.listing(me, further, await following(context), MOST)


async def setting(context: Context) -> Button:
    """The button that leads to the list."""
    me = await context.here()
    return screens.setting(me.language, 1 + len(await context.services.editions.listed(me.id)))


async def overview(context: Context, edition: Edition) -> Screen:
    """The settings of one."""
    context.edition = edition
    return one_screen.overview(await context.here(), edition, await following(context), context.now)


async def open_one(context: Context, tapped: Tapped) -> Answer:
    """One of the list."""
    await context.speak_of(tapped.big_number(0))
    return Answer(await overview(context, spoken_of(context)))


def spoken_of(context: Context) -> Edition:
    """The further digest that an action is about, which it must name."""
    if context.edition is None:
        raise BadInput("dead_button")
    return context.edition


# --------------------------------------------------------------------------- one more, and its name


async def new(context: Context, tapped: Tapped) -> Answer:
    """One more: it asks for a name, or takes that of something followed, which moves there."""
    one = await followed(context, tapped, 0) if tapped.text(0) else None
    if one is None:
        return Answer(await _ask_name(context))
    made = await _added(context, name_of(one))
    await context.services.editions.put((await context.here()).id, one.kind, one.target, made.id)
    return Answer(await overview(context, made), plain(context.lang, "editions.made"))


async def _ask_name(context: Context, error: BadInput | None = None) -> Screen:
    await context.expect(NAME, "")
    said = error_text(context.lang, error) if error else None
    return hinted(context, screens.ask_name(context.lang, await following(context), said))


def _is_free(title: str) -> str:
    """A name that no language has for the first digest, or ``BadInput("edition_named")``."""
    if label_key(title) in {label_key(plain(each, "editions.first")) for each in LANGUAGES}:
        raise BadInput("edition_named", title=" ".join(title.split()))
    return title


async def _added(context: Context, title: str) -> Edition:
    title = _is_free(title)
    return await context.services.editions.add((await context.here()).id, title, context.now)


async def name(context: Context, tapped: Tapped) -> Answer:
    """Another name for one."""
    spoken_of(context)
    await context.expect(NAME, "")
    return Answer(hinted(context, one_screen.ask_name(context.lang)))


async def typed(context: Context, words: str) -> Answer:
    """The name of the digest that is spoken of, or of a further one."""
    try:
        if context.edition:
            return Answer(await overview(context, await _named(context, context.edition, words)))
        return Answer(await overview(context, await _added(context, words)))
    except BadInput as error:
        if error.code == "many_editions":
            raise
        return Answer(await _ask_name(context, error))


async def _named(context: Context, edition: Edition, title: str) -> Edition:
    me = await context.here()
    return await context.services.editions.change(me.id, edition.id, context.now, title=_is_free(title))


# --------------------------------------------------------------------------- its end


async def drop(context: Context, tapped: Tapped) -> Answer:
    """End one, once that was asked."""
    edition, me = spoken_of(context), await context.here()
    if tapped.number(0) != 1:
        return Answer(one_screen.ask_drop(context.lang, edition))
    await context.services.editions.drop(me.id, edition.id)
    return Answer(await _listing(context), plain(context.lang, "editions.dropped", title=edition.title))
