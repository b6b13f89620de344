"""The services that handlers and commands call, each made once over one database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from bot.handlers.admin.broadcast_progress import rate_of
from bot.settings import Settings
from bot.telegram.transport import TELEGRAM
from digests.ports import Queue
from digests.services.alerts import Alerts
from digests.services.audit_log import AuditLog
from digests.services.broadcasts import Broadcasts
from digests.services.browse import Browse
from digests.services.catalogue import Catalogue
from digests.services.deliveries import Deliveries
from digests.services.editions.editions import Editions
from digests.services.editions.shared_setups import SharedSetups
from digests.services.feed_import import FeedImports
from digests.services.feeds import Feeds
from digests.services.notes import Notes
from digests.services.own.filters import Filters
from digests.services.own.follows import Follows
from digests.services.past_digests import PastDigests
from digests.services.personal.look import Look
from digests.services.personal.mutes import Mutes
from digests.services.personal.saved import SavedPosts
from digests.services.personal.tastes import Tastes
from digests.services.personal.why import Why
from digests.services.personal_data import PersonalData
from digests.services.search import Search
from digests.services.services import Services
from digests.services.stats import Statistics
from digests.services.stories.story_admin import StoryAdmin
from digests.services.stories.story_follows import StoryFollows
from digests.services.stories.told_stories import ToldStories
from digests.services.stories.top import Top
from digests.services.subscriptions import Defaults, Subscriptions
from digests.services.training import Training
from digests.services.upcoming import Upcoming
from digests.sources import Sources
from digests.steps import Build, Previews, Refresh, Steps
from digests.steps.full_posts import FullPosts
from digests.store import Store
from digests.summarizers.runner import Condenser
from digests.summarizers.text.language import detect


class Parts(NamedTuple):
    """What services are made of."""

    store: Store
    sources: Sources
    condenser: Condenser
    articles: FullPosts
    refresh: Refresh
    build: Build
    queue: Queue
    now: Callable[[], datetime]


def services_of(settings: Settings, parts: Parts) -> Services:
    """All of them."""
    store, sources, condenser, articles, refresh, build, queue, now = parts
    catalogue = Catalogue(store, now)
    search = Search(store, articles, catalogue, now)
    feeds = Feeds(store, sources)
    return Services(
        subscriptions=Subscriptions(store, Defaults(zone=settings.default_timezone), now),
        browse=Browse(store, articles),
        catalogue=catalogue,
        past_digests=PastDigests(store, articles, now),
        told_stories=ToldStories(store, articles),
        search=search,
        top=Top(store, articles, now),
        story_follows=StoryFollows(store, now),
        feeds=feeds,
        feed_imports=FeedImports(store, feeds),
        previews=Previews(
            store,
            sources,
            condenser,
            detect,
            backlog=settings.backlog,
            most_fresh=settings.flood_limit,
        ),
        steps=Steps(refresh, build),
        stats=Statistics(store, condenser, rate_of(settings)),
        training=Training(store, condenser),
        deliveries=Deliveries(store, queue),
        broadcasts=Broadcasts(store, queue, TELEGRAM),
        audit_log=AuditLog(store),
        story_admin=StoryAdmin(store),
        notes=Notes(store),
        personal_data=PersonalData(store, now),
        upcoming=Upcoming(build),
        filters=Filters(store, now),
        follows=Follows(store, now),
        mutes=Mutes(store, now),
        tastes=Tastes(store, now),
        saved=SavedPosts(store, articles, now),
        why=Why(store, articles, search, Look(build, now)),
        editions=Editions(store),
        shared_setups=SharedSetups(store),
        alerts=Alerts(store, now),
    )
