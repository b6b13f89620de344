"""Methods about chats and who is in them."""

from __future__ import annotations

from bot.sandbox.api.access import check_presence
from bot.sandbox.api.methods.types import Method
from bot.sandbox.errors import bad_request
from bot.sandbox.members import member_json, status_change
from bot.sandbox.params import Params
from bot.sandbox.state import Chat, Kind, Standing, User
from bot.sandbox.world import World


def _chat(world: World, params: Params) -> Chat:
    address = params.text("chat_id")
    if not address:
        raise bad_request("chat_id is empty")
    chat = world.find(address)
    check_presence(world, chat)
    return chat


async def get_chat(world: World, params: Params) -> object:
    """getChat; colours and reactions are constants here."""
    chat = _chat(world, params)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    shown = chat.to_json() | {"accent_color_id": 0, "max_reaction_count": 11}
    return shown | {"accepted_gift_types": dict.fromkeys(gifts, False)}


async def get_chat_member(world: World, params: Params) -> object:
    """getChatMember."""
    chat = _chat(world, params)
    user = _user(world, params)
    return member_json(user, chat.standing(user.id), chat)


def _user(world: World, params: Params) -> User:
    user = world.users.get(params.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    return user


async def get_chat_administrators(world: World, params: Params) -> object:
    """getChatAdministrators; other bots are never among them."""
    chat = _chat(world, params)
    if chat.kind is Kind.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    ruling = [(world.users[user], standing) for user, standing in chat.members.items() if standing.rules]
    return [member_json(user, standing, chat) for user, standing in ruling]


async def get_chat_member_count(world: World, params: Params) -> object:
    """getChatMemberCount."""
    chat = _chat(world, params)
    if chat.kind is Kind.PRIVATE:
        return 2
    return sum(standing.present for standing in chat.members.values())


async def leave_chat(world: World, params: Params) -> object:
    """leaveChat."""
    chat = _chat(world, params)
    if chat.kind is Kind.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    status_change(world, chat, world.bot, Standing.LEFT)
    return True


METHODS: dict[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
