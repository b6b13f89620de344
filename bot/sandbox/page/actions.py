"""What the person in front of the chat page does."""

from __future__ import annotations

from bot.sandbox import people
from bot.sandbox.state import Chat, Json, Message, Standing, User
from bot.sandbox.world import World


def act(world: World, deed: Json) -> Json:
    """Carry out one deed; raises LookupError or ValueError for one that makes no sense."""
    chat = world.chats[int(deed["chat"])]
    user = world.users[int(deed["by"])]
    match deed["do"]:
        case "say" if str(deed["text"]).strip():
            _say(world, chat, user, deed)
        case "send":
            people.send_file(world, chat, user, world.files[deed["file"]], str(deed["text"]))
        case "edit":
            people.edit(world, _message(chat, deed), str(deed["text"]))
        case "tap":
            people.tap(world, _message(chat, deed), user, str(deed["data"]))
        case "inline":
            people.ask_inline(world, chat, user, str(deed["query"]), str(deed.get("offset") or ""))
        case "paste":
            people.paste(world, chat, user, world.offered[deed["query"]].result(str(deed["result"])))
        case other:
            _belong(world, chat, user, other)
    return {"type": "done", "do": deed["do"], "chat": chat.id}


def _belong(world: World, chat: Chat, user: User, deed: object) -> None:
    """Keep the bot out, or let it in."""
    match deed:
        case "block":
            people.block(world, chat, user)
        case "kick":
            people.set_standing(world, chat, world.bot, Standing.KICKED, user)
        case "add":
            people.set_standing(world, chat, world.bot, Standing.MEMBER, user)
        case _:
            raise ValueError(f"nothing to do for {deed}")


def _say(world: World, chat: Chat, user: User, deed: Json) -> None:
    reply_to = chat.messages.get(int(deed.get("reply_to") or 0))
    people.say(world, chat, user, str(deed["text"]), reply_to=reply_to, thread=int(deed.get("thread") or 0))


def _message(chat: Chat, deed: Json) -> Message:
    return chat.messages[int(deed["message"])]
