"""What people type without a command: the answer to a question, or something to look for."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message, Update

from bot.chat import zones
from bot.chat.answers import Answer, give
from bot.chat.callback_data import Listing
from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.chat.pending_question import Awaited
from bot.chat.rights import bot_admins, chat_admins, manage
from bot.handlers import categories, post_lists, quiet, schedule, search, tags
from bot.handlers.admin import broadcast
from bot.handlers.admin import free_text as admin
from bot.handlers.content import filters
from bot.handlers.editions import editions
from bot.handlers.manage import posts
from bot.handlers.personal import saved
from bot.screens import home
from bot.screens.choices import SETTINGS, all_tags
from bot.screens.schedule import pack_times, zone_name
from bot.telegram.screen import Row, Screen
from bot.texts import dates, plain, text
from digests.decisions.times_of_day import parse_times
from digests.errors import BadInput
from digests.model import ChatKind, Status

_LONGEST = 60
_ALBUM = "album"


async def words(update: Update, context: Context) -> None:
    """Plain text. In groups only what answers a question of ours."""
    message = update.message
    typed = (message.text or "").strip() if message else ""
    if message and context.awaited and (context.kind is ChatKind.PRIVATE or answers_us(message)):
        await give(update, context, await _awaited(context, context.awaited, typed))
    elif context.kind is ChatKind.PRIVATE and typed:
        await give(update, context, await looked_for(context, typed))


async def no_words(update: Update, context: Context) -> None:
    """A picture, a sticker, a file and the like: what can be sent instead, once for an album.

    Whoever was asked for the text of a broadcast is told that this is none.
    """
    message, awaited = update.message, context.awaited
    if message is None:
        return
    private = context.kind is ChatKind.PRIVATE
    if awaited and awaited.kind == broadcast.MESSAGE and (private or answers_us(message)):
        await give(update, context, await _awaited(context, awaited, ""))
    elif private and not _of_the_last_album(context, message):
        await give(update, context, Answer(home.words_only(context.lang)))


def _of_the_last_album(context: Context, message: Message) -> bool:
    """Whether a picture belongs to the album that was answered last: each of an album is a message."""
    kept = context.chat_data
    if kept is None or message.media_group_id is None:
        return False
    last, kept[_ALBUM] = kept.get(_ALBUM), message.media_group_id
    return bool(last == message.media_group_id)


async def _awaited(context: Context, awaited: Awaited, typed: str) -> Answer:
    """Words that answer one of our screens, from somebody who may."""
    if admin.is_asked(awaited):
        await bot_admins(context)
        return await admin.typed(context, awaited, typed)
    if awaited.about:
        await manage(context, awaited.about)
    await chat_admins(context)
    if awaited.edition:
        await context.speak_of(awaited.edition)
    if awaited.kind == filters.ASKED:
        return await filters.typed(context, awaited.place, typed)
    if awaited.kind == saved.NOTE:
        return await saved.typed(context, awaited, typed)
    if alone := _WORDS_ALONE.get(awaited.kind):
        return await alone(context, typed)
    return await schedule.typed(context, awaited, typed)


_WORDS_ALONE = {editions.NAME: editions.typed, quiet.HOURS: quiet.typed, posts.SIGNATURE: posts.typed}


def answers_us(message: Message) -> bool:
    """Whether it replies to one of our messages."""
    answered = message.reply_to_message
    return answered is not None and answered.from_user == message.get_bot().bot


async def looked_for(context: Context, typed: str) -> Answer:
    """A tag, a category, a time or a city; else what comes nearest."""
    if tag := await tags.find(context, typed[:_LONGEST]):
        return Answer(await post_lists.page(context, Listing("t", tag.id), None))
    category = await _category(context, typed)
    if category is not None:
        return Answer(await post_lists.page(context, Listing("c", category), None))
    offer = _times(context, typed) or _zone(context, typed)
    return Answer(offer) if offer else await _nearest(context, typed)


async def _category(context: Context, typed: str) -> int | None:
    try:
        return (await context.services.catalogue.category(typed)).id
    except BadInput:
        return None


def _times(context: Context, typed: str) -> Screen | None:
    try:
        times = parse_times(typed)
    except BadInput:
        return None
    clock = dates.clock(times)
    accept = button(plain(context.lang, "settings.set_times", times=clock), "settimes", pack_times(times))
    return Screen(text(context.lang, "free.times", times=clock), ((accept,),))


def _zone(context: Context, typed: str) -> Screen | None:
    try:
        zone = zones.find_zone(typed)
    except BadInput:
        return None
    name = zone_name(zone, context.lang)
    return Screen(text(context.lang, "free.zone", zone=name), (_accept(context, zone),))


def _accept(context: Context, zone: str) -> Row:
    label = plain(context.lang, "settings.set_zone", zone=zone_name(zone, context.lang))
    return (button(label, "zoneis", SETTINGS, zone),)


async def _nearest(context: Context, typed: str) -> Answer:
    """The nearest tags and cities, where some are near; who has not begun is led to the beginning."""
    if context.subscriber is None or context.subscriber.status is Status.NEW:
        return await categories.onboarding(context)
    said = typed[:_LONGEST]
    cities = tuple(_accept(context, zone) for zone in zones.meant_zones(said))
    if await context.services.catalogue.near_tags(said):
        screen = await tags.unknown_tag(context, said)
        return Answer(replace(screen, rows=(*cities, *screen.rows)))
    key = "free.zone_near" if cities else "free.unknown"
    ways_on = () if cities else (all_tags(context.lang),)
    instead = await search.button_for(context, said)
    return Answer(Screen(text(context.lang, key, text=said), (*cities, *ways_on, (instead,))))
