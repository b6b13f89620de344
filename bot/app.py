"""Wires everything, once: this module alone knows every concrete class."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram.ext import Application

from bot.application import build_application
from bot.render import TelegramRenderer
from bot.settings import Settings
from bot.transport import TelegramTransport
from digests.articles import Articles
from digests.browse import Browse
from digests.clock import Clock
from digests.errors import Unauthorized
from digests.feeds import Feeds
from digests.offload import Offload
from digests.ports import Queue
from digests.queues.inline import Inline
from digests.services import Services
from digests.sources import Sources
from digests.statistics import Statistics
from digests.steps import Build, Refresh, Send, Steps
from digests.store import Store, migrate
from digests.subscriptions import Defaults, Subscriptions
from digests.summarizers import Condenser, detect_language

log = logging.getLogger(__name__)

STOP_WITHIN = 4.0


def utc_now() -> datetime:
    """The present moment; everything else is handed it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Domain:
    """The wired domain: what people call, and the steps that run by themselves."""

    store: Store
    services: Services
    refresh: Refresh
    build: Build


class Asleep:
    """The queue of a command: it wakes nobody, the running bot finds the rows."""

    def wake(self, step: str) -> None:
        """Do nothing."""


@asynccontextmanager
async def open_domain(settings: Settings, queue: Queue) -> AsyncIterator[Domain]:
    """Migrate, open and wire; close everything at the end."""
    await migrate(settings.database_url)
    store = Store(settings.database_url)
    offload = Offload()
    sources = Sources(
        settings.data_dir,
        offload,
        allow_private=settings.allow_private,
        user_agent=settings.user_agent,
        default_zone=settings.default_timezone,
        git_posts=settings.git_posts,
    )
    articles = Articles(store, Condenser(settings.summarizer, offload))
    refresh = Refresh(store, sources, articles, backlog=settings.backlog, detect=detect_language)
    build = Build(store, articles, TelegramRenderer())
    services = Services(
        Subscriptions(store, Defaults(zone=settings.default_timezone), utc_now),
        Browse(store, articles, utc_now),
        Feeds(store, sources),
        Steps(refresh, build, queue),
        Statistics(store),
    )
    try:
        yield Domain(store, services, refresh, build)
    finally:
        await sources.close()
        await offload.close()
        await store.close()
