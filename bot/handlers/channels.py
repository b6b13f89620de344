"""Channels: nobody can talk to the bot there, so they are looked after in the private chat of an admin.

Who makes the bot an admin of a channel is told what can be done, where there is a chat to say it in.
"""

from __future__ import annotations

import json
import logging

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberUpdated, User
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.chat import seen
from bot.chat.context import Context
from bot.chat.managed import acting_on
from bot.screens import channels as screens
from bot.telegram.screen import Screen
from bot.telegram.transport import TELEGRAM
from bot.texts import language_of
from digests.errors import BadInput
from digests.model import ChatKind, Destination, Subscriber

log = logging.getLogger(__name__)


async def promoted(context: Context, change: ChatMemberUpdated) -> None:
    """The bot has become an admin of a channel, or what it may do there has changed."""
    before, after = _may_post(change.old_chat_member), _may_post(change.new_chat_member)
    if after is None or after == before or change.from_user.is_bot:
        return
    lang = await _language(context, change.from_user)
    place = Destination(TELEGRAM, str(change.chat.id), kind=ChatKind.CHANNEL)
    title = change.chat.title or ""
    channel = await context.services.subscriptions.arrive(place, language=lang, title=title)
    await seen.keep(context, change.from_user.id, change.chat.id, ChatKind.CHANNEL, title)
    screen = screens.added(lang, channel, title) if after else screens.mute(lang, title)
    await _tell(context, change.from_user.id, acting_on(screen, channel))


def _may_post(member: ChatMember) -> bool | None:
    """Whether it may post there; None for who is no admin."""
    return bool(member.can_post_messages) if isinstance(member, ChatMemberAdministrator) else None


async def _language(context: Context, person: User) -> str:
    """What the person chose in the private chat, else that of the person's app."""
    there = await context.services.subscriptions.find(Destination(TELEGRAM, str(person.id)))
    code = person.language_code
    return there.language if there else language_of(code) if code else context.settings.default_language


async def _tell(context: Context, person: int, screen: Screen) -> None:
    """Say it in the private chat, if there is one: a bot may not write first."""
    try:
        await context.bot.send_message(
            person, screen.html, parse_mode=ParseMode.HTML, reply_markup=screen.keyboard()
        )
    except (BadRequest, Forbidden) as error:
        log.info("who added the bot to a channel has no chat with it: %s", error)


async def brought(context: Context, person: int) -> list[Subscriber]:
    """The channels that this person made the bot an admin of when that was kept in one list."""
    kept = await context.services.notes.get(f"channels:{person}", context.now)
    each = [await _find(context, number) for number in json.loads(kept or "[]")]
    return [channel for channel in each if channel]


async def _find(context: Context, subscriber: int) -> Subscriber | None:
    try:
        return await context.services.subscriptions.get(subscriber)
    except BadInput:
        return None
