"""The world as the chat page shows it."""

from __future__ import annotations

import itertools

from bot.sandbox.api.methods.profile import commands_for
from bot.sandbox.state import Chat, Json, Message, User
from bot.sandbox.world import Event, Inline, World

# Enough to play; a benchmark's thousands of chats must not choke a page.
MOST_CHATS = 50
MOST_MESSAGES = 200


def show_world(world: World) -> Json:
    """Everything, for a page that has just been opened."""
    chats = itertools.islice(world.chats.values(), MOST_CHATS)
    return {"type": "hello", "bot": world.bot.to_json(), "chats": [show_chat(world, chat) for chat in chats]}


def show_chat(world: World, chat: Chat) -> Json:
    """A chat with its newest messages."""
    messages = list(chat.messages.values())[-MOST_MESSAGES:]
    return show_place(world, chat) | {"messages": [show_message(world, message) for message in messages]}


def show_place(world: World, chat: Chat) -> Json:
    """A chat without its messages."""
    people = [chat.person] if chat.person else [world.users[number] for number in chat.members]
    return chat.to_json() | {
        "people": [_show_person(world, chat, person) for person in people if not person.is_bot],
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values()],
        "started": chat.started,
        "blocked": chat.blocked,
        "moved_to": chat.moved_to,
        "bot": chat.standing(world.bot.id).value,
        "about": world.about(chat.person.language if chat.person else ""),
    }


def _show_person(world: World, chat: Chat, person: User) -> Json:
    standing = chat.standing(person.id).value
    return person.to_json() | {"standing": standing, "commands": commands_for(world, chat, person)}


def show_message(world: World, message: Message) -> Json:
    """A message; ``mine`` says that a person wrote it."""
    return message.to_json() | {"mine": message.sender is not world.bot, "service": message.service}


def show_event(world: World, event: Event) -> Json:
    """A change."""
    shown: Json = {"type": event.kind, "chat": event.chat.id if event.chat else 0}
    match event.kind:
        case "message" | "edit" if event.message:
            shown["message"] = show_message(world, event.message)
        case "delete" if event.message:
            shown["message"] = event.message.id
        case "answer" if event.message:
            shown |= {"message": event.message.id, "data": event.detail["tap"].data}
            shown |= {name: event.detail[name] for name in ("text", "show_alert", "url")}
        case "inline":
            shown |= _show_offer(event.detail["asked"])
        case "chat" if event.chat:
            shown["place"] = show_place(world, event.chat)
        case "commands":
            shown["places"] = [
                show_place(world, c) for c in itertools.islice(world.chats.values(), MOST_CHATS)
            ]
    return shown


def _show_offer(asked: Inline) -> Json:
    """What an inline query found, to choose from."""
    answer = asked.answer or {}
    listed = [{name: each[name] for name in ("id", "title", "description")} for each in answer["results"]]
    hint = (answer["button"] or {}).get("text", "")
    more = answer["next_offset"]
    return {"query": asked.id, "asked": asked.query, "results": listed, "hint": hint, "more": more}
