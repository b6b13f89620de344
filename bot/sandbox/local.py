"""Only this computer's own pages and programs may drive the sandbox.

A page on the web can send requests to loopback, directly or under a name of its own that points there. Such
a request carries that page's Origin, or that name as its Host: both are refused.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_local(request: web.Request) -> bool:
    """Whether the request names loopback as its Host and comes from no page or from one served here."""
    host = request.headers.get("Host", "")
    if urlsplit(f"//{host}").hostname not in LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == f"http://{host}"


def local_only(handler: Handler) -> Handler:
    """The handler for local requests, 403 for any other."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if not is_local(request):
            raise web.HTTPForbidden(text="The sandbox answers only to this computer.")
        return await handler(request)

    return guarded
