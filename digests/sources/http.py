"""Fetching over HTTP: one shared session, every limit in one place, every failure in the domain's words."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from digests.errors import BadInput, Gone, SourceError, Unreachable, Unreadable
from digests.sources.guard import Guard, GuardedResolver

LARGEST = 5_000_000  # bytes after inflating; the largest real feed seen has 1.6 MB
NONE: Mapping[str, str] = {}
_REDIRECTS = 5
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_GONE = 410
_RETRY_AT_MOST = 86_400.0
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting, for silence, and for one whole fetch with its redirects."""

    connect: float = 10
    silence: float = 20
    whole: float = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. ``moved`` is the new address when every redirect on the way was for good."""

    status: int
    address: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved: str = ""

    @property
    def content_type(self) -> str:
        """The declared type with its parameters; may be empty."""
        return self.headers.get("content-type", "")


class Client:
    """Fetches what the guard lets through. The session is made at the first fetch, in the running loop."""

    def __init__(self, guard: Guard, user_agent: str, limits: Limits = Limits(), at_once: int = 20) -> None:
        self.guard = guard
        self._user_agent = user_agent
        self._limits = limits
        self._at_once = at_once
        self._session: aiohttp.ClientSession | None = None

    async def get(
        self, address: str, *, etag: str = "", modified: str = "", headers: Mapping[str, str] = NONE
    ) -> Answer:
        """Fetch, following redirects; 304 comes back as it is when a validator was given.

        Raises ``Unreachable``, ``Gone``, ``AddressRefused``, ``Unreadable`` or ``BadInput``.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified, **headers}
        asked = {name: value for name, value in asked.items() if value}
        host = _url(address).host or ""
        try:
            async with asyncio.timeout(self._limits.whole):
                return await self._follow(address, asked)
        except TimeoutError:
            raise Unreachable("timeout", host=host) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise failure(error, host) from error

    async def close(self) -> None:
        """Close the connections; a later ``get`` opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _follow(self, address: str, headers: Mapping[str, str]) -> Answer:
        url, for_good = _url(address), True
        for step in range(_REDIRECTS + 1):
            self.guard.check(url)
            async with self._open().get(url, headers=headers, allow_redirects=False) as response:
                target = response.headers.get("Location", "") if response.status in _MOVED else ""
                if not target:
                    moved = str(url) if step and for_good else ""
                    return await _answer(response, str(url.with_user(None)), moved)
                for_good = for_good and response.status in _FOR_GOOD
                url = url.join(URL(target))
        raise Unreachable("redirects", host=url.host or "", limit=_REDIRECTS)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(resolver=GuardedResolver(self.guard), limit=self._at_once)
            limits = self._limits
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=aiohttp.ClientTimeout(sock_connect=limits.connect, sock_read=limits.silence),
                headers={"User-Agent": self._user_agent, "Accept": _ACCEPT},
                cookie_jar=aiohttp.DummyCookieJar(),  # a feed's site must not know us again
            )
        return self._session


def failure(error: Exception, host: str) -> SourceError:
    """What an error of the network means to people."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        return Unreachable("tls", host=host)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Unreachable("dns", host=host)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Unreachable("no_connection", host=host)
    if isinstance(error, (aiohttp.ClientResponseError, aiohttp.InvalidURL, ValueError)):
        return Unreachable("bad_answer", host=host)  # no HTTP, or a redirect to what is no address
    return Unreachable("connection_lost", host=host)


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds of a ``Retry-After`` header, which holds seconds or a date; at most a day."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _RETRY_AT_MOST)
    try:
        seconds = (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError):  # no date, or one without a zone
        return None
    return min(max(seconds, 0.0), _RETRY_AT_MOST)


def _url(address: str) -> URL:
    try:
        return URL(address)
    except (ValueError, TypeError):
        raise BadInput("bad_address", text=address[:100]) from None


async def _answer(response: aiohttp.ClientResponse, address: str, moved: str) -> Answer:
    host = response.url.host or ""
    if response.status == _GONE:
        raise Gone("gone", host=host)
    if response.status >= 400 or (response.status != 304 and not 200 <= response.status < 300):
        wait = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
        raise Unreachable("http_status", retry_after=wait, status=response.status, host=host)
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, address, await _body(response), headers, moved)


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """The body, inflated in bounded pieces as it arrives and never kept beyond the limit."""
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_chunked(64 * 1024):
        size += len(part)
        if size > LARGEST:
            response.close()  # the rest is not read, so the connection is of no more use
            raise Unreadable("too_large", limit=f"{LARGEST // 1_000_000} MB")
        parts.append(part)
    return b"".join(parts)
