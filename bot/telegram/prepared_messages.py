"""A bot that sends messages which were put into Telegram's form before.

python-telegram-bot builds an object for each button before a call and for each entity, user and chat of the
answer after it: half of what a message costs. A digest goes to many chats in the very same form, and of the
answer only the message's id is wanted.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.markup import plain_text
from bot.telegram.screen import MAX_TEXT, Screen
from bot.telegram.time_entities import unmarked, within_limits

log = logging.getLogger(__name__)

RICH = "rich_message"
"""The field by which a rich message is told from a classic one."""


class PreparedBot(ExtBot[int]):
    """``ExtBot`` and two methods more; of what comes, one update that nobody understands stops no other."""

    _takes_rich = True

    @property
    def takes_rich(self) -> bool:
        """Whether rich messages may be sent: until the server says that it does not know them."""
        return self._takes_rich

    def give_up_rich(self) -> None:
        """The server does not know rich messages; a restart asks it again."""
        self._takes_rich = False

    async def send_prepared(
        self, chat_id: int, thread: int, message: Mapping[str, Any], rate_limit_args: int
    ) -> int:
        """Send what ``prepared`` or ``prepared_rich`` made; the id of the message.

        Raises ``TelegramError`` as all methods do.
        """
        data = {"chat_id": chat_id, **message}
        if thread:  # the General topic has no id that may be sent
            data["message_thread_id"] = thread
        answer = await self._post(
            "sendRichMessage" if RICH in message else "sendMessage",
            data,
            api_kwargs=self._merge_api_rl_kwargs(None, rate_limit_args),
        )
        try:
            return int(answer["message_id"])
        except (KeyError, TypeError, ValueError) as error:
            raise TelegramError("Invalid server response") from error

    async def edit_prepared(
        self, chat_id: int, message_id: int, message: Mapping[str, Any], rate_limit_args: int
    ) -> None:
        """Have a message become what ``prepared`` made. Raises ``TelegramError`` as all methods do."""
        wanted = {name: value for name, value in message.items() if name != "allow_paid_broadcast"}
        data = {"chat_id": chat_id, "message_id": message_id, **wanted}
        kwargs = self._merge_api_rl_kwargs(None, rate_limit_args)
        await self._post("editMessageText", data, api_kwargs=kwargs)

    async def _post(self, endpoint: str, *args: Any, **kwargs: Any) -> Any:
        answer = await super()._post(endpoint, *args, **kwargs)
        return [self._understood(each) for each in answer] if endpoint == "getUpdates" else answer

    def _understood(self, update: dict[str, Any]) -> dict[str, Any]:
        """An update, or its number alone where python-telegram-bot cannot read it.

        Otherwise it would throw the whole answer away, ask for it again at once, and be deaf from then on: a
        server of another version, which leaves out a field, is enough.
        """
        try:
            Update.de_json(update, self)
        except Exception as error:
            log.error("update %s cannot be read and is passed over: %s", update.get("update_id"), error)
            return {"update_id": update["update_id"]}
        return update


def prepared_rich(screen: Screen, *, paid: bool, many: bool) -> dict[str, Any]:
    """The fields of a rich message; it has no link preview."""
    html = screen.rich if many else unmarked(screen.rich)
    return {RICH: json.dumps({"html": html}, ensure_ascii=False)} | _beside(screen, paid=paid)


def prepared(screen: Screen, *, plain: bool, paid: bool, many: bool = False) -> dict[str, Any]:
    """The fields of a message, encoded; a plain one is without markup, one for ``many`` has marked times."""
    html = within_limits(screen.html) if many else unmarked(screen.html)
    fields: dict[str, Any] = {
        "text": plain_text(html, MAX_TEXT) if plain else html,
        "link_preview_options": screen.link_preview().to_json(),
    }
    if not plain:
        fields["parse_mode"] = str(ParseMode.HTML)
    return fields | _beside(screen, paid=paid)


def _beside(screen: Screen, *, paid: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if keyboard := screen.keyboard():
        fields["reply_markup"] = json.dumps(keyboard.to_dict(), ensure_ascii=False)
    if paid:
        fields["allow_paid_broadcast"] = True
    return fields
