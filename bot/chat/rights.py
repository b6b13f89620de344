"""Who may do what. Asked on every action, so that who has lost a right has lost it at once."""

from __future__ import annotations

from telegram import Chat, ChatMemberAdministrator, Message
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.chat.context import Context
from digests.errors import BadInput
from digests.model import ChatKind, Subscriber

_RULING = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


async def chat_admins(context: Context) -> None:
    """Only a group's admins change its settings; raise ``BadInput("admins_only")`` for others."""
    if context.managed or context.kind is ChatKind.PRIVATE or _is_anonymous_admin(context):
        return  # of who looks after a channel it was asked when that began, for this very action
    if context.chat is None or context.user is None:
        raise BadInput("admins_only")
    if _speaker(context) is not None:
        raise BadInput("speak_as_yourself")
    if not await _rules(context, context.chat.id, context.user.id):
        raise BadInput("admins_only")


async def _rules(context: Context, chat: int, user: int) -> bool:
    """Whether a person is an admin of a chat; of somebody it does not know there Telegram says no more."""
    try:
        member = await context.bot.get_chat_member(chat, user)
    except BadRequest:
        return False
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
    """Have an action be about a channel; raises ``BadInput`` for who may not decide what is posted there."""
    channel = await context.services.subscriptions.get(subscriber_id)
    if context.kind is not ChatKind.PRIVATE or channel.destination.kind is not ChatKind.CHANNEL:
        raise BadInput("dead_button")
    if not await may_manage(context, channel):
        raise BadInput("channel_admins_only", title=channel.title)
    context.manage(channel)


async def may_manage(context: Context, channel: Subscriber) -> bool:
    """Whether the person owns a channel, or may post there as an admin; asked of Telegram each time."""
    if context.user is None:
        return False
    try:
        member = await context.bot.get_chat_member(int(channel.destination.address), context.user.id)
    except (BadRequest, Forbidden):  # the bot is not there any more, or Telegram does not know the person
        return False
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return member.status == ChatMemberStatus.OWNER


async def bot_admins(context: Context) -> None:
    """Only those named in ``ADMIN_IDS``; raise ``BadInput("owners_only")`` for others."""
    if not is_bot_admin(context):
        raise BadInput("owners_only")


def is_bot_admin(context: Context) -> bool:
    """Whether ``ADMIN_IDS`` names who asks."""
    return context.user is not None and context.user.id in context.settings.admin_ids
