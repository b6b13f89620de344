"""A lease held by this process: taken when it is free, kept while it lives, given back at its end."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from digests.errors import Unavailable
from digests.runtime.process_names import is_gone, our_name
from digests.store import Store, leases

log = logging.getLogger(__name__)

LASTS = timedelta(seconds=20)
RENEWED = 5.0  # seconds; three renewals may fail
TRIED = 1.0


class Lease:
    """The right to do what only one process may do."""

    def __init__(self, store: Store, name: str, now: Callable[[], datetime], holder: str = "") -> None:
        self._store = store
        self._name = name
        self._now = now
        self._holder = holder or our_name()

    async def take(self) -> bool:
        """Take it if it is free, or its holder gone; True when it is ours now.

        A database that is away is no reason to give up: then it is not ours.
        """
        try:
            return await self._take() or await self._inherit()
        except Unavailable:  # the store has said so
            return False
        except Exception as error:
            log.warning("lease %s: %s", self._name, type(error).__name__)
            return False

    async def _take(self, instead: str = "") -> bool:
        now = self._now()
        return await self._store.writing(
            lambda tx: leases.take(tx, self._name, self._holder, now, now + LASTS, instead)
        )

    async def wait(self) -> None:
        """Return when it is ours, however long that takes. Nobody waits for a holder that is gone."""
        while not await self.take():  # noqa: ASYNC110  it is in the database that something happens
            await asyncio.sleep(TRIED)

    async def _inherit(self) -> bool:
        before = await self._store.reading(lambda tx: leases.holder_of(tx, self._name))
        return before != self._holder and is_gone(before) and await self._take(before)

    async def keep(self, contested: Callable[[], bool] = lambda: True) -> None:
        """Renew it; return when it is lost, in time before another may have it.

        While the database is away nobody else can take it either: then it is kept beyond its time until it is
        ``contested``, where that can be told.
        """
        until = time.monotonic() + LASTS.total_seconds() - RENEWED
        away = False
        while time.monotonic() < until or (away and not contested()):
            await asyncio.sleep(RENEWED)
            begun = time.monotonic()
            try:
                if not await self._take():
                    return
                until, away = begun + LASTS.total_seconds() - RENEWED, False
            except Unavailable:
                away = True
            except Exception as error:
                log.warning("lease %s was not renewed: %s", self._name, type(error).__name__)

    async def give_back(self) -> None:
        """Let another process have it at once."""
        await self._store.writing(lambda tx: leases.give_back(tx, self._name, self._holder))
