"""How updates come: by long polling, or through the webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.process.connection import App
from bot.process.polling import poll_in_turn
from bot.process.stopping import POLLING
from bot.process.webhook import set_webhook, watch_webhook
from bot.settings import Settings
from digests.runtime.lease import Lease


async def listen(application: App, settings: Settings) -> None:
    """Begin to handle what comes, and with a webhook to receive it. What Telegram kept comes first."""
    await application.start()
    if settings.webhook_url:
        await set_webhook(application, settings)


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
