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


def member_json(user: User, standing: Standing) -> Json:
    """As the Bot API shows a ChatMember."""
    shown: Json = {"status": standing.value, "user": user.to_json()}
    match standing:
        case Standing.OWNER:
            return shown | {"is_anonymous": False}
        case Standing.ADMIN:
            return (
                shown | {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_ADMIN_RIGHTS, True)
            )
        case Standing.RESTRICTED:
            return shown | {"is_member": True, "until_date": 0} | dict.fromkeys(_MEMBER_RIGHTS, False)
        case Standing.KICKED:
            return shown | {"until_date": 0}
        case _:
            return shown


def status_change(
    world: World,
    chat: Chat,
    user: User,
    new: Standing,
    *,
    by: User | None = None,
    old: Standing | None = None,
) -> None:
    """Somebody becomes something else in a chat; the bot hears of itself, and of others if it asked."""
    before = old or chat.standing(user.id)
    if chat.kind is not Kind.PRIVATE:
        chat.members[user.id] = new
    kind = "my_chat_member" if user is world.bot else "chat_member"
    change = {
        "chat": chat.to_json(),
        "from": (by or user).to_json(),
        "date": int(time.time()),
        "old_chat_member": member_json(user, before),
        "new_chat_member": member_json(user, new),
    }
    world.updates.add(kind, change)
    world.tell(Event("chat", chat))
