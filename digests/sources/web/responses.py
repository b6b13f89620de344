"""What a server answered, in the domain's words: the body within bounds, or the failure.

A body that breaks off is a failure that holds what came of it.
"""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from digests.errors import Gone, SourceError, Unreachable, Unreadable
from digests.sources.web.inflate import Inflater

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


class CutShort(Unreachable):
    """The body broke off: its connection was lost, or its chunks or compression were wrong or end early.

    ``answer`` holds what came until then.
    """

    def __init__(self, cause: SourceError, answer: Answer) -> None:
        super().__init__(cause.code)
        self.params = cause.params
        self.answer = answer


async def read(response: aiohttp.ClientResponse, address: str, moved: str) -> Answer:
    """The answer with its body; raises ``Gone``, ``Unreachable`` for what is no success, ``Unreadable``.

    Of ``Unreachable`` a body that breaks off is ``CutShort``.
    """
    host = response.url.host or ""
    if response.status == _GONE:
        raise Gone("gone", host=host)
    if response.status >= 400 or (response.status != 304 and not 200 <= response.status < 300):
        wait = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
        raise Unreachable("http_status", retry_after=wait, status=response.status, host=host)
    headers = {name.lower(): value for name, value in response.headers.items()}
    body, cause = await _body(response)
    answer = Answer(response.status, address, body, headers, moved)
    if cause is not None:
        response.close()
        raise CutShort(cause, answer)
    return answer


async def _body(response: aiohttp.ClientResponse) -> tuple[bytes, SourceError | None]:
    """The body, inflated in bounded pieces and never kept beyond the limit, and why it broke off."""
    parts: list[bytes] = []
    size = 0
    try:
        _end_with_connection(response)
        inflater = Inflater(response.headers.get("Content-Encoding", ""))
        async for packed in response.content.iter_chunked(64 * 1024):
            for part in inflater.feed(packed):
                size += len(part)
                if size > LARGEST:
                    response.close()  # the rest is not read, so the connection is of no more use
                    raise Unreadable("too_large", limit=f"{LARGEST // 1_000_000} MB")
                parts.append(part)
    except TimeoutError:  # an error of the system, too
        raise
    except (aiohttp.ClientError, OSError, ValueError, zlib.error) as error:
        return b"".join(parts), failure(error, response.url.host or "")
    return b"".join(parts), None if inflater.is_complete else Unreadable("cut_short")


def _end_with_connection(response: aiohttp.ClientResponse) -> None:
    """Have a body that is not whole end in an error when its connection does.

    After a chunk that is none aiohttp 3.14 closes the connection, but whoever waits for the body waits on.
    """
    connection = response.connection  # None when the whole body came with the headers
    protocol = connection.protocol if connection is not None else None
    closed = protocol.closed if protocol is not None else None

    def end(_: object) -> None:
        content = response.content
        if not content.is_eof() and content.exception() is None:
            content.set_exception(aiohttp.ClientPayloadError("the connection ended before the body"))

    if closed is not None:
        closed.add_done_callback(end)


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
