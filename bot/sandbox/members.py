"""Who is what in a chat: how the Bot API shows it, and the updates when it changes."""

from __future__ import annotations

import time

from bot.sandbox.state import Chat, Json, Kind, Standing, User
from bot.sandbox.world import Event, World

_ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
_MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
)


def member_json(user: User, standing: Standing, chat: Chat) -> Json:
    """As the Bot API shows a ChatMember of a chat; in a channel admins have rights of their own."""
    shown: Json = {"status": standing.value, "user": user.to_json()}
    match standing:
        case Standing.OWNER:
            return shown | {"is_anonymous": False}
        case Standing.ADMIN:
            shown |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_ADMIN_RIGHTS, True)
            return shown | _channel_rights(user, chat)
        case Standing.RESTRICTED:
            return shown | {"is_member": True, "until_date": 0} | dict.fromkeys(_MEMBER_RIGHTS, False)
        case Standing.KICKED:
            return shown | {"until_date": 0}
        case _:
            return shown


def _channel_rights(user: User, chat: Chat) -> Json:
    if chat.kind is not Kind.CHANNEL:
        return {}
    may = user.id not in chat.silent_admins and not (chat.muted and user.is_bot)
    return dict.fromkeys(("can_post_messages", "can_edit_messages"), may)


def status_change(
    world: World,
    chat: Chat,
    user: User,
    new: Standing,
    *,
    by: User | None = None,
    old: Standing | None = None,
    shown_before: Json | None = None,
) -> None:
    """Somebody becomes something else in a chat; the bot hears of itself, and of others if it asked."""
    shown_before = shown_before or member_json(user, old or chat.standing(user.id), chat)
    if chat.kind is not Kind.PRIVATE:
        chat.members[user.id] = new
    kind = "my_chat_member" if user is world.bot else "chat_member"
    change = {
        "chat": chat.to_json(),
        "from": (by or user).to_json(),
        "date": int(time.time()),
        "old_chat_member": shown_before,
        "new_chat_member": member_json(user, new, chat),
    }
    world.updates.add(kind, change)
    world.tell(Event("chat", chat))
