"""Long polling, by one process at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.process.application import UPDATES
from bot.process.connection import App
from bot.process.stopping import POLLING
from digests.errors import Unauthorized
from digests.runtime.lease import Lease

log = logging.getLogger(__name__)

_PAUSE = 1.0  # seconds, after a fault


async def poll_in_turn(application: App, lease: Lease, refused: Callable[[], None]) -> None:
    """Poll while the lease is ours, for ever; ``refused`` is called when Telegram does not know the token.

    Telegram answers two that poll at once with 409, so whoever comes second waits as a standby.
    """
    while True:
        if not await lease.take():
            log.info("another process receives the updates; this one waits until it ends")
            await lease.wait()
        conflicts = _Conflicts()
        try:
            await _poll(application, conflicts)
            await lease.keep(conflicts.any)
            log.warning("another process receives the updates now")
        except Unauthorized:
            refused()
            return
        except Exception:  # a fault of ours must not leave the bot deaf
            log.exception("polling")
            await asyncio.sleep(_PAUSE)
        finally:
            await _stop_polling(application)
            await _give_back(lease)


async def _stop_polling(application: App) -> None:
    """Telegram is told what has come; when it does not answer, the same updates come once more."""
    if application.updater is not None and application.updater.running:
        with suppress(TelegramError, TimeoutError):  # polling ended with one, such as a revoked token
            async with asyncio.timeout(POLLING / 2):
                await application.updater.stop()


async def _give_back(lease: Lease) -> None:
    with suppress(Exception):  # its database is away, closed or locked: the lease ends by itself
        async with asyncio.timeout(POLLING / 2):
            await lease.give_back()


async def _poll(application: App, conflicts: _Conflicts) -> None:
    """Long polling; it begins with taking a webhook away that may be set."""
    if application.updater is None:
        raise RuntimeError("built without an updater")
    try:
        await application.updater.start_polling(
            allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=conflicts.met
        )
    except InvalidToken as error:
        raise Unauthorized("unauthorized") from error


class _Conflicts:
    """Whether Telegram said that somebody else polls as well."""

    def __init__(self) -> None:
        self._seen = False

    def any(self) -> bool:
        """Whether there was one."""
        return self._seen

    def met(self, error: TelegramError) -> None:
        """Trouble with polling; python-telegram-bot tries again."""
        self._seen = self._seen or isinstance(error, Conflict)
        log.warning("no updates for now: %s", error)
