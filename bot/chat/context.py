"""The typed context of every handler: who asks, where, in which language, and the domain's services."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from telegram import Chat, Message, Update, User
from telegram.ext import CallbackContext, ExtBot

from bot.chat.pending_question import Awaited
from bot.chat.reader import Reader
from bot.chat.shared import SHARED, Shared
from bot.settings import Settings
from bot.telegram.transport import TELEGRAM
from bot.texts import language_of
from digests.errors import Unavailable
from digests.model import FIRST, ChatKind, Destination, Edition, Subscriber, Subscription
from digests.services.services import Services


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """One update's context; ``load`` fills it before any handler runs."""

    def __init__(self, application: Any, chat_id: int | None = None, user_id: int | None = None) -> None:
        super().__init__(application, chat_id, user_id)
        self.chat: Chat | None = None
        self.user: User | None = None
        self.message: Message | None = None
        self.subscriber: Subscriber | None = None
        self.managed: Subscriber | None = None
        self.topic = ""
        self.edition: Edition | None = None
        self.awaited: Awaited | None = None
        self.wish = ""

    async def load(self, update: Update) -> None:
        """Take from an update who asks and where, and find the subscriber of that place."""
        self.chat, self.user = update.effective_chat, update.effective_user
        self.message = update.effective_message
        self.wish = str(update.update_id)
        self.managed = self.edition = None
        if self.chat is None:
            return
        self.subscriber = await self.services.subscriptions.find(self.place)

    def manage(self, there: Subscriber, topic: str = "") -> None:
        """From here on this update is about another chat; that the person may change it was asked before.

        ``topic`` is what the topic is called, if it is one.
        """
        self.subscriber = self.managed = there
        self.topic = topic

    async def speak_of(self, edition: int) -> None:
        """From here on this update is about one of the further digests of this place."""
        me = await self.here()
        self.edition = await self.services.editions.get(me.id, edition)

    async def take_awaited(self) -> None:
        """Whatever somebody does next answers an open question, or drops it, if that can be written."""
        if self.chat is not None and self.user is not None:
            with suppress(Unavailable):
                self.awaited = await self.shared.pending.take(self.chat.id, self.user.id, self.now)

    @property
    def shared(self) -> Shared:
        """What all handlers share."""
        shared: Shared = self.bot_data[SHARED]
        return shared

    @property
    def services(self) -> Services:
        """The domain."""
        return self.shared.services

    @property
    def settings(self) -> Settings:
        """The installation's settings."""
        return self.shared.settings

    @property
    def now(self) -> datetime:
        """The present moment, aware UTC."""
        return self.shared.now()

    # ----------------------------------------------------------------- where and who

    @property
    def thread(self) -> int:
        """The topic that the update came from, 0 for none; General is named by no id."""
        message = self.message
        if not isinstance(message, Message) or not message.is_topic_message:
            return 0
        return message.message_thread_id or 0

    @property
    def kind(self) -> ChatKind:
        """What sort of chat this is, or is about."""
        return self.managed.destination.kind if self.managed is not None else self.where

    @property
    def where(self) -> ChatKind:
        """What sort of chat the update came from."""
        if self.chat is None or self.chat.type == Chat.PRIVATE:
            return ChatKind.PRIVATE
        return ChatKind.CHANNEL if self.chat.type == Chat.CHANNEL else ChatKind.GROUP

    @property
    def place(self) -> Destination:
        """Where digests go that are set up here: topics of a group are places of their own."""
        if self.managed is not None:
            return self.managed.destination
        if self.chat is None:
            raise LookupError("an update without a chat")
        thread = 0 if self.kind is ChatKind.PRIVATE else self.thread
        return Destination(TELEGRAM, str(self.chat.id), thread, self.kind)

    async def given(self, digest_id: int) -> int:
        """A digest that a button names; ``BadInput("dead_button")`` for one that this place was not given."""
        await self.services.past_digests.for_place(self.place, digest_id)
        return digest_id

    async def here(self) -> Subscriber:
        """The subscriber of this place, who thereby exists."""
        if self.subscriber is None:
            title = (self.chat.title or "") if self.chat else ""
            arrive = self.services.subscriptions.arrive
            self.subscriber = await arrive(self.place, language=self.lang, title=title)
        return self.subscriber

    @property
    def edition_id(self) -> int:
        """The number of the digest that this update is about."""
        return self.edition.id if self.edition else FIRST

    async def setup(self) -> Subscriber:
        """The subscriber of this place with the settings of the digest that this update is about."""
        me = await self.here()
        return self.edition.of(me) if self.edition else me

    async def told_here(self) -> tuple[Subscription, ...]:
        """What is followed and told by the digest that this update is about."""
        following = await self.services.subscriptions.following((await self.here()).id)
        return tuple(one for one in following if one.edition == self.edition_id)

    async def change_setup(self, **values: Any) -> Subscriber:
        """Change settings of that digest; how they are now."""
        me = await self.here()
        if self.edition:
            change = self.services.editions.change
            self.edition = await change(me.id, self.edition.id, self.now, **values)
        else:
            self.subscriber = await self.services.subscriptions.change(me.id, self.now, **values)
        return await self.setup()

    # ----------------------------------------------------------------- how to speak

    @property
    def lang(self) -> str:
        """The language chosen here, else that of the person's app, else the installation's."""
        if self.subscriber is not None:
            return self.subscriber.language
        code = self.user.language_code if self.user else None
        return language_of(code) if code else self.settings.default_language

    @property
    def zone(self) -> str:
        """The zone chosen here, else the installation's."""
        return self.subscriber.schedule.zone if self.subscriber else self.settings.default_timezone

    @property
    def points(self) -> int:
        """How many key points a story shows here."""
        return self.subscriber.points if self.subscriber else 3

    @property
    def reader(self) -> Reader:
        """For whom a screen is made."""
        return Reader(self.lang, self.zone, self.now)

    async def expect(self, kind: str, place: str) -> None:
        """The next words of this person answer the screen that is being shown."""
        if self.chat and self.user:
            about, edition = self.managed, self.edition
            awaited = Awaited(kind, place, about.id if about else 0, edition.id if edition else 0)
            await self.shared.pending.expect(self.chat.id, self.user.id, awaited, self.now)
