"""Telegram's webhook: an update is acknowledged once it stands in the queue of those to be handled."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any

from aiohttp import web
from telegram import Bot, Update

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
BODY_SECONDS = 10.0
MOST_WAITING = 5000  # updates; Telegram keeps the others and brings them again


class Webhook:
    """One path that takes updates from who knows the secret, while ``open_now`` says so."""

    def __init__(
        self, path: str, secret: str, bot: Bot, queue: asyncio.Queue[Any], open_now: Callable[[], bool]
    ) -> None:
        self._path = path
        self._secret = secret.encode()
        self._bot = bot
        self._queue = queue
        self._open_now = open_now

    def routes(self) -> list[web.RouteDef]:
        """For an aiohttp application."""
        return [web.post(self._path, self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """Queue an update: 200. 403 for a stranger, 400 for what is none, 503 while there is no room."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden
        update = self._update(await _body(request))
        if not self._open_now() or self._queue.qsize() >= MOST_WAITING:
            raise web.HTTPServiceUnavailable
        self._queue.put_nowait(update)
        return web.Response()

    def _update(self, body: bytes) -> Update:
        try:
            data = json.loads(body)
            if not isinstance(data, dict) or type(data.get("update_id")) is not int:
                raise ValueError("no update")
            return Update.de_json(data, self._bot)
        # Wild values fail in as many ways as there are types; what they held is nobody's business.
        except Exception as error:
            log.warning("the webhook got %d bytes that are no update (%s)", len(body), type(error).__name__)
            raise web.HTTPBadRequest from None


async def _body(request: web.Request) -> bytes:
    """The body; 413 for one that is too long, 408 for one that does not come."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
