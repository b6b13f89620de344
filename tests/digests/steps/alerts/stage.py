"""A reader who wants to be told at once, with the steps that do it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from digests.model import DigestKind, FollowKind, Subscriber
from digests.services.alerts import Alerts
from digests.services.stories.story_follows import StoryFollows
from digests.steps import Match, Tell
from digests.store import Tx
from digests.store.posts import posts, tags
from digests.store.search import standing
from digests.store.tables import digest, waiting_alert
from tests.digests.steps.world import World, an_entry
from tests.fakes import TitlesRenderer
from tests.stories import join

RSS = "https://example.org/rss"


class Stage:
    """A world with alerts; ``n`` stands for entry n, and for the post that it became."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.alerts = Alerts(world.store, lambda: world.now)
        self.follows = StoryFollows(world.store, lambda: world.now)
        self.match = self.matcher()
        self.tell = Tell(world.store, world.articles, TitlesRenderer(), world.queue, lambda: world.now)
        self.feed = 0

    def matcher(self) -> Match:
        """Another process that matches."""
        return Match(self.world.store, self.world.queue, lambda: self.world.now)

    async def open(self) -> None:
        """A feed of which two posts are old news, and alerts that were looked for until now."""
        self.feed = await self.world.feed()
        await self.world.comes_in(self.feed, RSS, an_entry(0), an_entry(1))
        await self.match.due()

    async def reader(self, address: str = "1") -> Subscriber:
        """Somebody who has had a digest of all that there was."""
        made = await self.world.reader("news", address=address)
        await self.world.deliver()
        self.world.transport.arrived.clear()
        return made

    async def on(self, who: Subscriber, kind: FollowKind, target: int) -> None:
        """Follow it, and switch its alerts on."""
        await self.world.subscriptions.follow(who.id, kind, target)
        assert await self.alerts.switch(who.id, kind, target, on=True)

    async def news(self, who: Subscriber) -> None:
        """Alerts of the category that all posts are in."""
        await self.on(who, FollowKind.CATEGORY, (await self.world.catalogue.category("news")).id)

    async def query(self, words: str) -> int:
        """The number of a standing query."""
        async with self.world.store.write() as tx:
            return await standing.keep(tx, words, self.world.now)

    async def tag(self, name: str) -> int:
        async with self.world.store.read() as tx:
            found = await tags.named(tx, name)
        assert found is not None
        return found.id

    async def comes(self, *numbers: int, **values: object) -> None:
        """These entries are stored now."""
        entries = [an_entry(n, published=self.world.now, **values) for n in numbers]
        await self.world.comes_in(self.feed, RSS, *entries)

    async def post(self, n: int) -> int:
        async with self.world.store.read() as tx:
            return (await posts.known(tx, self.feed, [f"entry-{n}"]))[f"entry-{n}"][0]

    async def joins(self, first: int, *others: int) -> None:
        """Entries turn out to tell the story of the first."""
        await join(self.world.store, *[await self.post(n) for n in (first, *others)], now=self.world.now)

    async def later(self, seconds: float = 4) -> list[str]:
        """Match, wait, tell, send: what arrived of it."""
        while await self.match.due():
            pass
        self.world.now += timedelta(seconds=seconds)
        await self.told()
        return self.arrived()

    async def told(self) -> None:
        while await self.tell.due():
            pass
        await self.world.send.drain()

    def arrived(self) -> list[str]:
        """What has arrived since it was asked last."""
        found = self.world.transport.payloads
        self.world.transport.arrived.clear()
        return found

    async def waiting(self) -> int:
        """How many posts wait."""

        async def count(tx: Tx) -> int:
            return int((await tx.execute(select(func.count()).select_from(waiting_alert))).scalar_one())

        return await self.world.store.reading(count)

    async def made(self) -> int:
        """How many alerts there are."""

        async def count(tx: Tx) -> int:
            alerts = select(func.count()).where(digest.c.kind == DigestKind.ALERT)
            return int((await tx.execute(alerts)).scalar_one())

        return await self.world.store.reading(count)
