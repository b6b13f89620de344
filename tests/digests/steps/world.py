"""A small world for the steps: a real database, hand-written edges, and a clock that is set by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.model import ChatKind, Destination, Entry, FeedKind, FollowKind, Subscriber
from digests.services.browse import Browse
from digests.services.catalogue import Catalogue
from digests.services.past_digests import PastDigests
from digests.services.subscriptions import Defaults, Subscriptions
from digests.steps import Build, Refresh, Refreshed, Send
from digests.steps.full_posts import FullPosts
from digests.steps.send.notices import Notices
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.posts import categories as category_rows
from tests.conftest import NOW
from tests.fakes import FakeQueue, FakeSource, FakeTransport, FirstSentences, TitlesRenderer

LEASE = timedelta(seconds=60)
TEXTS = [
    "The harbour authority opened a second container terminal after four years of construction work.",
    "Researchers measured record snowfall in the northern valleys during the first week of February.",
    "A regional court ordered the railway operator to refund passengers for cancelled night trains.",
    "Farmers expect the smallest olive harvest in a decade because spring frost damaged young trees.",
    "The city council approved a plan to turn two multi-storey car parks into affordable housing.",
    "Engineers finished the tunnel under the strait eleven months ahead of the published schedule.",
    "The central bank kept its main interest rate unchanged and signalled patience until autumn.",
    "A volunteer team restored the observatory telescope that had been silent since the flood.",
    "Health officials reported falling numbers of influenza patients in all hospitals this month.",
    "The orchestra announced free open-air concerts in every district for the coming summer season.",
]


def an_entry(n: int, **values: object) -> Entry:
    """Entry ``n``, unlike all others."""
    fields = {
        "uid": f"entry-{n}",
        "title": f"Story {n}",
        "text": TEXTS[n % len(TEXTS)] + (f"\nEdition {n} adds further detail {n * 7919}." if n >= 10 else ""),
        "link": f"https://example.org/{n}",
        "published": NOW - timedelta(hours=100 - n),
    }
    return Entry(**(fields | values))  # type: ignore[arg-type]


class World:
    """Everything wired, with ``now`` in hand."""

    def __init__(self, store: Store, *, resend: bool = True) -> None:
        self.store = store
        self.now: datetime = NOW
        self.source = FakeSource()
        self.summaries = FirstSentences()
        self.transport = FakeTransport()
        self.queue = FakeQueue()
        self.articles = FullPosts(store, self.summaries)
        self.refresh = Refresh(store, self.source, self.articles, backlog=8, detect=lambda _: "en")
        self.build = Build(store, self.articles, TitlesRenderer(), self.queue)
        self.send = self.sender("first", resend=resend)
        self.subscriptions = Subscriptions(store, Defaults(zone="UTC"), lambda: self.now)
        self.browse = Browse(store, self.articles)
        self.catalogue = Catalogue(store, lambda: self.now)
        self.composed = PastDigests(store, self.articles, lambda: self.now)

    def sender(self, name: str, *, resend: bool = True) -> Send:
        """Another worker on the same rows."""
        return Send(
            self.store,
            self.transport,
            name=name,
            lease=LEASE,
            now=lambda: self.now,
            notices=Notices(TitlesRenderer(), "UTC"),
            resend_ambiguous=resend,
        )

    async def feed(self, address: str = "https://example.org/rss", category: str = "news") -> int:
        """Add a feed in a category."""
        async with self.store.write() as tx:
            from digests.model import CategoryName

            ids = await category_rows.ensure(tx, [CategoryName(category)])
            return await feeds.add(
                tx,
                address=address,
                kind=FeedKind.WEB,
                title=address,
                category_id=ids[category],
                now=self.now,
                next_fetch=self.now,
            )

    async def comes_in(self, feed_id: int, address: str, *entries: Entry) -> Refreshed:
        """The feed states these entries, and is refreshed."""
        self.source.says(address, *entries)
        return await self.refresh(feed_id, self.now)

    async def reader(self, *categories: str, address: str = "1", size: int = 8) -> Subscriber:
        """An active subscriber of these categories, due daily at 08:00 UTC."""
        there = Destination("telegram", address, kind=ChatKind.PRIVATE)
        made = await self.subscriptions.arrive(there, language="en")
        for slug in categories:
            found = await self.catalogue.category(slug)
            await self.subscriptions.follow(made.id, FollowKind.CATEGORY, found.id)
        await self.subscriptions.change(made.id, self.now, size=size)
        return await self.subscriptions.activate(made.id, self.now)

    async def a_day_later(self) -> None:
        """The next slot has come: build what is due and send it."""
        self.now += timedelta(days=1)
        await self.deliver()

    async def deliver(self) -> None:
        """Build and send all that is due."""
        while await self.build.due(self.now):
            pass
        await self.send.drain()
