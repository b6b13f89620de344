"""Whole readings of feeds: documents as a server gives them out, read, stored and delivered."""

from __future__ import annotations

from datetime import timedelta

from digests.model import Access, Feed
from digests.sources.web.responses import Answer
from digests.sources.web.source import WebSource
from digests.steps import Refresh, Refreshed
from digests.store import Store
from digests.store.feeds import feeds
from tests.digests.sources.parts import Inline
from tests.digests.steps.world import World

RSS = "https://feeds.example/rss"
HOUR = timedelta(hours=1)


class Documents:
    """A client that answers with the document in hand."""

    def __init__(self) -> None:
        self.document = b""

    async def get(
        self,
        address: str,
        *,
        etag: str = "",
        modified: str = "",
        access: Access | None = None,
        patient: bool = False,
    ) -> Answer:
        return Answer(200, address, self.document, {"content-type": "application/xml"})


class Reading(World):
    """A world whose feeds are documents; each is fetched an hour after the last, and what is new is sent."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.documents = Documents()
        source = WebSource(self.documents, Inline(), lambda: self.now)  # type: ignore[arg-type]
        self.refresh = Refresh(store, source, self.articles, backlog=50, detect=lambda _: "en")

    async def states(self, feed_id: int, document: str) -> Refreshed:
        """The feed answers with this document."""
        self.now += HOUR
        self.documents.document = document.encode()
        return await self.refresh(feed_id, self.now)

    async def feed_of(self, feed_id: int) -> Feed:
        found = await self.store.reading(lambda tx: feeds.get(tx, feed_id))
        assert found is not None
        return found
