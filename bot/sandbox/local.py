"""Only this computer's own pages and programs may talk to the sandbox.

A page on the web can send requests to loopback, directly or under a name of its own that points there. Such
a request carries that page's Origin, or that name as its Host: both are refused, the Bot API's included,
since the sandbox's token is no secret.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_local(host: str, origin: str | None) -> bool:
    """Whether a request's Host names loopback, and its Origin (if any) is a page served under that Host."""
    name, colon, port = host.rpartition(":")
    if not (colon and port.isdigit()):
        name = host
    return name in LOOPBACK and (origin is None or origin == f"http://{host}")


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let local requests through, answer 403 to any other."""
    if not is_local(request.headers.get("Host", ""), request.headers.get("Origin")):
        raise web.HTTPForbidden(text="The sandbox answers only to this computer.")
    response = await handler(request)
    if request.path.startswith("/page/static/"):
        response.headers["Cache-Control"] = "no-cache"  # a browser asks again, so that an update is seen
    return response
