"""Alarms as they are set up: who is told, in which language, and the step that looks every minute."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.process.transports import admins_of, renderer
from bot.process.wiring import utc_now
from bot.settings import Settings
from bot.web.health import Health
from digests.ports import Queue
from digests.steps import Admins, Alarms, Watch, Weekly
from digests.steps.send.notices import Notices
from digests.store import Store

log = logging.getLogger(__name__)


class AlarmService:
    """Watches, and tells admins."""

    def __init__(self, settings: Settings, store: Store, queue: Queue) -> None:
        zone, renders = settings.default_timezone, renderer()
        admins = Admins(Notices(renders, zone), admins_of(settings), settings.default_language)
        self._watch = Watch(store, utc_now())
        self._looks: list[Callable[[datetime], Awaitable[int]]] = [
            self._watch.look,
            Alarms(store, admins, renders).tell,
            Weekly(store, admins, renders, zone).tell,
        ]
        self._queue = queue

    async def due(self) -> int:
        """Look once; a look that fails stands in the way of no other, and is tried again."""
        told = 0
        for look in self._looks:
            try:
                told += await look(utc_now())
            except Exception:
                log.exception("alarms")
        if told:
            self._queue.wake("send")
        return 0

    def join(self, health: Health) -> None:
        """Have ``/readyz`` say whether fetching and sending stand still."""

        async def fetching() -> str:
            return await self._watch.fetching(utc_now())

        async def sending() -> str:
            return await self._watch.sending(utc_now())

        health.add("fetching", fetching)
        health.add("sending", sending)
