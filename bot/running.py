"""``digestbot run``: the whole bot in one process, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application

from bot.app import Domain, open_domain, utc_now
from bot.application import UPDATES, build_application, publish_commands
from bot.delivering import sender
from bot.settings import Settings
from digests.clock import Clock
from digests.errors import Unauthorized
from digests.queues.inline import Due, Inline
from digests.steps import Send

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

STOP_WITHIN = 4.5  # seconds; service managers often kill after ten
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work."""

    domain: Domain
    queue: Inline


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raise ``Unauthorized`` when Telegram does not know the token."""
    stop = stop_signal()
    async with serving(settings) as running:
        await until(stop, running.queue)
    log.info("stopped")


def stop_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def until(stop: asyncio.Event, queue: Inline) -> None:
    """Wait for the signal, or for a step that cannot go on at all."""
    waiting = asyncio.create_task(stop.wait())
    try:
        either: list[asyncio.Future[Any]] = [waiting, queue.failed]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    if queue.failed.done():
        raise queue.failed.result()


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Running]:
    """The bot at work: it answers, fetches, builds and sends."""
    queue = Inline()
    async with open_domain(settings, queue) as domain, AsyncExitStack() as stack:
        application = build_application(settings, domain.services)
        await _connect(application)
        stack.push_async_callback(_stop, application, queue)
        await _listen(application, settings)
        send = await sender(settings, domain.store, application.bot)
        stack.push_async_callback(send.stop, STOP_WITHIN / 3)
        queue.start(steps_of(settings, domain, send, queue))
        clock = Clock(queue)
        clock.start()
        stack.callback(clock.stop)
        log.info("ready as @%s", application.bot.username)
        yield Running(domain, queue)


def steps_of(settings: Settings, domain: Domain, send: Send, queue: Inline) -> dict[str, list[Due]]:
    """The rounds of each step, and how many run side by side."""

    async def build() -> int:
        due = await domain.build.due(utc_now())
        if due:
            queue.wake("send")
        return due

    async def recondense() -> int:
        await domain.services.learning.adopt()  # ``keypoints train`` runs beside us, on the same database
        return await domain.recondense.due()

    return {
        "refresh": [lambda: domain.refresh.due(utc_now())] * settings.fetch_concurrency,
        "build": [build],
        "recondense": [recondense],
        "send": [send.due],
    }


async def _connect(application: App) -> None:
    """Introduce ourselves; wait for a Telegram that is not reachable yet."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await application.initialize()
            return
        except InvalidToken as error:
            raise Unauthorized("unauthorized") from error
        except NetworkError as error:
            log.warning("Telegram is not reachable (%s); trying again in %.0f s", error, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


async def _listen(application: App, settings: Settings) -> None:
    if application.updater is None:
        raise RuntimeError("built without an updater")
    await application.updater.start_polling(allowed_updates=UPDATES, bootstrap_retries=-1)
    await application.start()
    application.create_task(_publish(application, settings.admin_ids))


async def _publish(application: App, admins: frozenset[int]) -> None:
    """Set the command menu. A bot without one works all the same."""
    try:
        await publish_commands(application.bot, admins)
    except TelegramError as error:
        log.warning("the command menu could not be set: %s", error)


async def _stop(application: App, queue: Inline) -> None:
    """Stop in time: what was not finished stands in the database and is taken up at the next start."""
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_WITHIN):
            await queue.stop(STOP_WITHIN / 2)
            if application.updater is not None and application.updater.running:
                await application.updater.stop()
            if application.running:
                await application.stop()
            with suppress(TelegramError):
                await application.shutdown()
