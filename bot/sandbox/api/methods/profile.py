"""Methods about the bot itself: who it is, its commands, its descriptions."""

from __future__ import annotations

import re

from bot.sandbox.api.methods.types import Method
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.state import Chat, Json, User
from bot.sandbox.world import Event, World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


async def get_me(world: World, _params: Params) -> object:
    """getMe; groups show the bot what concerns it only, as is usual (privacy mode)."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }
    more = {"can_connect_to_business": False, "has_main_web_app": False}
    return world.bot.to_json() | abilities | more


async def set_my_commands(world: World, params: Params) -> object:
    """setMyCommands, for a scope and a language."""
    commands = params.listing("commands", "BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(raw) for raw in commands]
    world.commands[_scope(params), params.text("language_code")] = checked
    world.tell(Event("commands", None))
    return True


def _command(raw: object) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(raw.get("command", "")).removeprefix("/")
    description = str(raw.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


async def get_my_commands(world: World, params: Params) -> object:
    """getMyCommands of exactly that scope and language."""
    return world.commands.get((_scope(params), params.text("language_code")), [])


async def delete_my_commands(world: World, params: Params) -> object:
    """deleteMyCommands of exactly that scope and language."""
    world.commands.pop((_scope(params), params.text("language_code")), None)
    world.tell(Event("commands", None))
    return True


def _scope(params: Params) -> str:
    scope = params.record("scope", "BotCommandScope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return scope_key(kind, *(scope[name] for name in ("chat_id", "user_id") if name in scope))


def scope_key(kind: str, *ids: object) -> str:
    """A scope as one text."""
    return ":".join([kind, *map(str, ids)])


def commands_for(world: World, chat: Chat, user: User) -> list[Json]:
    """What a person sees behind ``/``: the narrowest scope that has any, the person's language first."""
    scopes = [scope_key("chat_member", chat.id, user.id), *_chat_scopes(chat, user), "default"]
    languages = [user.language.split("-")[0], ""]
    tries = ((scope, language) for scope in scopes for language in languages)
    return next((world.commands[key] for key in tries if world.commands.get(key)), [])


def _chat_scopes(chat: Chat, user: User) -> list[str]:
    if not chat.is_group:
        return [scope_key("chat", chat.id), "all_private_chats"]
    ruling = chat.standing(user.id).rules
    own = [scope_key("chat_administrators", chat.id)] if ruling else []
    every = ["all_chat_administrators"] if ruling else []
    return [*own, scope_key("chat", chat.id), *every, "all_group_chats"]


async def set_my_description(world: World, params: Params) -> object:
    """setMyDescription: what an empty chat with the bot shows."""
    world.descriptions[params.text("language_code")] = params.text("description")
    world.tell(Event("commands", None))
    return True


async def accept(_world: World, _params: Params) -> object:
    """Methods that change nothing a chat shows here."""
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": accept,
    "setMyDescription": set_my_description,
    "setMyShortDescription": accept,
    "setChatMenuButton": accept,
    "setMyDefaultAdministratorRights": accept,
    "logOut": accept,
    "close": accept,
}
