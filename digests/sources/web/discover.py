"""From the address of a web page to the feeds of its site."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urljoin

from digests.errors import BadInput, SourceError
from digests.model import FeedKind
from digests.runtime.worker_pool import WorkerLost, WorkerPool
from digests.sources import address, parsing
from digests.sources.web.http import Client
from digests.sources.web.responses import Answer
from digests.sources.web.source import WebSource

# Where WordPress, Hugo, Jekyll, Ghost, Blogger, Drupal and Substack put theirs.
_COMMON = ("feed", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss", "feed.json", "feeds/posts/default")
_SECONDS = 10.0
_SECONDS_TO_GUESS = 30.0  # somebody waits for the answer


class Discovery:
    """Finds the feeds of a page."""

    def __init__(self, client: Client, offload: WorkerPool, web: WebSource) -> None:
        self._client = client
        self._offload = offload
        self._web = web

    async def feeds_of(self, page: Answer) -> list[str]:
        """Canonical addresses of feeds that a fetched page names; else the first common one that is there."""
        try:
            links = await self._offload.run(
                parsing.parse_page, page.body, page.content_type, page.address, timeout=_SECONDS
            )
        except (TimeoutError, WorkerLost):
            links = []
        if found := [canonical for link in links if (canonical := _canonical(link))]:
            return found
        return await self._at_common_places(page.address)

    async def _at_common_places(self, page: str) -> list[str]:
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_GUESS):
                for where in common_places(page):
                    if found := await self._feed_at(where):
                        return [found]
        return []

    async def _feed_at(self, where: str) -> str:
        """The address of the feed that is there; empty when there is none."""
        try:
            answer = await self._client.get(where)
            await self._web.parse(answer)
        except (SourceError, BadInput):
            return ""
        return _canonical(answer.address)


def common_places(page: str) -> list[str]:
    """Where the feed of a page usually is: beside it, for a blog in a folder, then at the top of its site."""
    return list(dict.fromkeys(urljoin(page, top + path) for top in ("./", "/") for path in _COMMON))


def _canonical(link: str) -> str:
    try:
        where = address.parse(link)
    except (BadInput, SourceError):
        return ""
    return where.canonical if where.kind is FeedKind.WEB else ""
