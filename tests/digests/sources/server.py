"""A server on loopback that behaves as badly as it is told."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Served</title><link>https://example.com/</link>'
    "<item><title>One</title><link>https://example.com/1</link><guid>1</guid>"
    "<description>Text of one.</description></item></channel></rss>"
)


class Server:
    """``routes`` maps paths to handlers or to whole bodies; ``requests`` is what arrived."""

    def __init__(self) -> None:
        self.routes: dict[str, Handler | str] = {"/feed": RSS}
        self.requests: list[web.Request] = []
        self.released = asyncio.Event()  # lets handlers that hang come to an end
        self.port = 0

    def url(self, path: str = "/feed") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def pair(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        route = self.routes.get(request.path)
        if route is None:
            return web.Response(status=404, text="not here")
        if isinstance(route, str):
            return web.Response(text=route, content_type="application/xml")
        return await route(request)

    async def hang(self, request: web.Request) -> web.StreamResponse:
        await self.released.wait()
        return web.Response()


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application(client_max_size=10_000_000)
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        server.released.set()
        await runner.cleanup()


def status(code: int, **headers: str) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=code, headers=named, text="no feed")

    return handler


def redirect(target: str, code: int = 302) -> Handler:
    return status(code, Location=target)


def body(data: bytes, **headers: str) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(
            body=data, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    return handler


def endless(piece: bytes) -> Handler:
    """Sends ``piece`` again and again until the client has gone."""

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/xml"})
        await response.prepare(request)
        while True:
            await response.write(piece)
            await asyncio.sleep(0)

    return handler


def drip(server: Server) -> Handler:
    """Begins an answer and never ends it."""

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/xml"})
        await response.prepare(request)
        await response.write(b"<rss>")
        await server.released.wait()
        return response

    return handler


def cut_off(data: bytes = b"<rss>", length: int = 1000) -> Handler:
    """Promises ``length`` bytes, sends fewer and hangs up."""

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(length)})
        await response.prepare(request)
        await response.write(data)
        assert request.transport is not None
        request.transport.close()
        return response

    return handler


def raw(*parts: bytes) -> Handler:
    """Bytes that no HTTP library would send, one part after the other; the connection stays open."""

    async def handler(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        for part in parts:
            request.transport.write(part)  # type: ignore[attr-defined]
            await asyncio.sleep(0.05)
        await asyncio.sleep(5)
        return web.Response()

    return handler


def hang_up(request: web.Request) -> Awaitable[web.StreamResponse]:
    assert request.transport is not None
    request.transport.close()
    return asyncio.sleep(0, web.Response())


def gzip_bomb(size: int) -> bytes:
    """``size`` zeros, packed to a thousandth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = bytes(1_000_000)
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


def gzipped(text: str) -> Handler:
    return body(gzip.compress(text.encode()), Content_Encoding="gzip", Content_Type="application/xml")


def deflated(text: str) -> Handler:
    return body(zlib.compress(text.encode()), Content_Encoding="deflate", Content_Type="application/xml")
