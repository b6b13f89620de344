"""The first word with Telegram, which may not be reachable yet."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application

from bot.telegram.failures import seconds_of
from digests.errors import Unauthorized

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
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
