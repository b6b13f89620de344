"""The webhook: its route, setting it, and seeing that it stands."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import BadRequest, TelegramError

from bot.process.application import UPDATES
from bot.process.connection import App, patiently
from bot.settings import Settings
from bot.web.webhook import Webhook
from digests.errors import BadInput, DigestbotError

log = logging.getLogger(__name__)

WEBHOOK_CALLS = 40  # that Telegram makes at the same time, its own default; they end at once
WATCH_SECONDS = 300.0


def webhook_of(application: App, settings: Settings) -> Webhook:
    """The route for Telegram's calls, open while the application runs."""
    return Webhook(
        settings.webhook_path,
        settings.webhook_token,
        application.bot,
        application.update_queue,
        lambda: application.running,
    )


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
