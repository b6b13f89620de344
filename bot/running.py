"""``digestbot run``: the whole bot in one process, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError

from bot.alarming import Alarming
from bot.app import Domain, open_domain, utc_now
from bot.application import build_application, publish_commands
from bot.board import release_of
from bot.delivering import sender
from bot.receiving import App, connect, listen, watching, webhook_of
from bot.settings import Settings
from bot.web import server
from bot.web.health import Health
from digests.clock import Clock
from digests.errors import Unauthorized
from digests.queues.inline import Due, Inline
from digests.steps import Send

log = logging.getLogger(__name__)

STOP_WITHIN = 4.5  # seconds; service managers often kill after ten


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work."""

    domain: Domain
    queue: Inline
    health: Health


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raise ``Unauthorized`` when Telegram does not know the token."""
    stop = stop_signal()
    async with AsyncExitStack() as stack:
        starting = asyncio.create_task(stack.enter_async_context(serving(settings)))
        if running := await _unless(stop, starting):
            await until(stop, running.queue)
    log.info("stopped")


async def _unless(stop: asyncio.Event, starting: asyncio.Task[Running]) -> Running | None:
    """Wait for the start; None when it is told to stop before, as while Telegram cannot be reached."""
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait([starting, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not starting.done():
        starting.cancel()
        with suppress(asyncio.CancelledError):
            await starting
        return None
    return starting.result()


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
        application = build_application(settings, domain.services, unauthorized=lambda: disown(queue))
        health = health_of(domain, application, queue)
        alarming = Alarming(settings, domain.store, queue)
        alarming.join(health)
        if settings.listen_port:
            routes = health.routes()
            if settings.webhook_url:
                routes += webhook_of(application, settings).routes()
            await stack.enter_async_context(server.serving(settings.http_host, settings.listen_port, routes))
        stack.push_async_callback(_stop, application, queue)
        await connect(application)
        await listen(application, settings)
        await stack.enter_async_context(watching(application, settings))
        application.create_task(_publish(application, settings.admin_ids))
        send = await sender(settings, domain.store, application.bot)
        stack.push_async_callback(send.stop, STOP_WITHIN / 3)
        release = release_of(settings, domain.store, application, queue)
        more: dict[str, list[Due]] = {"broadcast": [release.due], "alarms": [alarming.due]}
        queue.start({**steps_of(settings, domain, send), **more})
        clock = Clock(queue)
        clock.start()
        stack.callback(clock.stop)
        log.info("ready as @%s", application.bot.username)
        yield Running(domain, queue, health)


def disown(queue: Inline) -> None:
    """Telegram does not know the token any more: nothing can go on."""
    if not queue.failed.done():
        queue.failed.set_result(Unauthorized("unauthorized"))


def health_of(domain: Domain, application: App, queue: Inline) -> Health:
    """What this process needs in order to serve."""

    async def database() -> str:
        await domain.store.ping()
        return ""

    async def telegram() -> str:
        return "" if application.running else "not connected"

    async def token() -> str:
        return "refused" if queue.failed.done() else ""

    async def steps() -> str:
        return queue.ailing

    health = Health()
    for check in (database, telegram, token, steps):
        health.add(check.__name__, check)
    return health


def steps_of(settings: Settings, domain: Domain, send: Send) -> dict[str, list[Due]]:
    """The rounds of each step, and how many run side by side."""

    async def recondense() -> int:
        await domain.services.learning.adopt()  # ``keypoints train`` runs beside us, on the same database
        return await domain.recondense.due()

    return {
        "refresh": [lambda: domain.refresh.due(utc_now())],
        "health": [lambda: domain.health.watch(utc_now())],
        "build": [lambda: domain.build.due(utc_now())],
        "recondense": [recondense],
        "index": [domain.index.due],
        "prune": [domain.prune.due],
        "send": [send.due],
    }


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
                with suppress(TelegramError):  # polling ended with one, such as a revoked token
                    await application.updater.stop()
            if application.running:
                await application.stop()
            with suppress(TelegramError):
                await application.shutdown()
    await application.bot.shutdown()  # the one above does nothing when the start was broken off
