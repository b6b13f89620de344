"""Articles: the text of the web page behind an entry, where a feed carries only teasers.

Feeds are made to be fetched by programs; pages are not, so robots.txt is asked before a page is.
"""

from __future__ import annotations

from time import monotonic
from typing import NamedTuple
from urllib.robotparser import RobotFileParser

from yarl import URL

from digests.errors import AddressRefused, BadInput, SourceError, Unreachable, Unreadable
from digests.model import Access, Feed
from digests.runtime.worker_pool import WorkerLost, WorkerPool
from digests.sources import parsing
from digests.sources.web.http import Client
from digests.sources.web.logins import access_for
from digests.sources.web.responses import Answer

_SECONDS = 10.0  # trafilatura takes 4 ms for a usual page
_ROBOTS_FOR = 86_400.0  # seconds; RFC 9309 asks not to use a cached robots.txt for longer than a day
_LONGEST_ROBOTS = 512_000  # bytes; RFC 9309 asks to read at least 500 kibibytes
_HOSTS = 2_000


class _Robots(NamedTuple):
    rules: RobotFileParser | None  # None: nothing may be fetched
    until: float


class Pages:
    """Reads articles. What hosts allow is remembered for a day."""

    def __init__(self, client: Client, offload: WorkerPool) -> None:
        self._client = client
        self._offload = offload
        self._robots: dict[str, _Robots] = {}

    async def text(self, feed: Feed, link: str) -> str:
        """The article's paragraphs at ``link``, joined by line feeds, "" when the page holds none.

        Raises ``SourceError`` or ``BadInput``.
        """
        access = access_for(feed.access, feed.address, link)
        if not await self._may_read(link, access):
            raise AddressRefused("robots", host=URL(link).host or "")
        answer = await self._client.get(link, access=access, patient=True)
        return await self._extract(answer)

    async def _extract(self, answer: Answer) -> str:
        try:
            return await self._offload.run(
                parsing.parse_article, answer.body, answer.content_type, answer.address, timeout=_SECONDS
            )
        except (TimeoutError, WorkerLost):
            raise Unreadable("too_complex") from None

    async def _may_read(self, link: str, access: Access) -> bool:
        origin = str(URL(link).origin())
        known = self._robots.get(origin)
        if known is None or known.until < monotonic():
            if len(self._robots) >= _HOSTS:
                self._robots.clear()
            known = _Robots(await self._rules(origin, access), monotonic() + _ROBOTS_FOR)
            self._robots[origin] = known
        return known.rules is not None and known.rules.can_fetch(self._client.user_agent, link)

    async def _rules(self, origin: str, access: Access) -> RobotFileParser | None:
        """A host without robots.txt allows all; one that cannot answer allows nothing (RFC 9309, 2.3.1)."""
        rules = RobotFileParser()
        try:
            answer = await self._client.get(f"{origin}/robots.txt", access=access, patient=True)
        except Unreachable as error:
            status = int(error.params.get("status", "500"))
            if status >= 500 or status == 429:
                return None
            rules.parse([])
            return rules
        except (SourceError, BadInput):
            rules.parse([])
            return rules
        rules.parse(answer.body[:_LONGEST_ROBOTS].decode("utf-8", "replace").splitlines())
        return rules
