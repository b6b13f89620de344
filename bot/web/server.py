"""The HTTP server: a port, and routes that others bring."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from digests.errors import BadInput

MAX_BODY = 2**20  # an update with all its entities and the message that it answers is far below
SHUTDOWN_SECONDS = 0.5


@asynccontextmanager
async def serving(host: str, port: int, routes: Iterable[web.AbstractRouteDef]) -> AsyncIterator[None]:
    """Serve these routes; raises ``BadInput`` when host and port cannot be had."""
    app = web.Application(client_max_size=MAX_BODY)
    app.add_routes(routes)
    app.on_response_prepare.append(_nameless)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise BadInput("http_port", host=host, port=port, reason=error.strerror or error) from error


async def _nameless(_request: web.Request, response: web.StreamResponse) -> None:
    """Versions are nobody's business."""
    response.headers["Server"] = "digestbot"
