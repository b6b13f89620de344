"""The Bot API over HTTP: one route, every method; faults and rates stand between it and the world."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.sandbox.api.methods import METHODS, SENDING
from bot.sandbox.errors import ApiError, bad_request, too_many
from bot.sandbox.faults import Failure, Fault, Faults
from bot.sandbox.local import local_only
from bot.sandbox.network import Network
from bot.sandbox.params import MAX_UPLOAD, Params, read_params
from bot.sandbox.rates import Rates
from bot.sandbox.updates import ServerStops
from bot.sandbox.world import World

_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"


class Api:
    """Answers ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

    def __init__(self, world: World, token: str, faults: Faults) -> None:
        self.world = world
        self.token = token
        self.faults = faults
        self.rates: Rates | None = None
        self.network = Network()
        self.closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """For an aiohttp application."""
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self.call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of one method, and its way there and back."""
        method = request.match_info["method"].lower()
        if method == "getupdates":
            return await self._receive(request, method)
        await self.network.carry_call()
        answer = await self._receive(request, method)
        await self.network.carry_answer()
        return answer

    async def _receive(self, request: web.Request, method: str) -> web.StreamResponse:
        try:
            self._check_token(request)
            params = await self._params(request)
        except ApiError as refusal:
            return _respond(refusal.code, refusal.to_json())
        except ConnectionResetError:  # the bot ended in the middle of its question
            return self._hang_up(request)
        chat = params.integer("chat_id")
        fault = self.faults.pick(method, chat)
        if fault is not None and not fault.accepted:
            return await self._fail(request, fault, b"", chat)
        try:
            code, body = await self._answer(method, params)
        except ServerStops:
            return self._hang_up(request)
        if fault is not None:
            return await self._fail(request, fault, _encoded(body), chat)
        return _respond(code, body)

    async def _params(self, request: web.Request) -> Params:
        try:
            return await read_params(request)
        except web.HTTPRequestEntityTooLarge:
            raise ApiError(413, "Request Entity Too Large") from None

    def _check_token(self, request: web.Request) -> None:
        """A token of the wrong form is no address at all; a well-formed one that is not ours is refused."""
        token = request.match_info["token"]
        if token != self.token:
            number, colon, secret = token.partition(":")
            raise ApiError(401, "Unauthorized") if colon and number.isdigit() and secret else _not_found()

    async def _answer(self, name: str, params: Params) -> tuple[int, dict[str, object]]:
        try:
            body: dict[str, object] = {"ok": True, "result": await self._run(name, params)}
            code = 200
        except ApiError as refusal:
            self.world.record.refuse(name, params.text("chat_id"), refusal.code, refusal.description)
            code, body = refusal.code, refusal.to_json()
        self.world.record.calls[name, code] += 1
        return code, body

    async def _run(self, name: str, params: Params) -> object:
        method = METHODS.get(name)
        if method is None:
            raise _not_found("method not found")
        if self.rates is not None and name in SENDING and params.text("chat_id"):
            chat = self.world.find(params.text("chat_id"))
            wait = self.rates.take(chat, paid=params.flag("allow_paid_broadcast"))
            if wait:
                raise too_many(wait)
        return await method(self.world, params)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, at the path that getFile names."""
        try:
            self._check_token(request)
            file = self.world.files.get(request.match_info["path"].rpartition("/")[2])
            if file is None:
                raise bad_request("invalid file_id")
        except ApiError as refusal:
            return _respond(refusal.code, refusal.to_json())
        return web.Response(body=file.data, content_type="application/octet-stream")

    # ------------------------------------------------------------------ faults

    async def _fail(self, request: web.Request, fault: Fault, answer: bytes, chat: int) -> web.StreamResponse:
        match fault.failure:
            case Failure.FLOOD | Failure.ERROR:
                refusal = fault.refusal(chat)
                return _respond(refusal.code, refusal.to_json())
            case Failure.PAGE:
                page = fault.body or _PAGE.format(f"{fault.code} {fault.description}")
                kind = "application/json" if page.startswith("{") else "text/html"
                return web.Response(status=fault.code, text=page, content_type=kind)
            case Failure.BROKEN:
                return web.Response(
                    text='{"ok":true,"result":{"message_id":', content_type="application/json"
                )
            case Failure.TRUNCATED:
                return await self._truncate(request, answer)
            case Failure.HANG:
                await self._sleep(fault.seconds)
        return self._hang_up(request)

    async def _truncate(self, request: web.Request, answer: bytes) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(answer))})
        response.content_type = "application/json"
        await response.prepare(request)
        await response.write(answer[: len(answer) // 2])
        if request.transport is not None:
            request.transport.close()
        return response

    def _hang_up(self, request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _sleep(self, seconds: float) -> None:
        """Until then, or until the server stops."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return


def _not_found(reason: str = "") -> ApiError:
    return ApiError(404, f"Not Found: {reason}" if reason else "Not Found")


def _encoded(body: dict[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _respond(code: int, body: dict[str, object]) -> web.Response:
    return web.Response(status=code, body=_encoded(body), content_type="application/json")


def new_application() -> web.Application:
    """An application for this computer only, which takes uploads as large as Telegram takes them."""
    return web.Application(client_max_size=MAX_UPLOAD + 2**20, middlewares=[local_only])
