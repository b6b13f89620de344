"""Who may do what. Asked on every action, so that who has lost a right has lost it at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Chat, ChatMember, ChatMemberAdministrator, Message
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.chat import seen
from bot.chat.context import Context
from digests.errors import BadInput
from digests.model import ChatKind, Subscriber

_RULING = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


async def chat_admins(context: Context) -> None:
    """Only a group's admins change its settings; raise ``BadInput("admins_only")`` for others."""
    if context.managed or context.kind is ChatKind.PRIVATE or _is_anonymous_admin(context):
        return  # of who looks after another chat it was asked when that began, for this very action
    if context.chat is None or context.user is None:
        raise BadInput("admins_only")
    if _speaker(context) is not None:
        raise BadInput("speak_as_yourself")
    if not await rules(context, context.chat.id, ChatKind.GROUP):
        raise BadInput("admins_only")
    await seen.keep(context, context.user.id, context.chat.id, ChatKind.GROUP, context.chat.title or "")
    await seen.keep_topic(context)


def admins_or(code: str) -> Callable[[Context], Awaitable[None]]:
    """The same where it is not settings that are asked for; others are told ``code``."""

    async def allow(context: Context) -> None:
        try:
            await chat_admins(context)
        except BadInput as error:
            raise BadInput(code) if error.code == "admins_only" else error from None

    return allow


async def rules(context: Context, chat: int, kind: ChatKind) -> bool:
    """Whether who asks is an admin of a group, or may post in a channel; asked of Telegram each time.

    False where the bot is not, or not any more, and of somebody whom Telegram does not know there.
    """
    if context.user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat, context.user.id)
    except (BadRequest, Forbidden, ChatMigrated):
        return False
    return ruling(member, kind)


def ruling(member: ChatMember, kind: ChatKind) -> bool:
    """Whether a member of a chat decides what comes there."""
    if kind is ChatKind.CHANNEL and isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return member.status in _RULING


def _is_anonymous_admin(context: Context) -> bool:
    """Who writes in the name of the group itself is one of its admins."""
    speaker = _speaker(context)
    return speaker is not None and context.chat is not None and speaker.id == context.chat.id


def _speaker(context: Context) -> Chat | None:
    """The group or channel in whose name something was written; a tap always names the person."""
    message = context.message
    if not isinstance(message, Message) or message.from_user != context.user:
        return None
    return message.sender_chat


async def manage(context: Context, subscriber_id: int) -> None:
    """Have an action be about another chat; raises ``BadInput`` for who does not decide what comes there."""
    there = await context.services.subscriptions.get(subscriber_id)
    if context.kind is not ChatKind.PRIVATE or there.destination.kind is ChatKind.PRIVATE:
        raise BadInput("dead_button")
    await may_manage(context, there)


async def may_manage(context: Context, there: Subscriber) -> None:
    """The same for a subscriber that is known."""
    kind = there.destination.kind
    if not await rules(context, int(there.destination.address), kind):
        raise BadInput(f"{kind}_admins_only", title=there.title)
    context.manage(there, await seen.topic(context, there.destination))


async def bot_admins(context: Context) -> None:
    """Only those named in ``ADMIN_IDS``; raise ``BadInput("owners_only")`` for others."""
    if not is_bot_admin(context):
        raise BadInput("owners_only")


def is_bot_admin(context: Context) -> bool:
    """Whether ``ADMIN_IDS`` names who asks."""
    return context.user is not None and context.user.id in context.settings.admin_ids
