"""The bot in parts, each a process of its own: ``bot`` answers, ``worker`` works, ``clock`` wakes.

They share a PostgreSQL; its rows say what there is to do, and procrastinate's jobs say who may begin.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from telegram.ext import ExtBot

from bot.chat.edits import Edits
from bot.monitoring.metrics import Metrics
from bot.process import stopping
from bot.process.alarms import AlarmService
from bot.process.application import build_bot
from bot.process.connection import patiently
from bot.process.conversations import answering, disown, join_token
from bot.process.periodic import look_of, quiet_steps, speaking_steps
from bot.process.run import Running, join_database
from bot.process.senders import senders, share_rates
from bot.process.wiring import Domain, open_domain, utc_now
from bot.settings import Settings
from bot.web import server
from bot.web.health import Health
from digests.errors import BadInput
from digests.runtime.clock import Clock
from digests.runtime.queues.database import prepare, shared
from digests.runtime.queues.jobs import enqueue_drains
from digests.runtime.queues.shared import SharedQueue, shared_queue
from digests.runtime.queues.stalled_jobs import tend
from digests.runtime.queues.workers import Workers
from digests.runtime.timetable import DELIVER, steps_in
from digests.steps import Enqueue
from digests.store import Store, migrate

log = logging.getLogger(__name__)


def needs_shared(settings: Settings) -> None:
    """Raise ``BadInput`` when the database cannot be shared by several processes."""
    if not shared(settings.database_url):
        raise BadInput("needs_postgresql")


@asynccontextmanager
async def serving_bot(settings: Settings) -> AsyncIterator[Running]:
    """Answers people; what is to be done besides is left to workers."""
    health, metrics = Health(), Metrics()
    async with _opened(settings, health, metrics) as (queue, domain):
        AlarmService(settings, domain.store, queue).join(health)
        async with answering(settings, domain, health, metrics, queue) as application:
            log.info("ready as @%s", application.bot.username)
            yield Running(queue, health)


@asynccontextmanager
async def serving_worker(settings: Settings, queues: frozenset[str]) -> AsyncIterator[Running]:
    """Works off these queues; any number of these may run."""
    health, metrics = Health(), Metrics()
    async with AsyncExitStack() as stack:
        queue, domain = await stack.enter_async_context(_opened(settings, health, metrics))
        join_token(health, queue)
        steps = quiet_steps(domain)
        sending = None
        if DELIVER in queues:
            bot = await stack.enter_async_context(_speaking(settings, queue))
            share_rates(bot, domain.store, metrics)
            sending = await senders(settings, domain.store, bot, metrics)
            stack.push_async_callback(sending.stop, stopping.SENDING)
            alarms = AlarmService(settings, domain.store, queue)
            enqueue = [Enqueue(domain.store, utc_now, sending.silences).due]
            speaking = speaking_steps(settings, domain.store, queue, bot, Edits(), enqueue, alarms)
            steps |= {name: one for name, (one,) in speaking.items()}
        workers = Workers(
            queue.app,
            queue,
            queues,
            {name: metrics.timed(name, due) for name, due in steps.items() if name in steps_in(queues)},
            sending.to if sending is not None else _nobody,
            transports=sending.transports if sending is not None else (),
            chats_at_once=settings.send_concurrency,
        )
        health.add("queues", workers.well)
        await _open_port(stack, settings, health, metrics)
        workers.start(stopping.SENDING)
        stack.push_async_callback(workers.stop)
        log.info("ready: works off %s", ", ".join(sorted(queues)))
        yield Running(queue, health)


@asynccontextmanager
async def serving_clock(settings: Settings) -> AsyncIterator[Running]:
    """Wakes the steps, and gives to others what a dead worker was at. Two of them do no harm."""
    health, metrics = Health(), Metrics()
    async with AsyncExitStack() as stack:
        queue = await stack.enter_async_context(_queueing(settings))
        await migrate(settings.database_url)
        store = Store(settings.database_url)
        stack.push_async_callback(store.close)
        metrics.look = look_of(store)
        join_database(health, store)
        AlarmService(settings, store, queue).join(health)
        await _open_port(stack, settings, health, metrics)
        tending = asyncio.create_task(tend(queue.app), name="tending")
        stack.callback(tending.cancel)
        clock = Clock(queue)
        clock.start()
        stack.callback(clock.stop)
        log.info("ready: the clock ticks")
        yield Running(queue, health)


@asynccontextmanager
async def _queueing(settings: Settings) -> AsyncIterator[SharedQueue]:
    """The queue of several processes, with its tables."""
    needs_shared(settings)
    await prepare(settings.database_url)
    async with shared_queue(settings.database_url) as queue:
        yield queue


@asynccontextmanager
async def _opened(
    settings: Settings, health: Health, metrics: Metrics
) -> AsyncIterator[tuple[SharedQueue, Domain]]:
    """What a part works with: its queue, and a domain whose deliveries bring their jobs along."""
    async with (
        _queueing(settings) as queue,
        open_domain(settings, queue, announce=enqueue_drains, fetched=metrics.fetched) as domain,
    ):
        metrics.look = look_of(domain.store)
        join_database(health, domain.store)
        yield queue, domain


@asynccontextmanager
async def _speaking(settings: Settings, queue: SharedQueue) -> AsyncIterator[ExtBot[int]]:
    """A bot that only speaks."""
    bot = build_bot(settings, unauthorized=lambda: disown(queue))
    try:
        await patiently(bot.initialize)
        yield bot
    finally:
        await bot.shutdown()


async def _open_port(stack: AsyncExitStack, settings: Settings, health: Health, metrics: Metrics) -> None:
    if settings.listen_port:
        routes = health.routes() + metrics.routes()
        port = settings.listen_port
        await stack.enter_async_context(server.serving(settings.http_host, port, routes))


async def _nobody(subscriber: int, transport: str) -> None:
    raise RuntimeError(f"a delivery to {subscriber} in a worker that does not deliver")
