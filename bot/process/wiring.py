"""Wires everything, once: this folder alone knows every concrete class of the domain."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.process.services import Parts, services_of
from bot.process.transports import renderer
from bot.settings import Settings
from digests.model import Attempt
from digests.ports import Queue
from digests.runtime.host_limits import Hosts
from digests.runtime.worker_pool import WorkerPool
from digests.services.services import Services
from digests.sources import Sources, parsing
from digests.steps import (
    Build,
    FullText,
    Health,
    Index,
    Kept,
    Match,
    Prune,
    Recondense,
    Refresh,
    Retell,
    Review,
    Spread,
    Stories,
    Tell,
)
from digests.steps.full_posts import FullPosts
from digests.steps.stories.stories import PATIENCE
from digests.steps.tellings import Tellings
from digests.store import Announce, Store, migrate
from digests.summarizers.runner import Condenser
from digests.summarizers.text.language import detect

# Two, so that one is free when a document keeps the other busy; more than four the one writer cannot feed.
WORKERS = max(2, min(4, os.cpu_count() or 2))


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
    review: Review
    recondense: Recondense
    retell: Retell
    health: Health
    stories: Stories
    index: Index
    spread: Spread
    prune: Prune
    match: Match
    tell: Tell


class Asleep:
    """The queue of a command: it wakes nobody; the running bot finds the rows."""

    def wake(self, step: str) -> None:
        """Do nothing."""


@asynccontextmanager
async def open_domain(
    settings: Settings,
    queue: Queue | None = None,
    announce: Announce | None = None,
    fetched: Callable[[Attempt], None] = lambda _: None,
) -> AsyncIterator[Domain]:
    """Migrate, open and wire; close everything at the end.

    ``announce``: see ``Store``; ``fetched``: see ``Refresh``.
    """
    await migrate(settings.database_url)
    store = Store(settings.database_url, announce)
    offload = WorkerPool(WORKERS, preload=parsing.MODULES)
    hosts = Hosts(settings.fetch_per_host, settings.fetch_host_pause)
    sources = open_sources(settings, offload, hosts)
    try:
        domain = wire(settings, store, sources, offload, hosts, queue or Asleep(), fetched)
        await domain.services.training.adopt()
        yield domain
    finally:
        await sources.close()
        await offload.close()
        await store.close()


def open_sources(settings: Settings, offload: WorkerPool, hosts: Hosts | None = None) -> Sources:
    """The sources with their limits."""
    return Sources(
        settings.data_dir,
        offload,
        allow_private=settings.allow_private,
        user_agent=settings.user_agent,
        allow_folders=settings.feed_folders,
        hosts=hosts,
        proxy=settings.fetch_proxy.get_secret_value(),
        default_zone=settings.default_timezone,
        git_posts=settings.git_posts,
        detect=detect,
    )


def wire(
    settings: Settings,
    store: Store,
    sources: Sources,
    offload: WorkerPool,
    hosts: Hosts,
    queue: Queue,
    fetched: Callable[[Attempt], None],
) -> Domain:
    """Every service and step over one database."""
    condenser = Condenser(settings.summarizer, offload)
    articles = FullPosts(store, condenser)
    refresh = Refresh(
        store,
        sources,
        articles,
        backlog=settings.backlog,
        detect=detect,
        most_fresh=settings.flood_limit,
        hosts=hosts,
        at_once=settings.fetch_concurrency,
        full_text=FullText(store, sources.pages),
        fetched=fetched,
    )
    review = Review(store, articles, renderer(), queue)
    build = Build(store, articles, renderer(), queue, PATIENCE)
    services = services_of(
        settings, Parts(store, sources, condenser, articles, refresh, build, queue, utc_now)
    )
    recondense = Recondense(store, articles, condenser)
    kept = Kept(settings.keep_posts_days, settings.keep_deliveries_days)
    prune = Prune(store, kept, utc_now)
    spread = Spread(store, articles, renderer(), queue, utc_now)
    stories = Stories(store, utc_now, window_of(settings))
    index = Index(store)
    retell = Retell(store, Tellings(store, condenser), utc_now)
    return Domain(
        store,
        services,
        refresh,
        build,
        review,
        recondense,
        retell,
        Health(store),
        stories,
        index,
        spread,
        prune,
        Match(store, queue, utc_now, PATIENCE),
        Tell(store, articles, renderer(), queue, utc_now),
    )


def window_of(settings: Settings) -> timedelta:
    """Within which articles are held against each other; never longer than they are kept."""
    window, kept = timedelta(hours=settings.story_window), timedelta(days=settings.keep_posts_days)
    return min(window, kept) if kept else window
