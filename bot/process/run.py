"""``digestbot run``: the whole bot in one process, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from bot.chat.shared import SHARED, Shared
from bot.monitoring.metrics import Metrics
from bot.process import stopping
from bot.process.alarms import AlarmService
from bot.process.conversations import Failing, answering
from bot.process.periodic import look_of, quiet_steps, speaking_steps
from bot.process.senders import senders
from bot.process.wiring import Domain, open_domain
from bot.settings import Settings
from bot.web.health import Health
from digests.runtime.clock import Clock
from digests.runtime.queues.inline import InlineQueue
from digests.store import Store
from digests.store.single_process import alone

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work, or one of its parts."""

    queue: Failing
    health: Health


@dataclass(frozen=True, slots=True)
class Whole(Running):
    """All of it in this process."""

    domain: Domain


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raise ``Unauthorized`` when Telegram does not know the token."""
    await keep_running(serving(settings))


async def keep_running(serving: AbstractAsyncContextManager[Running]) -> None:
    """Start and hold what serves until a signal comes, or until it cannot go on."""
    stop = stopping.stop_signal()
    async with AsyncExitStack() as stack:
        starting = asyncio.create_task(stack.enter_async_context(serving))
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


async def until(stop: asyncio.Event, queue: Failing) -> None:
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
async def serving(settings: Settings) -> AsyncIterator[Whole]:
    """The bot at work: it answers, fetches, builds and sends; raises ``StoreError`` beside another one."""
    queue, health, metrics = InlineQueue(), Health(), Metrics()
    async with AsyncExitStack() as stack:
        stack.enter_context(alone(settings.database_url))
        domain = await stack.enter_async_context(open_domain(settings, queue, fetched=metrics.fetched))
        metrics.look = look_of(domain.store)
        join_database(health, domain.store)
        alarms = AlarmService(settings, domain.store, queue)
        alarms.join(health)
        join_steps(health, queue)
        application = await stack.enter_async_context(answering(settings, domain, health, metrics, queue))
        stack.push_async_callback(queue.stop, stopping.STEPS)
        sending = await senders(settings, domain.store, application.bot, metrics)
        stack.push_async_callback(sending.stop, stopping.SENDING)
        shared: Shared = application.bot_data[SHARED]
        due = {name: [each] for name, each in quiet_steps(domain).items()} | speaking_steps(
            settings, domain.store, queue, application.bot, shared.edits, sending.rounds, alarms
        )
        queue.start({name: [metrics.timed(name, one) for one in each] for name, each in due.items()})
        clock = Clock(queue)
        clock.start()
        stack.callback(clock.stop)
        log.info("ready as @%s", application.bot.username)
        yield Whole(queue, health, domain)


def join_database(health: Health, store: Store) -> None:
    """Have ``/readyz`` say whether the database answers."""

    async def database() -> str:
        await store.ping()
        trouble = store.availability.trouble
        return f"cannot be written: {trouble}" if trouble else ""

    health.add("database", database)


def join_steps(health: Health, queue: InlineQueue) -> None:
    """Have ``/readyz`` say whether the loops of the steps turn."""

    async def steps() -> str:
        return queue.ailing

    health.add("steps", steps)
