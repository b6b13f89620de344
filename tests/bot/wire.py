"""Servers that misbehave below HTTP, and a forward proxy."""

from __future__ import annotations

import asyncio
import base64
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(talk: Talk) -> AsyncIterator[int]:
    """A server on loopback that treats each connection so; its port."""
    open_ones: set[asyncio.StreamWriter] = set()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ones.add(writer)
        await talk(reader, writer)

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for each in open_ones:
            each.transport.abort()


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """Head and body of a request that states its length."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (int(line.partition(b":")[2]) for line in head.lower().split(b"\r\n") if b"content-length" in line), 0
    )
    return head + await reader.readexactly(length)


def answer(status: str, body: str, kind: str = "application/json", more: str = "") -> bytes:
    """An answer in full."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return (head + body).encode()


class Proxy:
    """A forward proxy for plain http that wants a name and a password."""

    def __init__(self, user: str, password: str) -> None:
        self._wanted = b"Basic " + base64.b64encode(f"{user}:{password}".encode())
        self.passed = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader)
        if self._wanted not in request:
            writer.write(answer("407 Proxy Authentication Required", "<html>no</html>", "text/html"))
            return
        verb, target, rest = request.split(b" ", 2)
        parts = urlsplit(target.decode())
        there, onward = await asyncio.open_connection(parts.hostname, parts.port)
        rest = rest.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        onward.write(b" ".join((verb, parts.path.encode(), rest)))
        writer.write(await there.read())
        writer.close()
        onward.close()
        self.passed += 1


def free_port() -> int:
    """A port of loopback that nobody has at the moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
