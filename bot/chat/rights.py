"""Who may do what. Asked on every action, so that who has lost a right has lost it at once."""

from __future__ import annotations

from telegram import Message
from telegram.constants import ChatMemberStatus

from bot.chat.context import Context
from digests.errors import BadInput
from digests.model import ChatKind

_RULING = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


async def chat_admins(context: Context) -> None:
    """Only a group's admins change its settings; raise ``BadInput("admins_only")`` for others."""
    if context.kind is ChatKind.PRIVATE or _is_anonymous_admin(context):
        return
    if context.chat is None or context.user is None:
        raise BadInput("admins_only")
    member = await context.bot.get_chat_member(context.chat.id, context.user.id)
    if member.status not in _RULING:
        raise BadInput("admins_only")


def _is_anonymous_admin(context: Context) -> bool:
    """Who writes in the name of the group itself is one of its admins (a tap always names the person)."""
    message, chat = context.message, context.chat
    if not isinstance(message, Message) or chat is None or message.from_user != context.user:
        return False
    return message.sender_chat is not None and message.sender_chat.id == chat.id


async def bot_admins(context: Context) -> None:
    """Only those named in ``ADMIN_IDS``; raise ``BadInput("owners_only")`` for others."""
    if context.user is None or context.user.id not in context.settings.admin_ids:
        raise BadInput("owners_only")
