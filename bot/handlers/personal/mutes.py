"""🔇 Less noise: muting from a story's view, and ``/mutes``."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import MOST_OF_MANY, Tapped
from bot.chat.context import Context
from bot.handlers.stories import story as stories
from bot.screens.personal import mutes as screens
from bot.screens.personal.doors import key_of
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.errors import BadInput
from digests.model import MuteKind
from digests.services.personal.mutes import Offered


async def what(context: Context, tapped: Tapped) -> Answer:
    """What of a story may be muted."""
    return Answer(await _what(context, tapped, 0))


async def _what(context: Context, tapped: Tapped, skip: int) -> Screen:
    post_id = await stories.post_behind(context, tapped, skip)
    me = await context.here()
    offered = await context.services.mutes.offered(me.id, post_id)
    title = (await context.services.browse.post(post_id)).title or plain(context.lang, "story.untitled")
    return screens.what(title, offered, stories.again_behind(tapped, skip), post_id, context.reader)


async def how_long(context: Context, tapped: Tapped) -> Answer:
    """For how long one of them is muted."""
    kind, number = _which(tapped.text(0))
    post_id = await stories.post_behind(context, tapped, 1)
    me = await context.here()
    for one in await context.services.mutes.offered(me.id, post_id):
        if (one.mute.kind, one.number) == (kind, number):
            return Answer(_how_long(context, tapped, one, post_id))
    raise BadInput("dead_button")


def _how_long(context: Context, tapped: Tapped, one: Offered, post_id: int) -> Screen:
    return screens.how_long(one, stories.again_behind(tapped, 1), post_id, context.reader)


def _which(packed: str) -> tuple[MuteKind, int]:
    kind, digits = screens.LETTERS.get(packed[:1]), packed[1:]
    if kind is None or not (digits.isascii() and digits.isalnum()):
        raise BadInput("dead_button")
    if (number := int(digits, 36)) > MOST_OF_MANY:
        raise BadInput("dead_button")
    return kind, number


async def mute(context: Context, tapped: Tapped) -> Answer:
    """Mute it for seven days, for good, or no more."""
    (kind, number), way = _which(tapped.text(0)), tapped.text(1)
    me = await context.here()
    if way == screens.HEAR:
        await context.services.mutes.hear(me.id, kind, number)
        said = plain(context.lang, "mute.heard")
    elif way in (screens.FOR_NOW, screens.FOR_GOOD):
        made = await context.services.mutes.mute(me.id, kind, number, for_good=way == screens.FOR_GOOD)
        said = screens.done(made, context.reader)
    else:
        raise BadInput("dead_button")
    return Answer(await _what(context, tapped, 2), said)


# --------------------------------------------------------------------------- all of them


async def mutes(context: Context, words: list[str]) -> Answer:
    """``/mutes``."""
    return Answer(await _listed(context, 0))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """Another page of the list."""
    return Answer(await _listed(context, tapped.number(0)))


async def _listed(context: Context, first: int) -> Screen:
    me = context.subscriber
    found = await context.services.mutes.listed(me.id) if me else ()
    return screens.listed(found, first, context.reader)


async def unmute(context: Context, tapped: Tapped) -> Answer:
    """Hear one of them again."""
    me, wanted = await context.here(), tapped.big_number(0)
    for one in await context.services.mutes.listed(me.id):
        if key_of(one.kind, one.target) == wanted:
            await context.services.mutes.end(me.id, one)
    return Answer(await _listed(context, tapped.number(1)), plain(context.lang, "mute.heard"))
