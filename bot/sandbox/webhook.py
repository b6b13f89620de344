"""Hands updates to the bot's webhook, one after the other, until each is taken."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp

from bot.sandbox.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
TIMEOUT = aiohttp.ClientTimeout(total=10)


class WebhookSender:
    """A task that sleeps while there is no webhook."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        pause = FIRST_PAUSE
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            while True:
                update = await self._updates.next_for_webhook()
                if await self._post(session, update):
                    self._updates.confirm(update["update_id"] + 1)
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> bool:
        headers = {SECRET_HEADER: self._updates.webhook_secret} if self._updates.webhook_secret else {}
        try:
            async with session.post(self._updates.webhook, json=update, headers=headers) as answer:
                if answer.ok:
                    return True
                self._updates.webhook_failed(
                    f"Wrong response from the webhook: {answer.status} {answer.reason}"
                )
        except (aiohttp.ClientError, TimeoutError) as error:
            self._updates.webhook_failed(f"Connection failed: {error}")
        return False
