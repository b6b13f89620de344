"""How updates come: by long polling, or through the webhook."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.process.application import UPDATES
from bot.process.stopping import POLLING
from bot.settings import Settings
from bot.telegram.failures import seconds_of
from bot.web.webhook import Webhook
from digests.errors import BadInput, DigestbotError, Unauthorized
from digests.runtime.lease import Lease

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

WEBHOOK_CALLS = 40  # that Telegram makes at the same time, its own default; they end at once
WATCH_SECONDS = 300.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


async def connect(application: App) -> None:
    """Introduce ourselves; wait for a Telegram that is not reachable yet."""
    await patiently(application.initialize)


async def patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Call until it succeeds, with growing pauses; ``Unauthorized`` and refusals are raised."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await call()
            return
        except InvalidToken as error:
            raise Unauthorized("unauthorized") from error
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            wait = seconds_of(error) if isinstance(error, RetryAfter) else pause
            log.warning("Telegram is not reachable (%s); trying again in %.0f s", error, wait)
            await asyncio.sleep(wait)
            pause = min(pause * 2, _LONGEST_PAUSE)


def webhook_of(application: App, settings: Settings) -> Webhook:
    """The route for Telegram's calls, open while the application runs."""
    return Webhook(
        settings.webhook_path,
        settings.webhook_token,
        application.bot,
        application.update_queue,
        lambda: application.running,
    )


async def listen(application: App, settings: Settings) -> None:
    """Begin to handle what comes, and with a webhook to receive it. What Telegram kept comes first."""
    await application.start()
    if settings.webhook_url:
        await set_webhook(application, settings)


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
            await asyncio.sleep(_FIRST_PAUSE)
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


async def set_webhook(application: App, settings: Settings) -> None:
    """Have Telegram call us; raises ``BadInput`` when it does not accept the address."""

    async def call() -> None:
        await application.bot.set_webhook(
            settings.webhook_url,
            allowed_updates=UPDATES,
            max_connections=WEBHOOK_CALLS,
            secret_token=settings.webhook_token,
        )

    try:
        await patiently(call)
    except BadRequest as error:
        raise BadInput("webhook_refused", reason=error.message) from error


@asynccontextmanager
async def receiving(
    application: App, settings: Settings, lease: Lease, refused: Callable[[], None]
) -> AsyncIterator[None]:
    """Meanwhile poll when it is our turn; or see that the webhook, if there is one, stands."""
    if settings.webhook_url:
        task = asyncio.create_task(watch_webhook(application, settings), name="webhook")
    else:
        task = asyncio.create_task(poll_in_turn(application, lease, refused), name="polling")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=POLLING)


async def watch_webhook(application: App, settings: Settings, every: float = WATCH_SECONDS) -> None:
    """Look now and then whether the webhook still stands and is reached: its silence looks like peace."""
    seen = 0.0
    while True:
        await asyncio.sleep(every)
        try:
            seen = await _look_at_webhook(application, settings, seen)
        except (TelegramError, DigestbotError) as error:
            log.warning("the webhook could not be looked at: %s", error)


async def _look_at_webhook(application: App, settings: Settings, seen: float) -> float:
    """Set it again if somebody took it away, say once what Telegram met; when it met it."""
    info = await application.bot.get_webhook_info()
    if info.url != settings.webhook_url:
        log.warning("somebody took the webhook away; it is set again")
        await set_webhook(application, settings)
    met = info.last_error_date.timestamp() if info.last_error_date else 0.0
    if met > seen:
        log.warning("Telegram could not reach the webhook: %s", info.last_error_message)
    return max(met, seen)
