"""Work that may take a while: the chat hears of it after two seconds, and goes on meanwhile."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Message

from bot.chat.context import Context
from bot.chat.editing import replace
from bot.chat.messages_out import reply
from bot.telegram.screen import Screen
from bot.texts import error_text, text
from digests.errors import DigestbotError

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds; between two messages of progress as well


class Place:
    """Where work shows itself: a message that is there, or one that is made when it is needed."""

    def __init__(self, context: Context, message: Message | None) -> None:
        self._context = context
        self._message = message
        self._told = time.monotonic()

    async def show(self, screen: Screen) -> None:
        """Show a screen in place of what was there."""
        if self._message is None:
            self._message = await reply(self._context, screen)
        else:
            replace(None, self._context, self._message, screen)

    def progress(self, done: int, total: int) -> None:
        """Say how far a reading is, now and then."""
        self._say("feed.progress", done, total)

    def progress_as(self, key: str) -> Callable[[int, int], None]:
        """The same in another sentence."""
        return partial(self._say, key)

    def _say(self, key: str, done: int, total: int) -> None:
        now = time.monotonic()
        if self._message is not None and now - self._told >= PATIENCE:
            self._told = now
            sentence = text(self._context.lang, key, done=done, total=total or "?")
            replace(None, self._context, self._message, Screen(sentence))


Work = Callable[[Place], Awaitable[Screen]]


def in_background(context: Context, work: Work, waiting: Screen, message: Message | None = None) -> None:
    """Start work; ``waiting`` is shown when it takes longer, and its result at the end, in ``message``."""
    context.application.create_task(_run(context, work, waiting, Place(context, message)))


def message_of(context: Context) -> Message | None:
    """The message whose button was tapped."""
    return context.message if isinstance(context.message, Message) else None


async def _run(context: Context, work: Work, waiting: Screen, place: Place) -> None:
    task = asyncio.ensure_future(_outcome(context, work, place))
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        await place.show(waiting)
    await place.show(await task)


async def _outcome(context: Context, work: Work, place: Place) -> Screen:
    """The screen of the work, or the sentence of its failure."""
    try:
        return await work(place)
    except DigestbotError as error:
        return Screen(error_text(context.lang, error))
    except Exception:
        log.exception("work for an admin")
        return Screen(text(context.lang, "error.unexpected"))
