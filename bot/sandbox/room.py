"""A chat as a test uses it: say something, wait for what the bot does, tap a button."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox import people
from bot.sandbox.formatting.entities import utf16_slice
from bot.sandbox.state import Chat, Json, Kind, Message, Standing, Topic, User
from bot.sandbox.world import Event, Tap, World

T = TypeVar("T")
PATIENCE = 10.0
MARKS = "✓☐☑✅‹› "  # what a label wears before its words


class Watch:
    """Wakes whoever waits when anything changes."""

    def __init__(self, world: World) -> None:
        self._waiting: set[asyncio.Event] = set()
        world.listeners.append(self._wake)

    def _wake(self, _event: Event) -> None:
        for waiting in self._waiting:
            waiting.set()

    async def until(self, look: Callable[[], T | None], patience: float) -> T:
        """What ``look`` finds, once it finds something; raises TimeoutError after ``patience`` seconds."""
        change = asyncio.Event()
        self._waiting.add(change)
        try:
            async with asyncio.timeout(patience):
                while (found := look()) is None:
                    await change.wait()
                    change.clear()
            return found
        finally:
            self._waiting.discard(change)


class Room:
    """A chat, and the person who sits at it (any member may act through ``by``)."""

    def __init__(self, world: World, watch: Watch, chat: Chat, person: User) -> None:
        self._world = world
        self._watch = watch
        self._seen = 0
        self._acted = 0.0
        self.chat = chat
        self.person = person

    @property
    def id(self) -> int:
        """The chat's id, as the bot knows it."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """All messages as they stand, oldest first."""
        return list(self.chat.messages.values())

    @property
    def replies(self) -> list[Message]:
        """The bot's messages among them."""
        return [m for m in self.chat.messages.values() if m.sender is self._world.bot]

    @property
    def last(self) -> Message:
        """The bot's newest message; raises IndexError while there is none."""
        return self.replies[-1]

    # ------------------------------------------------------------------ what the person does

    async def say(
        self, text: str, *, by: User | None = None, reply_to: Message | None = None, thread: int = 0
    ) -> Message:
        """Write a message."""
        self._act()
        return people.say(self._world, self.chat, by or self.person, text, reply_to=reply_to, thread=thread)

    async def ask(self, text: str, *, by: User | None = None, patience: float = PATIENCE) -> Message:
        """Write a message and wait for the bot's next one."""
        await self.say(text, by=by)
        return await self.wait_reply(patience=patience)

    async def send_document(
        self,
        name: str,
        data: bytes,
        *,
        mime: str = "application/octet-stream",
        caption: str = "",
        by: User | None = None,
    ) -> Message:
        """Send a file."""
        self._act()
        file = self._world.keep_file(name, mime, data)
        return people.send_file(self._world, self.chat, by or self.person, file, caption)

    async def edit(self, message: Message, text: str) -> None:
        """Change what was said."""
        people.edit(self._world, message, text)

    async def tap(
        self,
        button: str,
        *,
        message: Message | None = None,
        by: User | None = None,
        patience: float = PATIENCE,
    ) -> str:
        """Tap a button by its label, by the start of it, or by its data; the toast, or "" for none.

        Waits for the bot's answer to the tap. Raises LookupError when there is no such button.
        """
        target = message or self._holder(button)
        self._act()
        tapped = people.tap(self._world, target, by or self.person, find_button(target, button))
        answered = await self._watch.until(lambda: tapped.answer, patience)
        return str(answered["text"])

    def start_tap(self, button: str, *, message: Message | None = None, by: User | None = None) -> Tap:
        """Tap without waiting for the answer."""
        self._act()
        target = message or self._holder(button)
        return people.tap(self._world, target, by or self.person, find_button(target, button))

    def _holder(self, button: str) -> Message:
        """The newest of the bot's messages that has the button, or has any."""
        with_buttons = [m for m in reversed(self.replies) if m.buttons]
        if not with_buttons:
            raise LookupError(f"no message with buttons to find {button!r} in")
        return next((m for m in with_buttons if _matching(m, button)), with_buttons[0])

    async def inline(self, query: str, offset: str = "", *, by: User | None = None) -> Json:
        """Type the bot's name and these words: what it offers, as ``answerInlineQuery`` had it."""
        asked = people.ask_inline(self._world, self.chat, by or self.person, query, offset)
        return await self._watch.until(lambda: asked.answer, PATIENCE)

    async def paste(self, result: Json, *, by: User | None = None) -> Message:
        """Choose one of these results: the message that it becomes."""
        return people.paste(self._world, self.chat, by or self.person, result)

    # ------------------------------------------------------------------ waiting

    async def wait_reply(self, text: str = "", *, patience: float = PATIENCE) -> Message:
        """The bot's next message with ``text`` since the person last acted, or since the last such wait."""

        def look() -> Message | None:
            fresh = (m for m in self.replies if m.id > self._seen and text in m.text)
            return next(fresh, None)

        found = await self._watch.until(look, patience)
        self._seen = max(self._seen, found.id)
        return found

    async def wait_edit(self, message: Message, text: str = "", *, patience: float = PATIENCE) -> Message:
        """The message once it holds ``text``; without it, once edited since the person last acted."""

        def look() -> Message | None:
            done = text in message.text if text else message.edited >= self._acted
            return message if done else None

        return await self._watch.until(look, patience)

    async def wait_until(self, look: Callable[[], T | None], *, patience: float = PATIENCE) -> T:
        """What ``look`` finds once it finds something; it is asked after every change."""
        return await self._watch.until(look, patience)

    def _act(self) -> None:
        """What comes from here on answers what the person does now."""
        self._seen = next(reversed(self.chat.messages), 0)
        self._acted = time.time()

    # ------------------------------------------------------------------ membership

    def block(self) -> None:
        """The person blocks the bot."""
        people.block(self._world, self.chat, self.person)

    def unblock(self) -> None:
        """The person unblocks the bot without writing."""
        people.unblock(self._world, self.chat, self.person)

    def set_bot(self, standing: Standing, *, by: User | None = None) -> None:
        """Add, promote, demote, remove or kick the bot."""
        people.set_standing(self._world, self.chat, self._world.bot, standing, by or self.person)

    def kick_bot(self, *, by: User | None = None) -> None:
        """Throw the bot out."""
        self.set_bot(Standing.KICKED, by=by)

    def add_bot(self, *, by: User | None = None) -> None:
        """Let the bot in."""
        self.set_bot(Standing.MEMBER, by=by)

    def upgrade(self, *, by: User | None = None) -> Room:
        """The group becomes a supergroup: the new room."""
        new = people.upgrade(self._world, self.chat, by or self.person)
        return Room(self._world, self._watch, new, self.person)

    def add_topic(self, name: str) -> int:
        """A new topic (which makes the supergroup a forum); its thread id."""
        if self.chat.kind is not Kind.SUPERGROUP:
            raise ValueError("only supergroups have topics")
        self.chat.topics.setdefault(1, Topic(1, "General"))
        return people.add_topic(self._world, self.chat, self.person, name)

    def close_topic(self, thread: int) -> None:
        """Close a topic; 1 is General."""
        people.close_topic(self._world, self.chat, thread)

    def delete_topic(self, thread: int) -> None:
        """Delete a topic."""
        people.delete_topic(self._world, self.chat, thread)


def _matching(message: Message, button: str) -> list[str]:
    """Data of the buttons meant, the best match first: the label itself, the data, the label's start."""
    carrying = [b for b in message.buttons if "callback_data" in b]
    exact = [b for b in carrying if b["text"] == button or b["callback_data"] == button]
    close = [
        b for b in carrying if b["text"].startswith(button) or b["text"].lstrip(MARKS).startswith(button)
    ]
    return [str(b["callback_data"]) for b in exact or close]


def find_button(message: Message, button: str) -> str:
    """The data of the button meant; raises LookupError naming the labels there are."""
    found = _matching(message, button)
    if not found:
        raise LookupError(f"no button {button!r} among {message.labels}")
    return found[0]


def covered(message: Message, kind: str) -> list[str]:
    """The stretches of a message's text that entities of that kind cover."""
    return [
        utf16_slice(message.text, e["offset"], e["length"]) for e in message.entities if e["type"] == kind
    ]
