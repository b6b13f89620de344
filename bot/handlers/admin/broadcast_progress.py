"""Shows how a broadcast fares, in the message under which it was confirmed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.chat.editing import is_lost
from bot.chat.edits import Edits
from bot.chat.reader import Reader
from bot.screens.admin.broadcast import progress as progress_screen
from bot.settings import Settings
from bot.telegram.failures import is_unchanged
from bot.telegram.limits import PAID_OVERALL
from bot.telegram.screen import Screen
from digests.model import Progress

log = logging.getLogger(__name__)


def place_of(chat: int, thread: int) -> str:
    """A chat and a topic of it as one text."""
    return f"{chat}:{thread}"


class TelegramProgress:
    """Implements ``ports.Board``; ``edits`` are the handlers', so that no change overtakes another."""

    def __init__(self, bot: ExtBot[Any], edits: Edits, *, rate: float, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._edits = edits
        self._rate = rate
        self._now = now

    async def show(self, progress: Progress) -> bool:
        """Change the message. One that is gone is not missed until the report, which is sent anew."""
        one = progress.broadcast
        chat, _, thread = one.place.partition(":")
        reader = Reader(one.language, one.zone, self._now())
        screen = progress_screen(progress, reader, self._rate)
        key = (int(chat), int(one.message or 0))
        if not self._edits.put(key, screen):
            return False  # a handler changes it just now
        try:
            await self._edits.work(key, partial(self._edit, key, int(thread or 0), bool(one.finished)))
        except Forbidden as error:
            log.warning("the progress of broadcast %d cannot be shown: %s", one.id, error)
        except BadRequest as error:
            log.error("the progress of broadcast %d was refused: %s", one.id, error)
        except TelegramError as error:
            log.warning("the progress of broadcast %d is shown later: %s", one.id, error)
            return False
        return True

    async def _edit(self, key: tuple[int, int], thread: int, finished: bool, screen: Screen) -> None:
        chat, message = key
        shown: dict[str, Any] = {
            "parse_mode": ParseMode.HTML,
            "reply_markup": screen.keyboard(),
            "link_preview_options": screen.link_preview(),
        }
        try:
            await self._bot.edit_message_text(screen.html, chat_id=chat, message_id=message, **shown)
        except BadRequest as error:
            if is_lost(error) and finished:
                await self._bot.send_message(chat, screen.html, message_thread_id=thread or None, **shown)
            elif not is_lost(error) and not is_unchanged(error):
                raise


def rate_of(settings: Settings) -> float:
    """How many messages a second may go out, to all chats together."""
    return PAID_OVERALL if settings.paid_broadcast else settings.rate_overall
