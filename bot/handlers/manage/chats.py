"""``/manage``: the channels and groups that somebody looks after, and the way into one of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from telegram import Chat, ChatFullInfo
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.chat import seen
from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.rights import rules
from bot.handlers import categories, settings
from bot.handlers.admin import progress
from bot.handlers.manage import topics
from bot.handlers.manage.asking import chats
from bot.screens.manage import chats as screens
from bot.telegram.screen import Screen
from bot.telegram.transport import TELEGRAM
from digests.errors import BadInput
from digests.model import ChatKind, Destination, Status, Subscriber


async def manage(context: Context, words: list[str]) -> Answer:
    """``/manage``; it is for the private chat."""
    if context.where is not ChatKind.PRIVATE:
        return Answer(screens.elsewhere(context.lang, context.bot.username))
    _list(context, 0)
    return Answer()


async def listing(context: Context, tapped: Tapped) -> Answer:
    """A page of the list, asked anew; ``channels`` led here before there was more than channels."""
    if context.where is not ChatKind.PRIVATE:
        raise BadInput("dead_button")
    _list(context, tapped.optional(0), replaces=True)
    return Answer()


def _list(context: Context, first: int, *, replaces: bool = False) -> None:
    """Telegram is asked about many chats: that may take a while."""
    message = progress.message_of(context) if replaces else None
    work = partial(_listed, context, first)
    progress.in_background(context, work, screens.asking(context.lang), message)


async def _listed(context: Context, first: int, shown: progress.Place) -> Screen:
    found = await chats(context, shown.progress_as("manage.progress"))
    return screens.listing(context.lang, found, first)


# --------------------------------------------------------------------------- one of them


async def open_(context: Context, tapped: Tapped) -> Answer:
    """A channel or group: its settings, of a forum its topics first."""
    chat = await _there(context, tapped.text(0))
    if chat.is_forum:
        return Answer(await topics.listed(context, chat.id, chat.title or ""))
    return Answer(await _settings(context, _place(chat), chat.title or ""))


async def of_channel(context: Context, chat: int, title: str) -> Answer:
    """The settings of a channel, of which it was asked before whether the person may post there."""
    if context.user is not None:
        await seen.keep(context, context.user.id, chat, ChatKind.CHANNEL, title)
    place = Destination(TELEGRAM, str(chat), kind=ChatKind.CHANNEL)
    return Answer(await _settings(context, place, title))


async def topic(context: Context, tapped: Tapped) -> Answer:
    """A topic of a group, or with thread 0 the group as a whole."""
    chat, thread = await _there(context, tapped.text(0)), tapped.big_number(1)
    known = await topics.known(context, chat.id)
    if thread and thread not in known:
        raise BadInput("dead_button")
    place = replace(_place(chat), thread=thread)
    return Answer(await _settings(context, place, chat.title or "", known.get(thread, "")))


async def _there(context: Context, named: str) -> ChatFullInfo:
    """The chat that a button names; raises ``BadInput`` for who decides nothing there."""
    if context.where is not ChatKind.PRIVATE or context.user is None:
        raise BadInput("dead_button")
    try:
        chat = await context.bot.get_chat(int(named))
    except (ValueError, BadRequest, Forbidden, ChatMigrated):
        raise BadInput("not_your_chat") from None
    kind = _kind(chat)
    if kind is ChatKind.PRIVATE or not await rules(context, chat.id, kind):
        raise BadInput("not_your_chat")
    await seen.keep(context, context.user.id, chat.id, kind, chat.title or "")
    return chat


def _kind(chat: ChatFullInfo) -> ChatKind:
    kinds = {Chat.PRIVATE: ChatKind.PRIVATE, Chat.CHANNEL: ChatKind.CHANNEL}
    return kinds.get(chat.type, ChatKind.GROUP)


def _place(chat: ChatFullInfo) -> Destination:
    return Destination(TELEGRAM, str(chat.id), kind=_kind(chat))


async def _settings(context: Context, place: Destination, title: str, name: str = "") -> Screen:
    """The settings of a place; where nothing has begun yet, what it shall get."""
    there = await _subscriber(context, place, title)
    context.manage(there, name)
    following = await context.services.subscriptions.following(there.id)
    if there.status is not Status.NEW:
        return await settings.overview(context)
    if place.thread and not following:
        return await topics.what(context, there)
    return (await categories.onboarding(context)).screen or await settings.overview(context)


async def _subscriber(context: Context, place: Destination, title: str) -> Subscriber:
    """Who receives there; somebody new begins as the group does, else in the person's language and zone."""
    find, change = context.services.subscriptions.find, context.services.subscriptions.change
    if there := await find(place):
        return there
    whole = await find(replace(place, thread=0)) if place.thread else None
    there = await context.services.subscriptions.arrive(place, language=context.lang, title=title)
    if whole and whole.status is not Status.NEW:
        return await change(there.id, context.now, language=whole.language, schedule=whole.schedule)
    here = replace(there.schedule, zone=context.zone)
    return await change(there.id, context.now, schedule=here)
