"""Fetching over HTTP: one shared session, every limit in one place, every failure in the domain's words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import aiohttp
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from digests.errors import BadInput, SourceError, Unreachable
from digests.model import NO_ACCESS, Access
from digests.runtime.host_limits import Hosts
from digests.sources.web import responses
from digests.sources.web.address_guard import Guard, GuardedResolver
from digests.sources.web.inflate import ACCEPTED
from digests.sources.web.logins import anonymous, headers_of, same_place, without_login
from digests.sources.web.responses import Answer, failure

NONE: Mapping[str, str] = {}
_REDIRECTS = 5
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_TOO_MANY = (429, 503)
_HUSH_AT_MOST = 3_600.0  # seconds: what one feed is told must not silence all feeds of its host for a day
_KEEP_ALIVE = 1.5  # seconds: long enough for the next request in the pace of a host, and for redirects
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting, until the headers are there, for silence, and for one whole fetch.

    The whole counts all redirects, but no waiting for a turn at a host.
    """

    connect: float = 10
    headers: float = 20
    silence: float = 20
    whole: float = 60


@dataclass(frozen=True, slots=True)
class _Request:
    """One fetch: where it began, what it asks with, and whether it keeps the pace of hosts."""

    first: URL
    headers: Mapping[str, str]
    access: Access
    proxy: str
    patient: bool

    def headers_for(self, url: URL) -> dict[str, str]:
        """The login goes to the place that it was given for, and nowhere that a redirect leads."""
        secret = headers_of(self.access) if same_place(self.first, url) else {}
        return {**self.headers, **secret}


class Client:
    """Fetches what the guard lets through. Sessions are made at the first fetch, in the running loop.

    ``proxy`` is asked in place of the servers. Then it is the proxy that resolves names, so only it can keep
    them out of private networks; numbers and local names are still refused here.
    """

    def __init__(
        self,
        guard: Guard,
        user_agent: str,
        limits: Limits = Limits(),
        *,
        hosts: Hosts | None = None,
        proxy: str = "",
    ) -> None:
        self.guard = guard
        self.user_agent = user_agent
        self._limits = limits
        self._hosts = hosts or Hosts(at_once=1000, pause=0)
        self._proxy = proxy
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    def proxy_of(self, access: Access) -> str:
        """The proxy that a fetch goes through, "" for none."""
        return access.proxy or self._proxy

    async def get(
        self,
        address: str,
        *,
        etag: str = "",
        modified: str = "",
        headers: Mapping[str, str] = NONE,
        access: Access = NO_ACCESS,
        patient: bool = False,
    ) -> Answer:
        """Fetch, following redirects; 304 comes back as it is when a validator was given.

        ``patient`` fetches keep the pace of hosts; the others are for people who wait.
        Raises ``Unreachable`` (``CutShort`` where a body broke off), ``Gone``, ``AddressRefused``,
        ``Unreadable`` or ``BadInput``.
        """
        url, access = without_login(_url(address), access)
        asked = {"If-None-Match": etag, "If-Modified-Since": modified, **headers}
        asked = {name: value for name, value in asked.items() if value}
        return await self._follow(_Request(url, asked, access, self.proxy_of(access), patient))

    async def close(self) -> None:
        """Close the connections; a later ``get`` opens new ones."""
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    async def _follow(self, request: _Request) -> Answer:
        way, for_good, left = [request.first], True, self._limits.whole
        try:
            while len(way) <= _REDIRECTS + 1:
                moved = str(way[-1]) if len(way) > 1 and for_good else ""
                found, took = await self._step(request, way, moved, left)
                if isinstance(found, Answer):
                    return found
                for_good, left = for_good and found.for_good, left - took
                way.append(anonymous(way[-1].join(URL(found.target))))
            raise Unreachable("redirects", host=way[-1].host or "", limit=_REDIRECTS)
        except (SourceError, aiohttp.ClientError, OSError, ValueError) as error:
            failed = failure(error, way[-1].host or "")
            failed.address = str(way[-1]) if len(way) > 1 else ""
            raise failed from error

    async def _step(
        self, request: _Request, way: Sequence[URL], moved: str, left: float
    ) -> tuple[Answer | _Redirect, float]:
        """Ask at the end of the way so far; what came, and the seconds that it took."""
        host = way[-1].host or ""
        waits = request.patient and (len(way) == 1 or host != way[-2].host)
        self.guard.check(way[-1], proxied=bool(request.proxy))
        async with self._hosts.turn(host if waits else ""):
            began = monotonic()
            async with asyncio.timeout(left):
                found = await self._ask(request, way[-1], moved)
            return found, monotonic() - began

    async def _ask(self, request: _Request, url: URL, moved: str) -> Answer | _Redirect:
        async with asyncio.timeout(self._limits.headers):
            response = await self._session(proxied=bool(request.proxy)).get(
                url,
                headers=request.headers_for(url),
                allow_redirects=False,
                proxy=request.proxy or None,
            )
        async with response:
            target = response.headers.get("Location", "") if response.status in _MOVED else ""
            if target:
                return _Redirect(target, response.status in _FOR_GOOD)
            try:
                return await responses.read(response, str(url), moved)
            except Unreachable as error:
                if error.retry_after and response.status in _TOO_MANY:
                    self._hosts.hush(url.host or "", min(error.retry_after, _HUSH_AT_MOST))
                raise

    def _session(self, *, proxied: bool) -> aiohttp.ClientSession:
        if proxied not in self._sessions:
            # The number of connections is bounded by those who fetch, and idle ones must not pile up.
            resolver = ThreadedResolver() if proxied else GuardedResolver(self.guard)
            connector = aiohttp.TCPConnector(resolver=resolver, limit=0, keepalive_timeout=_KEEP_ALIVE)
            limits = self._limits
            self._sessions[proxied] = aiohttp.ClientSession(
                connector=connector,
                timeout=aiohttp.ClientTimeout(connect=limits.connect, sock_read=limits.silence),
                headers={"User-Agent": self.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED},
                auto_decompress=False,  # it does not tell when a stream ends early
                cookie_jar=aiohttp.DummyCookieJar(),  # a feed's site must not know us again
            )
        return self._sessions[proxied]


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where an answer points, and whether for good."""

    target: str
    for_good: bool


def _url(address: str) -> URL:
    try:
        return URL(address)
    except (ValueError, TypeError):
        raise BadInput("bad_address", text=address[:100]) from None
