"""The real application over HTTP against the sandbox, with the real domain over SQLite behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.ext import Application

from bot.chat.context import SHARED
from bot.handlers.admin import progress
from bot.process.application import UPDATES, build_application
from bot.process.broadcasts import release_of
from bot.process.senders import transport_of
from bot.sandbox import Room, Sandbox
from bot.screens.renderer import TelegramRenderer
from bot.settings import Settings
from bot.texts import language_of
from digests.model import CategoryName, Destination, Entry, FollowKind, Subscriber, Tag
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
from digests.steps import Build, Index, Previews, Refresh, Send, Steps
from digests.steps.full_posts import FullPosts
from digests.steps.send.notices import Notices
from digests.store import Store
from digests.store.posts import categories as category_rows
from tests.bot.begun import Begun
from tests.conftest import NOW
from tests.digests.steps.world import TEXTS
from tests.fakes import FakeSource, FirstSentences

TAGS = ("Chips", "Climate", "Rail", "5G")


def an_entry(n: int, **values: object) -> Entry:
    """Entry ``n`` of a feed: three points, a link, a source, two tags."""
    text = "\n".join(TEXTS[(n + k) % len(TEXTS)] + f" Number {n}.{k}." for k in range(3))
    fields: dict[str, Any] = {
        "uid": f"entry-{n}",
        "title": f"Story {n}",
        "text": text,
        "link": f"https://example.org/{n}",
        "source": "Example Herald",
        "published": NOW - timedelta(hours=2 * (50 - n)),
        "tags": (Tag(TAGS[n % 4]), Tag(f"Only {n}", "NYSE:X")),
    }
    return Entry(**(fields | values))


class Town:
    """A sandbox with the bot at work in it; ``now`` is set by hand."""

    def __init__(self, sandbox: Sandbox, store: Store, settings: Settings) -> None:
        self.sandbox = sandbox
        self.settings = settings
        self.now: datetime = NOW
        self.store = store
        self.source = FakeSource()
        summaries = FirstSentences()
        self.articles = articles = FullPosts(store, summaries)
        self.refresh = Refresh(store, self.source, articles, backlog=8, detect=lambda _: "en")
        self.build = Build(store, articles, TelegramRenderer(), self)
        catalogue = Catalogue(store, self.clock)
        self.index = Index(store)
        search = Search(store, articles, catalogue, self.clock)
        feeds = Feeds(store, cast("Any", self.source))
        self.services = Services(
            subscriptions=Subscriptions(store, Defaults(zone="Asia/Shanghai"), self.clock),
            browse=Browse(store, articles),
            catalogue=catalogue,
            past_digests=PastDigests(store, articles, self.clock),
            told_stories=ToldStories(store, articles),
            search=search,
            top=Top(store, articles, self.clock),
            story_follows=StoryFollows(store, self.clock),
            feeds=feeds,
            feed_imports=FeedImports(store, feeds),
            previews=Previews(store, self.source, summaries, lambda _: "en", backlog=8),
            steps=Steps(self.refresh, self.build),
            stats=Statistics(store, summaries, rate=28.0),
            training=Training(store, cast("Any", summaries)),
            deliveries=Deliveries(store, self),
            broadcasts=Broadcasts(store, self, "telegram"),
            audit_log=AuditLog(store),
            story_admin=StoryAdmin(store),
            notes=Notes(store),
            personal_data=PersonalData(store, self.clock),
            upcoming=Upcoming(self.build),
            filters=Filters(store, self.clock),
            follows=Follows(store, self.clock),
            mutes=Mutes(store, self.clock),
            tastes=Tastes(store, self.clock),
            saved=SavedPosts(store, articles, self.clock),
            why=Why(store, articles, search, Look(self.build, self.clock)),
            editions=Editions(store),
            shared_setups=SharedSetups(store),
            alerts=Alerts(store, self.clock),
        )
        self.app: Application[Any, Any, Any, Any, Any, Any] = build_application(
            settings, self.services, self.clock
        )
        lease = timedelta(seconds=60)
        self.send = Send(
            store,
            transport_of(self.app.bot),
            name="test",
            lease=lease,
            now=self.clock,
            notices=Notices(TelegramRenderer(), "Asia/Shanghai"),
        )
        shared = self.app.bot_data[SHARED]
        self.release = release_of(settings, store, self.app.bot, shared.edits, self, self.clock)
        self._sending: set[asyncio.Task[int]] = set()
        self.feeds: dict[str, int] = {}
        self._stated: dict[str, list[Entry]] = {}

    def clock(self) -> datetime:
        return self.now

    def with_store(self, store: Store) -> Town:
        """The same over another database."""
        return Town(self.sandbox, store, self.settings)

    def wake(self, step: str) -> None:
        """The queue: sending begins at once."""
        due = self.release.due if step == "broadcast" else self.send.due
        task = asyncio.create_task(due())
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def publish(self, category: str, entries: Sequence[Entry], title: str = "") -> None:
        """A new feed of that category states these entries."""
        address = f"https://feeds.example.org/{category}"
        async with self.store.write() as tx:
            await category_rows.ensure(tx, [CategoryName(category, title)])
        feed = (await self.services.feeds.add(address, category=category, actor="test", now=self.now)).id
        self.feeds[category] = feed
        self._stated[category] = []
        await self._state(category, entries)

    def has_read(self, category: str, feed: int, entries: Sequence[Entry]) -> None:
        """What ``publish`` would do stands in the database already."""
        self.feeds[category] = feed
        self._stated[category] = list(entries)
        self.source.says(f"https://feeds.example.org/{category}", *entries)

    async def _state(self, category: str, entries: Sequence[Entry]) -> None:
        self._stated[category] += entries
        self.source.says(f"https://feeds.example.org/{category}", *self._stated[category])
        await self.refresh(self.feeds[category], self.now)

    async def more(self, category: str, count: int) -> None:
        """As many new entries come in."""
        await self._state(category, [an_entry(100 + n, published=self.now) for n in range(count)])

    async def more_of(self, category: str, *entries: Entry) -> None:
        """These entries come in."""
        await self._state(category, entries)

    async def restates(self, category: str, entry: Entry) -> None:
        """An entry that stood there before says something else now."""
        there = self._stated[category]
        self._stated[category] = [entry if one.uid == entry.uid else one for one in there]
        await self._state(category, [])

    async def subscriber(self, room: Room) -> Subscriber:
        """Who sits in this room, as the domain knows them."""
        found = await self.services.subscriptions.find(Destination("telegram", str(room.id)))
        assert found is not None
        return found

    async def deliver(self) -> None:
        """Build and send what is due."""
        await self.build.due(self.now)
        await self.send.drain()

    async def settled(self) -> None:
        """All that was woken has ended, and what it took has been sent."""
        while self._sending:
            await asyncio.gather(*self._sending)
        await self.send.drain()

    async def ready(self, room: Room, *categories: str) -> None:
        """Somebody who has been through ``/start`` with these categories and 08:00, and has the first digest.

        In the database it is so (``test_begun``); the taps cost more than most of what is tested after them.
        """
        room.chat.started, subscriptions = True, self.services.subscriptions
        there = Destination("telegram", str(room.id))
        me = await subscriptions.arrive(there, language=language_of(room.person.language))
        known = await self.services.catalogue.categories()
        for name in categories:
            [wanted] = [each.id for each in known if each.title.startswith(name)]
            await subscriptions.follow(me.id, FollowKind.CATEGORY, wanted)
        await subscriptions.change(me.id, self.now, schedule=replace(me.schedule, times=(time(8),)))
        await subscriptions.activate(me.id, self.now)
        await self.services.steps.first_digest(me.id, self.now)
        await room.wait_reply()


def settings_for(sandbox: Sandbox, **values: object) -> Settings:
    """Settings of a bot that is not to wait for Telegram's rates."""
    rates = {"rate_overall": 1000, "rate_private": 1000, "rate_private_burst": 100, "rate_group": 10_000}
    known = _checked(telegram_bot_token=sandbox.token, **(rates | values))
    return known.model_copy(update={"telegram_api_base_url": sandbox.base_url})


@cache
def _checked(**values: object) -> Settings:
    """To check them all takes as long as to start a sandbox."""
    return Settings(_env_file=None, **values)


@asynccontextmanager
async def running(town: Town) -> AsyncIterator[Town]:
    """The application, polling."""
    async with town.app:
        await town.app.start()
        assert town.app.updater is not None
        await town.app.updater.start_polling(allowed_updates=UPDATES)
        try:
            yield town
        finally:
            await town.app.updater.stop()
            await town.app.stop()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine quick work may take two seconds too; only who asks for it sees progress."""
    monkeypatch.setattr(progress, "PATIENCE", 60.0)


@pytest.fixture
async def empty_town(sandbox: Sandbox, store: Store) -> AsyncIterator[Town]:
    async with running(Town(sandbox, store, settings_for(sandbox))) as there:
        yield there


FirstFeeds = Mapping[str, tuple[str, Sequence[Entry]]]
"""By category: its title, and what its feed states."""

FIRST: FirstFeeds = {
    "tech": ("Technology", [an_entry(n) for n in range(1, 13)]),
    "world": ("World news", [an_entry(n) for n in range(13, 16)]),
}


async def publish_all(town: Town, feeds: FirstFeeds = FIRST) -> None:
    """They are added and read."""
    for category, (title, entries) in feeds.items():
        await town.publish(category, entries, title)


@asynccontextmanager
async def running_with(town: Town, begun: Begun, feeds: FirstFeeds = FIRST) -> AsyncIterator[Town]:
    """The application, polling, with feeds that were read."""
    name = " ".join(f"{entries[0].uid} to {entries[-1].uid}" for _, entries in feeds.values())
    known = await begun.put_into(town.store, name, lambda empty: publish_all(town.with_store(empty), feeds))
    async with running(town):
        if known:
            for number, (category, (_, entries)) in enumerate(feeds.items(), 1):
                town.has_read(category, number, entries)
        else:
            await publish_all(town, feeds)
        yield town


@pytest.fixture(scope="session")
def begun(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    return Begun(migrated, tmp_path_factory.mktemp("begun"))


@pytest.fixture
async def town(sandbox: Sandbox, store: Store, begun: Begun) -> AsyncIterator[Town]:
    async with running_with(Town(sandbox, store, settings_for(sandbox, admin_ids="42")), begun) as there:
        yield there
