"""Every kind of answer to a message, over HTTP: what it says of acceptance, and what is sent again.

The rows are those of the table in ``docs/delivery.md``; each is carried out by the server first where it can
be, so that what is sent again arrives twice.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.process.senders import transport_of
from bot.sandbox import Sandbox
from bot.screens.renderer import TelegramRenderer
from bot.telegram.limiter import Limiter
from bot.telegram.limits import Limits
from bot.telegram.prepared_messages import PreparedBot
from bot.telegram.request import Request
from bot.telegram.response import Uncertain, check
from bot.telegram.screen import Screen
from bot.texts import Html
from digests.errors import BadContent, DeliveryError, Refused, RetryAfter, Temporary, Unauthorized
from digests.model import Destination, Part, RenderedPart
from digests.steps import Send
from digests.steps.send.notices import Notices
from digests.store import Store
from digests.store.delivery import delivery_counts, new_digests, outbox
from tests.bot.wire import free_port
from tests.conftest import NOW
from tests.digests.store.delivery.test_outbox import LEASE
from tests.digests.store.rows import a_subscriber
from tests.examples import some

DOCS = Path(__file__).parents[3] / "docs" / "delivery.md"
PAYLOAD = Screen(Html("<b>News</b>")).payload()
HTML = "<html><body>Bad gateway</body></html>"


def page(code: int, body: str = HTML) -> dict[str, Any]:
    return {"failure": "page", "code": code, "body": body, "accepted": True}


def own(code: int, words: str, **more: Any) -> dict[str, Any]:
    return {"failure": "error", "code": code, "description": words} | more


AMBIGUOUS: Mapping[str, list[dict[str, Any]]] = {
    "200, but not from Telegram": [
        page(200),
        page(200, '{"status":"fine"}'),
        page(200, "[]"),
        page(200, '"ok"'),
        page(200, '{"ok":"true","result":{}}'),
    ],
    "200 that breaks off, is no JSON, or names no message": [
        {"failure": "truncated"},
        {"failure": "broken", "accepted": True},
        page(200, '{"ok":true,"result":true}'),
        page(200, '{"ok":true}'),
        page(200, '{"ok":true,"result":{"message_id":"x"}}'),
    ],
    "200 that says `ok: false`": [page(200, '{"ok":false,"error_code":400,"description":"Bad Request"}')],
    "301, 302, 307, 308": [page(code, "") for code in (301, 302, 307, 308)],
    "4xx that is not Telegram's": [page(code) for code in (400, 401, 403, 404, 408, 409, 413, 429)]
    + [page(403, '{"message":"Forbidden"}'), page(400, ""), page(429, '{"error":"slow down"}')],
    "5xx that is not Telegram's": [page(code) for code in (500, 502, 503, 504, 520, 522, 524)]
    + [page(502, '{"message":"Bad Gateway"}'), page(504, "")],
    "5xx of Telegram's own": [
        own(500, "Internal Server Error: restart", accepted=True),
        own(502, "Bad Gateway", accepted=True),
        own(504, "Gateway Timeout", accepted=True),
    ],
    "none: the connection ends": [{"failure": "reset", "accepted": True}],
    "none in time": [{"failure": "hang", "seconds": 30, "accepted": True}],
}
SURE: Mapping[str, list[tuple[dict[str, Any], type[DeliveryError]]]] = {
    "400 of Telegram's own": [(own(400, "Bad Request: can't parse entities"), BadContent)],
    "403 of Telegram's own": [(own(403, "Forbidden: bot was blocked by the user"), Refused)],
    "401 or 404 of Telegram's own": [
        (own(401, "Unauthorized"), Unauthorized),
        (own(404, "Not Found"), Unauthorized),
    ],
    "409 or 413 of Telegram's own": [
        (own(409, "Conflict: terminated"), Temporary),
        (own(413, "Request Entity Too Large"), Temporary),
    ],
    "429 of Telegram's own": [({"failure": "flood", "retry_after": 7}, RetryAfter)],
    "407 of a proxy": [
        ({"failure": "page", "code": 407}, Temporary),
        ({"failure": "page", "code": 407, "body": '{"ok":false}'}, Temporary),
    ],
}
ELSEWHERE = {"200 with the message's id", "none: no connection, or nothing was written to it"}


def shown(how: object) -> str:
    return "-".join(str(how.get(n, "")) for n in ("code", "failure", "body")) if isinstance(how, dict) else ""


@asynccontextmanager
async def bot_at(base_url: str, token: str) -> AsyncIterator[PreparedBot]:
    limiter = Limiter(Limits(private=1000, private_burst=100))
    request = Request(read_timeout=0.4)
    bot = PreparedBot(token, base_url=base_url, request=request, rate_limiter=limiter)
    await bot.request.initialize()
    yield bot
    await bot.request.shutdown()


def test_each_row_of_the_table_is_tried() -> None:
    table = DOCS.read_text("utf-8").partition("## What an answer says")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (arrived|sure|ambiguous)", table, re.MULTILINE)
    classes = dict.fromkeys(AMBIGUOUS, "ambiguous") | dict.fromkeys(SURE, "sure")
    assert {name: said for name, said in rows if name not in ELSEWHERE} == classes
    assert {name for name, _ in rows} == ELSEWHERE | set(classes)


class Outbox:
    """One chat with one digest of one part, a bot, and a clock that is set by hand."""

    def __init__(self, sandbox: Sandbox, store: Store, bot: PreparedBot) -> None:
        self.room = sandbox.private(started=True)
        self.store = store
        self.bot = bot
        self.now: datetime = NOW

    async def fill(self) -> None:
        empty = {"size": 8, "points": 3, "first": False, "since": 0, "upto": 0}
        row = {"due": NOW, "created": NOW, "language": "en", "zone": "UTC"}
        async with self.store.write() as tx:
            digest_id = await new_digests.add(tx, row | empty, [])
            await new_digests.add_parts(tx, {digest_id: [RenderedPart(PAYLOAD)]})
            await outbox.add(tx, digest_id, {await a_subscriber(tx, str(self.room.id)): "slot"}, NOW)

    async def send_twice(self, *, resend: bool) -> None:
        """Send what is due, and an hour later again."""
        for _ in range(2):
            await Send(
                self.store,
                transport_of(self.bot),
                name="test",
                lease=LEASE,
                now=lambda: self.now,
                notices=Notices(TelegramRenderer(), "UTC"),
                resend_ambiguous=resend,
            ).drain()
            self.now += timedelta(hours=1)

    async def ambiguous(self) -> int:
        return await self.store.reading(delivery_counts.ambiguous)

    async def states(self) -> dict[str, int]:
        return await self.store.reading(delivery_counts.counts)


@pytest.mark.parametrize("resend", [True, False], ids=["resend", "drop"])
@pytest.mark.parametrize(
    "how", [how for each in AMBIGUOUS.values() for how in some(each, len(each))], ids=shown
)
async def test_what_says_nothing_certain_is_recorded_and_dropped_where_that_is_wanted(
    sandbox: Sandbox, store: Store, how: dict[str, Any], resend: bool
) -> None:
    async with bot_at(sandbox.base_url, sandbox.token) as bot:
        there = Outbox(sandbox, store, bot)
        await there.fill()
        fault = sandbox.fail(method="sendMessage", **how)
        await there.send_twice(resend=resend)
    assert fault.hits == 1
    assert len(there.room.replies) == (2 if resend else 1)
    assert await there.ambiguous() == 1
    assert await there.states() == {"sent": 1}


@pytest.mark.parametrize(("how", "kind"), [pair for each in SURE.values() for pair in each], ids=shown)
async def test_what_surely_did_not_arrive_is_not_ambiguous(
    sandbox: Sandbox, how: dict[str, Any], kind: type[DeliveryError]
) -> None:
    room = sandbox.private(started=True)
    sandbox.fail(method="sendMessage", **how)
    async with bot_at(sandbox.base_url, sandbox.token) as bot:
        with pytest.raises(kind) as caught:
            await transport_of(bot).send(Destination("telegram", str(room.id)), Part(1, PAYLOAD))
    assert type(caught.value) is kind
    assert not getattr(caught.value, "ambiguous", False)
    assert room.replies == []


async def test_at_most_once_sends_again_what_surely_did_not_arrive(sandbox: Sandbox, store: Store) -> None:
    async with bot_at(sandbox.base_url, sandbox.token) as bot:
        there = Outbox(sandbox, store, bot)
        await there.fill()
        sandbox.fail("page", method="sendMessage", code=407)
        await there.send_twice(resend=False)
    assert len(there.room.replies) == 1
    assert await there.ambiguous() == 0


async def test_where_nothing_was_written_nothing_is_ambiguous(sandbox: Sandbox, store: Store) -> None:
    async with bot_at(f"http://127.0.0.1:{free_port()}/bot", sandbox.token) as bot:
        there = Outbox(sandbox, store, bot)
        await there.fill()
        await there.send_twice(resend=False)
    assert await there.ambiguous() == 0
    assert await there.states() == {"pending": 1}
    async with bot_at(sandbox.base_url, sandbox.token) as bot:
        there.bot = bot
        await there.send_twice(resend=False)
    assert len(there.room.replies) == 1


async def test_a_message_that_came_is_recorded(sandbox: Sandbox, store: Store) -> None:
    async with bot_at(sandbox.base_url, sandbox.token) as bot:
        there = Outbox(sandbox, store, bot)
        await there.fill()
        await there.send_twice(resend=True)
    assert len(there.room.replies) == 1
    assert (await there.ambiguous(), await there.states()) == (0, {"sent": 1})


@pytest.mark.parametrize("body", [b'{"ok":true,"result":[]}', b' {"result":[], "ok": true}'])
def test_an_answer_of_telegrams_may_be_written_in_any_way(body: bytes) -> None:
    check(200, body)
    check(299, body)
    for status in (199, 300, 400, 500):
        with pytest.raises(Uncertain):
            check(status, body)


def test_what_is_nested_without_end_is_nobodys_answer() -> None:
    with pytest.raises(Uncertain, match=r"\(200\) is not Telegram's"):
        check(200, b"[" * 200_000)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 429, 499])
def test_telegrams_refusals_pass(status: int) -> None:
    check(status, b'{"ok":false,"description":"no"}')


async def test_a_file_may_look_like_anything(sandbox: Sandbox) -> None:
    file = sandbox.world.keep_file("list.opml", "text/xml", b"<opml>no JSON</opml>")
    async with bot_at(sandbox.base_url, sandbox.token) as bot:
        address = f"{sandbox.base_file_url}{sandbox.token}/documents/{file.id}"
        assert await bot.request.retrieve(address) == b"<opml>no JSON</opml>"
