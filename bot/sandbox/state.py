"""What the pretended Telegram knows: users, chats, messages, files; and how the Bot API shows them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """Kinds of chats, in the Bot API's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Standing(StrEnum):
    """What somebody is in a chat, in the Bot API's words."""

    OWNER = "creator"
    ADMIN = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def present(self) -> bool:
        """Whether they are in the chat."""
        return self not in (Standing.LEFT, Standing.KICKED)

    @property
    def rules(self) -> bool:
        """Whether they are among the chat's admins."""
        return self in (Standing.OWNER, Standing.ADMIN)


@dataclass(slots=True)
class User:
    """A person, or the bot. ``language`` is the IETF tag that the person's app sends along."""

    id: int
    first_name: str
    username: str = ""
    language: str = ""
    is_bot: bool = False
    deactivated: bool = False

    def to_json(self) -> Json:
        """As the Bot API shows a User."""
        shown: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            shown["username"] = self.username
        if self.language:
            shown["language_code"] = self.language
        return shown


@dataclass(slots=True)
class Topic:
    """A thread of a forum; 1 is the one called General, which messages name by naming none."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class StoredFile:
    """A file somebody sent, bytes and all."""

    id: str
    name: str
    mime: str
    data: bytes
    is_photo: bool = False

    def to_json(self) -> Json:
        """As the Bot API shows a Document or a PhotoSize."""
        shown: Json = {"file_id": self.id, "file_unique_id": self.id[-12:], "file_size": len(self.data)}
        more = (
            {"width": 1, "height": 1} if self.is_photo else {"file_name": self.name, "mime_type": self.mime}
        )
        return shown | more


@dataclass(slots=True)
class Message:
    """One message as it stands now. ``time`` is seconds since 1970, ``edited`` likewise or 0.

    ``rich`` has the blocks of a rich one, whose ``text`` is only what can be read in them.
    """

    id: int
    chat: Chat
    sender: User
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    thread: int = 0
    file: StoredFile | None = None
    reply_to: Message | None = None
    preview: Json | None = None
    rich: Json | None = None
    silent: bool = False
    service: Json | None = None
    time: float = field(default_factory=time.time)
    edited: float = 0.0

    @property
    def buttons(self) -> list[Json]:
        """Every inline button, row after row, as the Bot API shows it."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        """The labels of the inline buttons, row after row."""
        return [button["text"] for button in self.buttons]

    def to_json(self, *, deep: bool = True) -> Json:
        """As the Bot API shows a Message; ``deep`` includes the message it replies to."""
        shown: Json = {"message_id": self.id, **self._origin(), "date": int(self.time), **self._content()}
        if self.edited:
            shown["edit_date"] = int(self.edited)
        if self.buttons:  # of keyboards, only inline ones are part of a message
            shown["reply_markup"] = self.markup
        if self.thread:
            shown |= {"message_thread_id": self.thread, "is_topic_message": True}
        if deep and (answered := self.reply_to or self._beginning()):
            shown["reply_to_message"] = answered.to_json(deep=False)
        return shown

    def _beginning(self) -> Message | None:
        """In a topic what answers nothing answers the message that opened it."""
        return self.chat.messages.get(self.thread) if self.thread not in (0, self.id) else None

    def _origin(self) -> Json:
        chat = self.chat.to_json()
        if self.chat.kind is Kind.CHANNEL:
            return {"sender_chat": chat, "chat": chat}
        return {"from": self.sender.to_json(), "chat": chat}

    def _content(self) -> Json:
        if self.service:
            return self.service
        if self.rich:
            return {"rich_message": self.rich}
        kind = "caption" if self.file else "text"
        shown: Json = {kind: self.text} if self.text else {}
        if self.entities:
            shown["caption_entities" if self.file else "entities"] = self.entities
        if self.preview:
            shown["link_preview_options"] = self.preview
        if self.file:
            shown |= (
                {"photo": [self.file.to_json()]} if self.file.is_photo else {"document": self.file.to_json()}
            )
        return shown


@dataclass(slots=True)
class Chat:
    """A chat as it stands now; of a private one ``person`` is the other side.

    ``blocked`` and ``started`` concern private chats, ``members`` the others, ``topics`` forums. With
    ``moved_to`` the group has become that supergroup. ``muted`` takes the bot's right to write,
    ``silent_admins`` may not post in their channel.
    """

    id: int
    kind: Kind
    title: str = ""
    username: str = ""
    person: User | None = None
    started: bool = False
    blocked: bool = False
    muted: bool = False
    moved_to: int = 0
    members: dict[int, Standing] = field(default_factory=dict)
    silent_admins: set[int] = field(default_factory=set)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    typing_until: float = 0.0

    @property
    def is_forum(self) -> bool:
        """Whether the chat has topics."""
        return bool(self.topics)

    @property
    def is_group(self) -> bool:
        """Whether it is a group of either kind."""
        return self.kind in (Kind.GROUP, Kind.SUPERGROUP)

    def standing(self, user: int) -> Standing:
        """What a user is here."""
        if self.kind is Kind.PRIVATE:
            return Standing.MEMBER
        return self.members.get(user, Standing.LEFT)

    def to_json(self) -> Json:
        """As the Bot API shows a Chat."""
        shown: Json = {"id": self.id, "type": self.kind.value}
        if self.person:
            shown["first_name"] = self.person.first_name
        else:
            shown["title"] = self.title
        username = self.person.username if self.person else self.username
        if username:
            shown["username"] = username
        if self.topics:
            shown["is_forum"] = True
        return shown
