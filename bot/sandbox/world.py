"""The one place where the pretended Telegram changes, and where others hear about it."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.record import Record
from bot.sandbox.state import Chat, Json, Kind, Message, Standing, StoredFile, User
from bot.sandbox.updates import Updates

KEPT_WITHOUT_HISTORY = 20
KEPT_OFFERS = 100
# Longer than this after the tap Telegram takes no answer; seen are 15 s and more, so it is a choice.
CALLBACK_SECONDS = 60.0


@dataclass(slots=True)
class Tap:
    """A tapped button that waits for its answer."""

    id: str
    chat: Chat
    message: Message
    user: User
    data: str
    time: float
    answer: Json | None = None


@dataclass(slots=True)
class Inline:
    """An inline query that waits for its answer."""

    id: str
    chat: Chat
    user: User
    query: str
    offset: str
    time: float
    answer: Json | None = None

    def result(self, result_id: str) -> Json:
        """What was offered under this id; raises LookupError."""
        offered: list[Json] = (self.answer or {"results": []})["results"]
        for each in offered:
            if each["id"] == result_id:
                return each
        raise LookupError(f"nothing was offered as {result_id}")


@dataclass(slots=True)
class Event:
    """Something changed: ``kind`` is message, edit, delete, typing, answer, inline, chat or commands."""

    kind: str
    chat: Chat | None
    message: Message | None = None
    detail: Json = field(default_factory=dict)


class World:
    """Users, chats, files, updates and the record of what the bot did."""

    def __init__(self, bot: User, *, history: bool = True, admit_unknown: bool = False) -> None:
        self.bot = bot
        self.history = history
        self.admit_unknown = admit_unknown
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.taps: dict[str, Tap] = {}
        self.inline: dict[str, Inline] = {}
        self.offered: dict[str, Inline] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[str, str] = {}
        self.updates = Updates()
        self.record = Record()
        self.listeners: list[Callable[[Event], None]] = []
        self._message_ids = itertools.count(1)
        self._user_ids = itertools.count(700_000_001)
        self._chat_ids = itertools.count(2_000_000_001)
        self._serial = itertools.count(1)
        self._random = random.Random(7)  # noqa: S311  ids of pretended files, no secret

    # ------------------------------------------------------------------ who is there

    def add_user(self, first_name: str, *, username: str = "", language: str = "") -> User:
        """A new person."""
        user = User(next(self._user_ids), first_name, username, language)
        self.users[user.id] = user
        return user

    def add_private(self, user: User, *, started: bool = False) -> Chat:
        """The chat of a person with the bot; without ``started`` the bot may not write first."""
        chat = Chat(user.id, Kind.PRIVATE, person=user, started=started)
        return self._put(chat)

    def add_chat(self, kind: Kind, title: str, members: dict[int, Standing], username: str = "") -> Chat:
        """A group or channel; ids look like Telegram's: -N for groups, -100N for the others."""
        number = next(self._chat_ids)
        chat_id = -number if kind is Kind.GROUP else -1_000_000_000_000 - number
        return self._put(Chat(chat_id, kind, title, username, members=members))

    def about(self, language: str) -> str:
        """What the bot says of itself in an empty chat, in that language or in any."""
        return self.descriptions.get(language.split("-")[0], self.descriptions.get("", ""))

    def _put(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.tell(Event("chat", chat))
        return chat

    def find(self, address: str | int) -> Chat:
        """The chat of that id or @username; raises ApiError 400."""
        text = str(address)
        if text.startswith("@"):
            found = next((c for c in self.chats.values() if c.username.lower() == text[1:].lower()), None)
        else:
            found = self.chats.get(_number(text)) or self._admitted(_number(text))
        if found is None:
            raise bad_request("chat not found")
        return found

    def _admitted(self, number: int) -> Chat | None:
        """With ``admit_unknown``: whoever the bot writes to is there, as in a benchmark's many chats."""
        if not self.admit_unknown or number == 0:
            return None
        if number > 0:
            user = self.users.setdefault(number, User(number, f"User {number}"))
            return self.add_private(user, started=True)
        kind = Kind.SUPERGROUP if number < -1_000_000_000_000 else Kind.GROUP
        return self._put(Chat(number, kind, f"Group {-number}", members={self.bot.id: Standing.MEMBER}))

    # ------------------------------------------------------------------ what is said

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves, all others together, as at Telegram's."""
        if chat.kind in (Kind.PRIVATE, Kind.GROUP):
            chat.last_id = next(self._message_ids)
        else:
            chat.last_id += 1
        return chat.last_id

    def post(self, chat: Chat, sender: User, **content: Any) -> Message:
        """A new message; the chat shows it."""
        message = Message(self.next_message_id(chat), chat, sender, **content)
        chat.messages[message.id] = message
        if not self.history and len(chat.messages) > KEPT_WITHOUT_HISTORY:
            del chat.messages[next(iter(chat.messages))]
        if sender is self.bot:
            chat.typing_until = 0.0
        self.tell(Event("message", chat, message))
        return message

    def changed(self, message: Message) -> None:
        """A message reads differently now."""
        self.tell(Event("edit", message.chat, message))

    def remove(self, message: Message) -> None:
        """A message is gone."""
        message.chat.messages.pop(message.id, None)
        self.tell(Event("delete", message.chat, message))

    def keep_file(self, name: str, mime: str, data: bytes, *, is_photo: bool = False) -> StoredFile:
        """Store bytes under a new file id."""
        file_id = f"BQACAgIAAxk{self._random.getrandbits(160):040x}"
        self.files[file_id] = StoredFile(file_id, name, mime, data, is_photo)
        return self.files[file_id]

    def add_tap(self, message: Message, user: User, data: str) -> Tap:
        """A person taps; the bot is to answer."""
        tap = Tap(str(4_000_000_000_000 + next(self._serial)), message.chat, message, user, data, time.time())
        self.taps[tap.id] = tap
        return tap

    def answer_tap(self, tap_id: str, answer: Json) -> None:
        """The bot answers a tap, once and in time; raises ApiError 400."""
        tap = self.taps.pop(tap_id, None)
        if tap is None or time.time() - tap.time > CALLBACK_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        tap.answer = answer
        self.tell(Event("answer", tap.chat, tap.message, {"tap": tap, **answer}))

    def add_inline(self, chat: Chat, user: User, query: str, offset: str) -> Inline:
        """A person types the bot's name and words into a chat; the bot is to answer."""
        number = str(5_000_000_000_000 + next(self._serial))
        asked = Inline(number, chat, user, query, offset, time.time())
        self.inline[asked.id] = asked
        return asked

    def answer_inline(self, query_id: str, answer: Json) -> None:
        """The bot answers an inline query, once and in time; raises ApiError 400."""
        asked = self.inline.pop(query_id, None)
        if asked is None or time.time() - asked.time > CALLBACK_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        asked.answer = answer
        self.offered[asked.id] = asked
        while len(self.offered) > KEPT_OFFERS:
            del self.offered[next(iter(self.offered))]
        self.tell(Event("inline", asked.chat, detail={"asked": asked}))

    def tell(self, event: Event) -> None:
        """Let everyone who listens know."""
        for listener in self.listeners:
            listener(event)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def moved(chat: Chat) -> ApiError:
    """The refusal that names a group's new id."""
    return ApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=chat.moved_to,
    )
