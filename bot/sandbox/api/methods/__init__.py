"""The Bot API's methods by name, in lower case as Telegram's server compares them."""

from __future__ import annotations

from bot.sandbox.api.methods import chats, inline, messages, profile, receiving
from bot.sandbox.api.methods.types import Method

METHODS: dict[str, Method] = {
    name.lower(): method
    for table in (messages.METHODS, chats.METHODS, inline.METHODS, profile.METHODS, receiving.METHODS)
    for name, method in table.items()
}
# What brings something new into a chat, and so counts against the rates.
SENDING = frozenset({"sendmessage", "sendrichmessage", "senddocument", "sendphoto"})
