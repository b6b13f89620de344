"""How updates come: by long polling, or through the webhook."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application

from bot.application import UPDATES
from bot.failures import seconds_of
from bot.settings import Settings
from bot.web.webhook import Webhook
from digests.errors import BadInput, DigestbotError, Unauthorized

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
    """Begin to receive, and to handle what comes. What Telegram kept meanwhile comes first."""
    if settings.webhook_url:
        await application.start()
        await set_webhook(application, settings)
    else:
        await _poll(application)
        await application.start()


async def _poll(application: App) -> None:
    """Long polling; it begins with taking a webhook away that may be set."""
    if application.updater is None:
        raise RuntimeError("built without an updater")
    try:
        await application.updater.start_polling(
            allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=_trouble
        )
    except InvalidToken as error:
        raise Unauthorized("unauthorized") from error


def _trouble(error: TelegramError) -> None:
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
async def watching(application: App, settings: Settings) -> AsyncIterator[None]:
    """Meanwhile see that the webhook, if there is one, stands."""
    task = asyncio.create_task(watch_webhook(application, settings)) if settings.webhook_url else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()


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
