"""The chat page: its files, its live connection, its uploads."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.errors import ApiError
from bot.sandbox.page.actions import act
from bot.sandbox.page.view import show_event, show_world
from bot.sandbox.state import Json
from bot.sandbox.world import Event, World

STATIC = Path(str(files("bot.sandbox.page"))) / "static"
HEARTBEAT_SECONDS = 20.0
_INLINE = re.compile(r"<script type=\"importmap\">(.*?)</script>", re.DOTALL)


class Page:
    """Routes of the page; every open page hears of every change."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._listening: dict[web.WebSocketResponse, asyncio.Queue[Json]] = {}
        self._index = (STATIC / "index.html").read_text("utf-8")
        self._map_hash = _hash_of_inline(self._index)
        world.listeners.append(self._tell)

    def routes(self) -> list[web.AbstractRouteDef]:
        """For an aiohttp application."""
        return [
            web.get("/", self.index),
            web.get("/page/live", self.live),
            web.post("/page/upload", self.upload),
            web.get("/page/file/{id}", self.file),
            web.static("/page/static", STATIC),
        ]

    async def index(self, request: web.Request) -> web.Response:
        """The page itself."""
        headers = {"Content-Security-Policy": self._policy(request.host), "Cache-Control": "no-cache"}
        return web.Response(text=self._index, content_type="text/html", headers=headers)

    def _policy(self, host: str) -> str:
        """Nothing from elsewhere runs, loads or connects. Safari wants the socket's address spelled out."""
        return (
            f"default-src 'none'; script-src 'self' '{self._map_hash}'; style-src 'self'; "
            f"img-src 'self' data:; connect-src 'self' ws://{host}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    # ------------------------------------------------------------------ live

    async def close(self) -> None:
        """Hang up on every open page; each tries to come back by itself."""
        for socket in list(self._listening):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def _tell(self, event: Event) -> None:
        if self._listening:
            shown = show_event(self.world, event)
            for queue in self._listening.values():
                queue.put_nowait(shown)

    async def live(self, request: web.Request) -> web.WebSocketResponse:
        """A page's connection: the whole state first, then what changes; deeds come the other way."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS)
        await socket.prepare(request)
        queue: asyncio.Queue[Json] = asyncio.Queue()
        queue.put_nowait(show_world(self.world))
        self._listening[socket] = queue
        sending = asyncio.create_task(_send_all(socket, queue))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    queue.put_nowait(self._done(message.data))
        finally:
            self._listening.pop(socket, None)
            sending.cancel()
        return socket

    def _done(self, text: str) -> Json:
        """Carry out a deed; what the page is told about it."""
        try:
            return act(self.world, json.loads(text))
        except (ApiError, ValueError, LookupError, TypeError) as error:
            return {"type": "refused", "reason": str(error)}

    # ------------------------------------------------------------------ files

    async def upload(self, request: web.Request) -> web.Response:
        """A person sends a file."""
        form = await request.post()
        sent = form.get("file")
        if not isinstance(sent, web.FileField):
            raise web.HTTPBadRequest(text="no file")
        stored = self.world.keep_file(sent.filename, sent.content_type, sent.file.read())
        deed = {"do": "send", "chat": form.get("chat"), "by": form.get("by"), "file": stored.id}
        return web.json_response(act(self.world, deed | {"text": form.get("caption") or ""}))

    async def file(self, request: web.Request) -> web.Response:
        """A file of a chat, for the page to show or to save."""
        stored = self.world.files.get(request.match_info["id"])
        if stored is None:
            raise web.HTTPNotFound
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if not stored.is_photo:
            headers["Content-Disposition"] = "attachment"
        kind = (
            stored.mime
            if stored.is_photo and stored.mime.startswith("image/")
            else "application/octet-stream"
        )
        return web.Response(body=stored.data, content_type=kind, headers=headers)


async def _send_all(socket: web.WebSocketResponse, queue: asyncio.Queue[Json]) -> None:
    while True:
        await socket.send_str(json.dumps(await queue.get(), ensure_ascii=False))


def _hash_of_inline(page: str) -> str:
    """The one script that must stand in the page is allowed by its hash."""
    found = _INLINE.search(page)
    digest = hashlib.sha256((found[1] if found else "").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
