"""What a server answered, in the domain's words: the body within bounds, or the failure."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from digests.errors import Gone, SourceError, Unreachable, Unreadable

LARGEST = 5_000_000  # bytes after inflating; the largest real feed seen has 1.6 MB
_GONE = 410
_RETRY_AT_MOST = 86_400.0


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


async def read(response: aiohttp.ClientResponse, address: str, moved: str) -> Answer:
    """The answer with its body; raises ``Gone``, ``Unreachable`` for what is no success, ``Unreadable``."""
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


def failure(error: Exception, host: str) -> SourceError:
    """What an error of the network means to people."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, TimeoutError):
        return Unreachable("timeout", host=host)
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
