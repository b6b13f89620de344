"""Whether the bot may write in a chat, and Telegram's words when it may not."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.state import Chat, Kind, Standing
from bot.sandbox.world import World, moved

GENERAL = 1


def check_write(world: World, chat: Chat, thread: int = 0) -> None:
    """Raise ApiError 400 or 403 unless the bot may write to that thread (0 for none) of the chat."""
    if chat.kind is Kind.PRIVATE:
        _check_private(chat)
    else:
        check_presence(world, chat)
        _check_rights(world, chat)
    _check_thread(world, chat, thread)


def _check_private(chat: Chat) -> None:
    if chat.person is not None and chat.person.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def check_presence(world: World, chat: Chat) -> None:
    """Raise ApiError unless the bot is in that group or channel."""
    if chat.kind is Kind.PRIVATE:
        return
    if chat.moved_to:
        raise moved(chat)
    standing = chat.standing(world.bot.id)
    if standing is Standing.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if standing is Standing.LEFT:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def _check_rights(world: World, chat: Chat) -> None:
    if chat.kind is Kind.CHANNEL and not chat.standing(world.bot.id).rules:
        raise bad_request("need administrator rights in the channel chat")
    if chat.muted:
        raise bad_request("not enough rights to send text messages to the chat")


def _check_thread(world: World, chat: Chat, thread: int) -> None:
    """General is named by no thread at all: its id, 1, is refused like one that does not exist."""
    if thread and (thread == GENERAL or thread not in chat.topics):
        raise _no_thread()
    topic = chat.topics.get(thread or GENERAL)
    if topic is not None and topic.closed and not chat.standing(world.bot.id).rules:
        raise bad_request("TOPIC_CLOSED")


def _no_thread() -> ApiError:
    return bad_request("message thread not found")
