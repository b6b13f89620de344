"""In which chats a person was seen as an admin, and what their topics are called.

It says where to ask, and is never believed: rights are asked of Telegram each time.
"""

from __future__ import annotations

from datetime import timedelta

from telegram import Message

from bot.chat.context import Context
from digests.model import ChatKind, Destination

_KEPT = timedelta(days=3650)


async def keep(context: Context, person: int, chat: int, kind: ChatKind, title: str) -> None:
    """This person looks after that chat, as far as one sees."""
    await _put(context, f"manages:{person}:{chat}", f"{kind}:{title}")


async def chats(context: Context, person: int) -> dict[int, tuple[ChatKind, str]]:
    """The chats in which this person was seen so, with what they are and their titles, by their ids."""
    found = await context.services.notes.under(f"manages:{person}:", context.now)
    parted = {int(chat): value.partition(":") for chat, value in found.items()}
    return {chat: (ChatKind(kind), title) for chat, (kind, _, title) in parted.items()}


async def keep_topic(context: Context) -> None:
    """What the topic is called that an update came from: its first message says so, and who renames it.

    Telegram cannot be asked for it.
    """
    message = context.message
    if context.chat is None or not context.thread or not isinstance(message, Message):
        return
    if name := _said_by(message) or _said_by(message.reply_to_message):
        await _put(context, f"topic:{context.chat.id}:{context.thread}", name)


def _said_by(message: Message | None) -> str:
    if message is None:
        return ""
    said = message.forum_topic_created or message.forum_topic_edited
    return (said.name or "") if said else ""


async def topics(context: Context, chat: int | str) -> dict[int, str]:
    """The names of a group's topics, as far as they are known, by their threads."""
    found = await context.services.notes.under(f"topic:{chat}:", context.now)
    return {int(thread): name for thread, name in found.items()}


async def topic(context: Context, place: Destination) -> str:
    """What one topic is called, "" where that is not known, or it is none."""
    return (await topics(context, place.address)).get(place.thread, "") if place.thread else ""


async def _put(context: Context, name: str, value: str) -> None:
    """Most is known already, and need not wait for those who write."""
    if await context.services.notes.get(name, context.now) != value:
        await context.services.notes.put(name, value, context.now, _KEPT)
