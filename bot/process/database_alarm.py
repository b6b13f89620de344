"""The alarm that cannot wait for the outbox: the database itself cannot be used, and the outbox is in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import ceil
from typing import Any

from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, ExtBot

from bot.settings import Settings
from bot.texts import Html, plain, text
from digests.store.availability import Availability

log = logging.getLogger(__name__)

LOOKS_EVERY = 2.0  # seconds
WORTH_TELLING = 10.0  # seconds; a restart of PostgreSQL, or a backup's lock, are over by then


class DatabaseAlarm:
    """Tells admins straight, once when it begins and once when it is over."""

    def __init__(self, settings: Settings, availability: Availability, bot: ExtBot[Any]) -> None:
        self._admins = sorted(settings.admin_ids)
        self._lang = settings.default_language
        self._availability = availability
        self._bot = bot
        self._told: set[int] = set()
        self._longest = 0.0

    async def look(self) -> None:
        """Look once; an admin who cannot be reached now is told at the next look."""
        lasts = self._availability.lasts
        if lasts >= WORTH_TELLING:
            self._longest = lasts
            what = plain(self._lang, f"alarm.database.what.{self._availability.trouble}")
            await self._tell(
                set(self._admins) - self._told, text(self._lang, "alarm.database.began", what=what)
            )
        elif self._told and self._availability.settled:
            told, self._told = self._told, set()
            over = text(self._lang, "alarm.database.over", minutes=ceil(self._longest / 60))
            await self._tell(told, over)
            self._told.clear()

    async def _tell(self, admins: set[int], said: Html) -> None:
        for each in sorted(admins):
            try:
                await self._bot.send_message(each, str(said), parse_mode=ParseMode.HTML)
                self._told.add(each)
            except TelegramError as error:
                log.warning("admin %d could not be told of the database: %s", each, error)


@asynccontextmanager
async def telling(alarm: DatabaseAlarm, speaks: Callable[[], bool]) -> AsyncIterator[None]:
    """Meanwhile look now and then, while this process is the one that ``speaks``: a standby says nothing."""

    async def look() -> None:
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            if speaks():
                await alarm.look()

    task = asyncio.create_task(look(), name="database alarm")
    try:
        yield
    finally:
        task.cancel()


def receives(application: Application[Any, Any, Any, Any, Any, Any], settings: Settings) -> bool:
    """Whether this process is the one that people talk to."""
    polls = application.updater is not None and application.updater.running
    return application.running and (bool(settings.webhook_url) or polls)
