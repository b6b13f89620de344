"""What people do in their apps, and what the bot hears of it."""

from __future__ import annotations

import time

from bot.sandbox.formatting.detect_entities import find_entities
from bot.sandbox.members import member_json, status_change
from bot.sandbox.state import Chat, Json, Kind, Message, Standing, StoredFile, Topic, User
from bot.sandbox.world import Event, Inline, Tap, World


def say(
    world: World, chat: Chat, user: User, text: str, *, reply_to: Message | None = None, thread: int = 0
) -> Message:
    """Somebody writes; commands, mentions and addresses in the text are marked."""
    entities = [entity.to_json() for entity in find_entities(text)]
    return _post(world, chat, user, text=text, entities=entities, reply_to=reply_to, thread=thread)


def send_file(world: World, chat: Chat, user: User, file: StoredFile, caption: str = "") -> Message:
    """Somebody sends a file."""
    entities = [entity.to_json() for entity in find_entities(caption)]
    return _post(world, chat, user, text=caption, entities=entities, file=file)


def _post(world: World, chat: Chat, user: User, **content: object) -> Message:
    if chat.kind is Kind.PRIVATE:
        _come_back(world, chat, user)
    message = world.post(chat, user, **content)
    if _reaches_bot(world, message):
        kind = "channel_post" if chat.kind is Kind.CHANNEL else "message"
        world.updates.add(kind, message.to_json())
    return message


def _come_back(world: World, chat: Chat, user: User) -> None:
    """Writing to a bot starts it, and unblocks it."""
    if chat.blocked:
        unblock(world, chat, user)
    if not chat.started:
        chat.started = True
        world.tell(Event("chat", chat))


def edit(world: World, message: Message, text: str) -> None:
    """Somebody changes what they said."""
    message.text = text
    message.entities = [entity.to_json() for entity in find_entities(text)]
    message.edited = time.time()
    if _reaches_bot(world, message):
        kind = "edited_channel_post" if message.chat.kind is Kind.CHANNEL else "edited_message"
        world.updates.add(kind, message.to_json())
    world.changed(message)


def _reaches_bot(world: World, message: Message) -> bool:
    """In groups a bot that is no admin hears commands, replies to it and service messages only.

    Source: core.telegram.org/bots/features#privacy-mode. Commands that name another bot are not for it.
    """
    chat = message.chat
    standing = chat.standing(world.bot.id)
    if not standing.present or chat.moved_to:
        return False
    if not chat.is_group or standing.rules or message.service:
        return True
    answered = message.reply_to is not None and message.reply_to.sender is world.bot
    return answered or _commands(world, message)


def _commands(world: World, message: Message) -> bool:
    first = message.text.split(maxsplit=1)[0] if message.text.strip() else ""
    _, at, name = first.partition("@")
    return first.startswith("/") and (not at or name.lower() == world.bot.username.lower())


def tap(world: World, message: Message, user: User, data: str) -> Tap:
    """Somebody taps a button that carries data."""
    tapped = world.add_tap(message, user, data)
    query: Json = {"id": tapped.id, "from": user.to_json(), "message": message.to_json()}
    query |= {"chat_instance": str(message.chat.id * 7919), "data": data}
    world.updates.add("callback_query", query)
    return tapped


def ask_inline(world: World, chat: Chat, user: User, query: str, offset: str) -> Inline:
    """Somebody types the bot's name and words into a chat, which the bot need not be in."""
    asked = world.add_inline(chat, user, query, offset)
    kind = "sender" if chat.person is user else chat.kind.value
    told: Json = {"id": asked.id, "from": user.to_json(), "query": query, "offset": offset}
    world.updates.add("inline_query", told | {"chat_type": kind})
    return asked


def paste(world: World, chat: Chat, user: User, result: Json) -> Message:
    """Somebody chooses what an inline query offered: it is a message of theirs."""
    content = {name: result[name] for name in ("text", "entities", "markup", "preview")}
    return world.post(chat, user, **content)


def block(world: World, chat: Chat, user: User) -> None:
    """Somebody blocks the bot in their private chat."""
    chat.blocked = True
    status_change(world, chat, world.bot, Standing.KICKED, by=user, old=Standing.MEMBER)


def unblock(world: World, chat: Chat, user: User) -> None:
    """Somebody lets the bot write again."""
    chat.blocked = False
    status_change(world, chat, world.bot, Standing.MEMBER, by=user, old=Standing.KICKED)


def mute(world: World, chat: Chat, by: User, *, muted: bool = True) -> None:
    """An admin takes the bot's right to post in a channel, or gives it back."""
    before = member_json(world.bot, chat.standing(world.bot.id), chat)
    chat.muted = muted
    status_change(world, chat, world.bot, chat.standing(world.bot.id), by=by, shown_before=before)


def set_standing(world: World, chat: Chat, user: User, standing: Standing, by: User) -> None:
    """Somebody in a group adds, promotes, demotes or removes somebody, the bot perhaps."""
    arrives = standing.present and not chat.standing(user.id).present
    status_change(world, chat, user, standing, by=by)
    if arrives and chat.is_group:
        _service(world, chat, by, {"new_chat_members": [user.to_json()]})


def upgrade(world: World, chat: Chat, by: User) -> Chat:
    """A group becomes a supergroup, with a new id; the old one only tells where it went."""
    new = world.add_chat(Kind.SUPERGROUP, chat.title, dict(chat.members))
    _service(world, chat, by, {"migrate_to_chat_id": new.id})
    chat.moved_to = new.id
    _service(world, new, by, {"migrate_from_chat_id": chat.id})
    return new


def add_topic(world: World, chat: Chat, user: User, name: str) -> int:
    """Somebody opens a topic; it is known by the message that says so."""
    chat.last_id = max(1, chat.last_id)  # 1 is General
    thread = chat.last_id + 1
    chat.topics[thread] = Topic(thread, name)
    _service(world, chat, user, {"forum_topic_created": {"name": name, "icon_color": 7322096}}, thread)
    return thread


def rename_topic(world: World, chat: Chat, user: User, thread: int, name: str) -> None:
    """Somebody gives a topic another name."""
    chat.topics[thread].name = name
    _service(world, chat, user, {"forum_topic_edited": {"name": name}}, thread)


def _service(world: World, chat: Chat, user: User, service: Json, thread: int = 0) -> None:
    message = world.post(chat, user, service=service, thread=thread)
    if _reaches_bot(world, message):
        world.updates.add("message", message.to_json())


def close_topic(world: World, chat: Chat, thread: int, *, closed: bool = True) -> None:
    """A topic is closed, or opened again."""
    chat.topics[thread].closed = closed
    world.tell(Event("chat", chat))


def delete_topic(world: World, chat: Chat, thread: int) -> None:
    """A topic goes with its messages."""
    del chat.topics[thread]
    chat.messages = {number: m for number, m in chat.messages.items() if m.thread != thread}
    world.tell(Event("chat", chat))
