"""The face of the bot at work: it is connected, receives what people say, and answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Protocol

from telegram.error import TelegramError

from bot.monitoring.metrics import Metrics
from bot.process.application import build_application, publish_commands
from bot.process.connection import App, connect
from bot.process.database_alarm import DatabaseAlarm, receives, telling
from bot.process.senders import share_rates
from bot.process.stopping import ANSWERING
from bot.process.updates import listen, receiving
from bot.process.webhook import webhook_of
from bot.process.wiring import Domain, utc_now
from bot.settings import Settings
from bot.telegram.update_processor import PerChat
from bot.web import server
from bot.web.health import Health
from digests.errors import Unauthorized
from digests.runtime.lease import Lease

log = logging.getLogger(__name__)


class Failing(Protocol):
    """What cannot go on at all says so in ``failed``."""

    failed: asyncio.Future[Unauthorized]


def disown(queue: Failing) -> None:
    """Telegram does not know the token any more: nothing can go on."""
    if not queue.failed.done():
        queue.failed.set_result(Unauthorized("unauthorized"))


@asynccontextmanager
async def answering(
    settings: Settings, domain: Domain, health: Health, metrics: Metrics, queue: Failing
) -> AsyncIterator[App]:
    """Connect, with our own port open from before that moment on; at the end say good-bye in time."""

    def refused() -> None:
        disown(queue)

    application = build_application(settings, domain.services, unauthorized=refused)
    share_rates(application.bot, domain.store, metrics)
    join(health, application, queue)
    async with AsyncExitStack() as stack:
        if settings.listen_port:
            routes = health.routes() + metrics.routes()
            if settings.webhook_url:
                routes += webhook_of(application, settings).routes()
            await stack.enter_async_context(server.serving(settings.http_host, settings.listen_port, routes))
        stack.push_async_callback(_stop, application)
        await connect(application)
        await listen(application, settings)
        lease = Lease(domain.store, "polling", utc_now)
        await stack.enter_async_context(receiving(application, settings, lease, refused))
        alarm = DatabaseAlarm(settings, domain.store.availability, application.bot)
        await stack.enter_async_context(telling(alarm, lambda: receives(application, settings)))
        application.create_task(_publish(application, settings.admin_ids))
        yield application


def join(health: Health, application: App, queue: Failing) -> None:
    """Have ``/readyz`` say whether Telegram is there and knows us."""

    async def telegram() -> str:
        return "" if application.running else "not connected"

    health.add("telegram", telegram)
    join_token(health, queue)


def join_token(health: Health, queue: Failing) -> None:
    """Have ``/readyz`` say whether the token was refused."""

    async def token() -> str:
        return "refused" if queue.failed.done() else ""

    health.add("token", token)


async def _publish(application: App, admins: frozenset[int]) -> None:
    """Set the command menu. A bot without one works all the same."""
    try:
        await publish_commands(application.bot, admins)
    except TelegramError as error:
        log.warning("the command menu could not be set: %s", error)


async def _stop(application: App) -> None:
    """Stop in time: what was not finished stands in the database and is taken up at the next start."""
    with suppress(TimeoutError):
        async with asyncio.timeout(ANSWERING):
            if application.running:
                await application.stop()
            with suppress(TelegramError):
                await application.shutdown()
    if isinstance(application.update_processor, PerChat):
        await application.update_processor.break_off()
    await application.bot.shutdown()  # the one above does nothing when the start was broken off
