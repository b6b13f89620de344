"""``/sandbox/…``: faults, rates, people and the record for a test in another process. JSON in, JSON out.

::

    GET    /sandbox/record?after=0&limit=1000&chat=   accepted calls past a number
    GET    /sandbox/calls                             counts by method and status, newest refusals, calls
                                                      that came within a ban of strict rates
    GET    /sandbox/faults      POST {fault fields}   DELETE
    POST   /sandbox/seed        {"seed": 1}           start the faults' probabilities anew
    POST   /sandbox/rates       {} | {limits} | null  Telegram's rates, other ones, none; "strict": 30 in
                                                      any second, and a refusal begins a ban
    POST   /sandbox/network     {"delay", "jitter", "back"}   seconds that calls and answers take
    GET    /sandbox/chats       POST {"kind", "title", "language", "id", "count", "started"}
    GET    /sandbox/chats/{chat}/messages
    POST   /sandbox/chats/{chat}/say    {"text", "by", "thread"}
    POST   /sandbox/chats/{chat}/tap    {"button", "message", "by"}   waits for the answer: {"text", …}
    POST   /sandbox/chats/{chat}/block | unblock | kick | add | upgrade
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Protocol

from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.local import Handler
from bot.sandbox.network import Network
from bot.sandbox.rates import Limits
from bot.sandbox.record import Record
from bot.sandbox.room import Room
from bot.sandbox.state import Standing, User
from bot.sandbox.world import World

MOST_CHATS = 1_000_000


class Controlled(Protocol):
    """What these routes ask of a sandbox."""

    world: World
    faults: Faults

    @property
    def record(self) -> Record:
        """What the server accepted and refused."""

    def set_rates(self, limits: Limits | None) -> None:
        """Enforce these limits from now on, None for no limits."""

    @property
    def bans_broken(self) -> int:
        """Calls that came within a ban of strict rates."""

    def set_network(self, network: Network) -> None:
        """Let calls and answers take so long from now on."""

    def private(self, first_name: str = ..., *, language: str = ..., started: bool = ...) -> Room:
        """A new person's chat with the bot."""

    def group(self, title: str = ..., *, supergroup: bool = ...) -> Room:
        """A new group."""

    def channel(self, title: str = ...) -> Room:
        """A new channel."""

    def room(self, chat: int) -> Room:
        """The room of a chat that exists; raises KeyError for one that does not."""

    def adopt(self, room: Room) -> Room:
        """Remember a room that was made elsewhere."""


class Control:
    """The control routes of one sandbox."""

    def __init__(self, sandbox: Controlled) -> None:
        self.sandbox = sandbox

    def routes(self) -> list[web.RouteDef]:
        """For an aiohttp application."""
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/sandbox/record", self.record),
            ("GET", "/sandbox/calls", self.calls),
            ("GET", "/sandbox/faults", self.list_faults),
            ("POST", "/sandbox/faults", self.add_fault),
            ("DELETE", "/sandbox/faults", self.clear_faults),
            ("POST", "/sandbox/seed", self.seed),
            ("POST", "/sandbox/rates", self.rates),
            ("POST", "/sandbox/network", self.network),
            ("GET", "/sandbox/chats", self.list_chats),
            ("POST", "/sandbox/chats", self.add_chats),
            ("GET", "/sandbox/chats/{chat}/messages", self.messages),
            ("POST", "/sandbox/chats/{chat}/{deed}", self.act),
        ]
        return [web.route(verb, path, _mended(handler)) for verb, path, handler in table]

    # ------------------------------------------------------------------ record

    async def record(self, request: web.Request) -> web.Response:
        """What was accepted, in stretches."""
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 1000))
        accepted = self.sandbox.record.accepted
        stretch = accepted[after : after + limit]
        if chat := int(request.query.get("chat") or 0):
            stretch = [entry for entry in stretch if entry.chat == chat]
        return web.json_response({"total": len(accepted), "accepted": [entry.to_json() for entry in stretch]})

    async def calls(self, _request: web.Request) -> web.Response:
        """How many calls of which method ended with which status."""
        record = self.sandbox.record
        counts = [{"method": m, "code": code, "count": n} for (m, code), n in sorted(record.calls.items())]
        refused = [dataclasses.asdict(entry) for entry in record.refused]
        broken = self.sandbox.bans_broken
        return web.json_response({"calls": counts, "refused": refused, "within_bans": broken})

    # ------------------------------------------------------------------ faults and rates

    async def list_faults(self, _request: web.Request) -> web.Response:
        """Those in force."""
        return web.json_response([fault.to_json() for fault in self.sandbox.faults.in_force()])

    async def add_fault(self, request: web.Request) -> web.Response:
        """One more."""
        return web.json_response(self.sandbox.faults.add(Fault(**await request.json())).to_json())

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """None any more."""
        self.sandbox.faults.clear()
        return web.json_response({})

    async def seed(self, request: web.Request) -> web.Response:
        """Start the probabilities anew."""
        self.sandbox.faults.seed(int((await request.json())["seed"]))
        return web.json_response({})

    async def rates(self, request: web.Request) -> web.Response:
        """Limits to enforce."""
        wanted = await request.json()
        self.sandbox.set_rates(None if wanted is None else Limits(**wanted))
        return web.json_response(wanted)

    async def network(self, request: web.Request) -> web.Response:
        """How long calls and answers take."""
        wanted = await request.json()
        self.sandbox.set_network(Network(**wanted))
        return web.json_response(wanted)

    # ------------------------------------------------------------------ chats

    async def list_chats(self, _request: web.Request) -> web.Response:
        """All of them."""
        return web.json_response([chat.to_json() for chat in self.sandbox.world.chats.values()])

    async def add_chats(self, request: web.Request) -> web.Response:
        """One, or ``count`` of the same kind; their ids."""
        wanted = await request.json()
        count = min(int(wanted.pop("count", 1)), MOST_CHATS)
        return web.json_response([self._new_room(**wanted).id for _ in range(count)])

    def _new_room(
        self, kind: str = "private", title: str = "Reader", language: str = "en", started: bool = False
    ) -> Room:
        match kind:
            case "private":
                return self.sandbox.private(title, language=language, started=started)
            case "channel":
                return self.sandbox.channel(title)
            case "group" | "supergroup":
                return self.sandbox.group(title, supergroup=kind == "supergroup")
        raise ValueError(f"no such kind of chat: {kind}")

    async def messages(self, request: web.Request) -> web.Response:
        """What a chat shows now."""
        room = self._room(request)
        return web.json_response([message.to_json() for message in room.messages])

    def _room(self, request: web.Request) -> Room:
        return self.sandbox.room(int(request.match_info["chat"]))

    async def act(self, request: web.Request) -> web.Response:
        """Somebody in the chat does something."""
        room = self._room(request)
        wanted: dict[str, Any] = await request.json() if request.can_read_body else {}
        by = self._person(room, wanted)
        match request.match_info["deed"]:
            case "say":
                said = await room.say(wanted["text"], by=by, thread=int(wanted.get("thread", 0)))
                return web.json_response(said.to_json())
            case "tap":
                return await self._tap(room, wanted, by)
            case "upgrade":
                return web.json_response({"id": self.sandbox.adopt(room.upgrade(by=by)).id})
            case deed:
                return _change(room, deed, by)

    def _person(self, room: Room, wanted: dict[str, Any]) -> User:
        return self.sandbox.world.users[int(wanted["by"])] if "by" in wanted else room.person

    async def _tap(self, room: Room, wanted: dict[str, Any], by: User) -> web.Response:
        message = room.chat.messages[int(wanted["message"])] if "message" in wanted else None
        return web.json_response({"text": await room.tap(wanted["button"], message=message, by=by)})


def _change(room: Room, deed: str, by: User) -> web.Response:
    match deed:
        case "block":
            room.block()
        case "unblock":
            room.unblock()
        case "kick":
            room.set_bot(Standing.KICKED, by=by)
        case "add":
            room.set_bot(Standing.MEMBER, by=by)
        case _:
            raise ValueError(f"nobody can {deed}")
    return web.json_response({})


def _mended(handler: Handler) -> Handler:
    """A wrong request gets a sentence and 400 instead of a trace."""

    async def answered(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except json.JSONDecodeError as error:
            return web.json_response({"error": f"the body is no JSON: {error}"}, status=400)
        except (ApiError, KeyError, TypeError, ValueError, LookupError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    return answered
