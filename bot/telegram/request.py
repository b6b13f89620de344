"""python-telegram-bot's requests over aiohttp: 0.4 ms of CPU a message where stock httpx takes 1 to 4.

Telegram offers no idempotency key, so what matters of a failure is whether the request may have been carried
out. ``NeverWritten`` says that it surely was not. After any other failure without an answer nobody knows, nor
when a connection that was kept alive ends: the server may have closed it before or after reading.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.request_bodies import body_of
from bot.telegram.response import check

Wait = Any
"""Seconds, None for as long as it takes, or python-telegram-bot's mark for "as this request has it"."""

AS_SET: Wait = BaseRequest.DEFAULT_NONE
CONNECT, READ, POOL = 5.0, 5.0, 1.0
UPLOAD = 20.0  # for each piece of a file
# Telegram and the usual proxies close idle connections after 60 s and more. We do so first: a request on a
# connection that is just being closed fails, and nobody knows whether it arrived.
KEEP_ALIVE = 15.0
NAMES_KEPT = 60  # seconds that a name's addresses are remembered; of lookups for one name only one runs


class NeverWritten(NetworkError):
    """No byte of the request left: there was no connection, or it was closed before the first of them."""


class Request(BaseRequest):
    """A pool of at most ``connections``, opened by ``initialize`` in the loop that uses it.

    Timeouts are in seconds, None for none. ``proxy`` is an http or https address, "" for none.
    ``unauthorized`` is called when Telegram says that it does not know the token.
    """

    def __init__(
        self,
        connections: int = 256,
        *,
        proxy: str = "",
        read_timeout: float | None = READ,
        unauthorized: Callable[[], None] = lambda: None,
    ) -> None:
        self._connections = connections
        self._proxy = proxy or None
        self._read_timeout = read_timeout
        self._unauthorized = unauthorized
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may keep silent when a call names no time itself."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; does nothing when it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=KEEP_ALIVE, ttl_dns_cache=NAMES_KEPT
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the pool; does nothing when it is closed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Wait = AS_SET,
        write_timeout: Wait = AS_SET,
        connect_timeout: Wait = AS_SET,
        pool_timeout: Wait = AS_SET,
    ) -> tuple[int, bytes]:
        """Status and body of the answer.

        Raises ``NeverWritten``, ``TimedOut`` or ``NetworkError`` when there is none, and what ``check`` does.
        """
        if self._session is None:
            raise RuntimeError("this request is not initialized")
        timeout = _timeout(
            _value(pool_timeout, POOL),
            _value(connect_timeout, CONNECT),
            _value(read_timeout, self._read_timeout),
        )
        data = body_of(request_data, _value(write_timeout, UPLOAD)) if request_data else None
        try:
            async with self._session.request(
                method, url, data=data, timeout=timeout, allow_redirects=False
            ) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, OSError) as error:  # TimeoutError is one of the latter
            raise _failure(error, written=data is None or data.begun) from error
        if method == "POST" or not 200 <= answer.status < 300:  # what is fetched may be any file
            check(answer.status, body)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            self._unauthorized()
        return answer.status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer out of its JSON; the original also logs what is none, in full and with a traceback."""
        try:
            answer: dict[str, Any] = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise TelegramError("Invalid server response") from error
        return answer


def _failure(error: Exception, *, written: bool) -> NetworkError:
    """What python-telegram-bot and ``bot/telegram/failures.py`` are told of it."""
    if not written:
        return NeverWritten(reason(error))
    return TimedOut(reason(error)) if isinstance(error, TimeoutError) else NetworkError(reason(error))


def reason(error: Exception) -> str:
    """A failure in words. What aiohttp says itself may hold the address of the call, with the token in it."""
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, aiohttp.ClientConnectorError) else name


def _timeout(pool: float | None, connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    """To aiohttp the wait for a place in the pool and for the connection is one."""
    both = None if pool is None or connect is None else pool + connect
    return aiohttp.ClientTimeout(total=None, connect=both, sock_connect=connect, sock_read=read)


def _value(given: Wait, default: float | None) -> float | None:
    return default if given is AS_SET else given
