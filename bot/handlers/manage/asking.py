"""Asking Telegram in which chats somebody decides what comes: each time anew, several at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.chat import seen
from bot.chat.context import Context
from bot.chat.rights import ruling
from bot.handlers.channels import brought
from bot.screens.manage.chats import ManagedChat, ManagedChats
from digests.model import ChatKind

MOST = 200  # chats that are asked about; who looks after more reaches the others from within them
AT_ONCE = 8  # questions; they are not paced, but others have questions too
_ABSENT = (ChatMember.LEFT, ChatMember.BANNED)

Progress = Callable[[int, int], None]
Known = tuple[int, ChatKind, str]
Answered = ManagedChat | TelegramError | None


async def chats(context: Context, progress: Progress) -> ManagedChats:
    """The chats in which both the person and the bot may decide what comes, by their titles."""
    known = await _known(context)
    answers = await _answers(context, known[:MOST], progress)
    found = {each.chat: each for each in answers if isinstance(each, ManagedChat)}  # who moved is known twice
    unsure = sum(isinstance(each, TelegramError) for each in answers) + len(known[MOST:])
    in_order = sorted(found.values(), key=lambda each: (each.title.casefold(), each.chat))
    return ManagedChats(tuple(in_order), unsure)


async def _answers(context: Context, known: Sequence[Known], progress: Progress) -> list[Answered]:
    turn, done = asyncio.Semaphore(AT_ONCE), 0

    async def one(chat: Known) -> Answered:
        nonlocal done
        async with turn:
            found = await _asked(context, *chat)
        done += 1
        progress(done, len(known))
        return found

    return await asyncio.gather(*(one(each) for each in known))


async def any_known(context: Context) -> bool:
    """Whether there is a chat to ask about at all."""
    return bool(await _known(context))


async def _known(context: Context) -> list[Known]:
    """Where the person was seen as an admin, and the channels that it brought before such was kept."""
    if context.user is None:
        return []
    known = await seen.chats(context, context.user.id)
    older = {
        int(each.destination.address): (ChatKind.CHANNEL, each.title)
        for each in await brought(context, context.user.id)
    }
    return [(chat, kind, title) for chat, (kind, title) in (older | known).items()]


async def _asked(context: Context, chat: int, kind: ChatKind, title: str) -> Answered:
    """What Telegram says of one chat; the error where it says nothing."""
    try:
        return await _managed(context, chat, kind, title)
    except ChatMigrated as moved:
        if context.user is not None:
            await seen.keep(context, context.user.id, moved.new_chat_id, kind, title)
        return await _asked(context, moved.new_chat_id, kind, title)
    except (BadRequest, Forbidden):  # the bot is not there, or Telegram does not know the person there
        return None
    except TelegramError as error:
        return error


async def _managed(context: Context, chat: int, kind: ChatKind, title: str) -> ManagedChat | None:
    if context.user is None:
        return None
    if not ruling(await context.bot.get_chat_member(chat, context.user.id), kind):
        return None
    mine = await context.bot.get_chat_member(chat, context.bot.id)
    return None if mine.status in _ABSENT else ManagedChat(chat, kind, title, mute=not _may_write(mine, kind))


def _may_write(mine: ChatMember, kind: ChatKind) -> bool:
    if kind is ChatKind.CHANNEL:
        return isinstance(mine, ChatMemberAdministrator) and bool(mine.can_post_messages)
    return not isinstance(mine, ChatMemberRestricted) or mine.can_send_messages
