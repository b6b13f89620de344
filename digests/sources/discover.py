"""From the address of a web page to the feeds of its site."""

from __future__ import annotations

from urllib.parse import urljoin

from digests.errors import BadInput, SourceError
from digests.model import FeedKind
from digests.offload import Offload, WorkerLost
from digests.sources import address, parsing
from digests.sources.http import Answer, Client
from digests.sources.web import WebSource

# Where WordPress, Hugo, Jekyll, Ghost, Blogger, Drupal and Substack put theirs.
_COMMON = ("feed", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss", "feed.json", "feeds/posts/default")
_SECONDS = 10.0


class Discovery:
    """Finds the feeds of a page."""

    def __init__(self, client: Client, offload: Offload, web: WebSource) -> None:
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
        for path in _COMMON:
            where = urljoin(page, f"/{path}")
            try:
                answer = await self._client.get(where)
                await self._web.parse(answer)
            except (SourceError, BadInput):
                continue
            return [_canonical(answer.address) or where]
        return []


def _canonical(link: str) -> str:
    try:
        where = address.parse(link)
    except (BadInput, SourceError):
        return ""
    return where.canonical if where.kind is FeedKind.WEB else ""
