"""Broadcasts as they are set up: the step that carries them, with what shows their progress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import Any

from telegram.ext import ExtBot

from bot.chat.edits import Edits
from bot.handlers.admin.broadcast_progress import TelegramProgress, rate_of
from bot.process.wiring import utc_now
from bot.settings import Settings
from digests.ports import Queue
from digests.steps.send.broadcast import Release
from digests.store import Store

_AHEAD = 2  # seconds of sending: one tick of the clock, and one that comes late
_LEAST = 20


def release_of(
    settings: Settings,
    store: Store,
    bot: ExtBot[Any],
    edits: Edits,
    queue: Queue,
    now: Callable[[], datetime] = utc_now,
) -> Release:
    """The step that carries broadcasts; ``edits`` are the handlers' where there are any."""
    rate = rate_of(settings)
    progress = TelegramProgress(bot, edits, rate=rate, now=now)
    return Release(store, progress, queue, ahead=max(_LEAST, ceil(_AHEAD * rate)), now=now)
