"""Requests over aiohttp: what arrives, which timeouts hold, and what is known of those that fail."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut

from bot.sandbox import Sandbox
from bot.telegram.failures import delivery_error
from bot.telegram.request import NeverWritten, Request
from bot.telegram.response import Uncertain
from digests.errors import Temporary
from tests.bot.wire import Proxy, answer, read_request, serving

TOKEN = "7000000001:a-token-that-must-not-show"
ME = '{"ok":true,"result":{"id":7000000001,"is_bot":true,"first_name":"D","username":"d_bot"}}'
UNKNOWN = '{"ok":false,"error_code":401,"description":"Unauthorized"}'


@asynccontextmanager
async def speaking(port: int, request: Request, token: str = TOKEN) -> AsyncIterator[Bot]:
    bot = Bot(token, f"http://127.0.0.1:{port}/bot", request=request, get_updates_request=Request(2))
    await request.initialize()
    yield bot
    await request.shutdown()


async def failing(port: int, request: Request | None = None, **how: float) -> tuple[TelegramError, bool]:
    """How a message fails, and whether it may have arrived all the same."""
    async with speaking(port, request or Request()) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(1, "x", **how)  # type: ignore[arg-type]
        assert TOKEN not in str(caught.value)
        found = delivery_error(caught.value)
        assert isinstance(found, Temporary)
        return caught.value, found.ambiguous


async def test_a_file_arrives_as_it_is(sandbox: Sandbox) -> None:
    room = sandbox.private(started=True)
    port = int(sandbox.url.rpartition(":")[2])
    data = bytes(range(256)) * 1000
    async with speaking(port, Request(), sandbox.token) as bot:
        await bot.send_document(room.id, data, filename='订阅 "1"\r\nX: y.opml', caption="这里 & there")
    assert room.last.text == "这里 & there"
    assert room.last.file is not None
    assert (room.last.file.data, room.last.file.name) == (data, '订阅 "1" X: y.opml')


async def test_wild_text_arrives(sandbox: Sandbox) -> None:
    room = sandbox.private(started=True)
    async with speaking(int(sandbox.url.rpartition(":")[2]), Request(), sandbox.token) as bot:
        await bot.send_message(room.id, "a=b&c %41 + \u0000 \U0001f600 中")
    assert "a=b&c %41 +" in room.last.text
    assert "\U0001f600 中" in room.last.text


async def test_nobody_listens() -> None:
    async with serving(read_nothing) as port:
        pass
    error, ambiguous = await failing(port)
    assert isinstance(error, NetworkError)
    assert not ambiguous


async def read_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    pass


async def test_a_name_that_does_not_exist() -> None:
    async with Request() as request:
        bot = Bot(TOKEN, "http://nowhere.invalid/bot", request=request)
        with pytest.raises(NetworkError, match=r"nowhere\.invalid") as caught:
            await bot.send_message(1, "x")
    assert TOKEN not in str(caught.value)
    found = delivery_error(caught.value)
    assert isinstance(found, Temporary)
    assert not found.ambiguous


async def test_the_connection_ends_without_an_answer() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.close()

    async with serving(hang_up) as port:
        error, ambiguous = await failing(port)
    assert isinstance(error.__cause__, aiohttp.ServerDisconnectedError)
    assert ambiguous


@pytest.mark.parametrize("call", ["message", "upload"])
@pytest.mark.parametrize("when", ["before", "between"])
async def test_a_connection_that_is_closed_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, when: str, call: str
) -> None:
    """``before``: the write finds it closed. ``between``: its end is known before the write has its turn."""
    original = aiohttp.ClientRequest.send

    async def send_too_late(self: aiohttp.ClientRequest, conn: Any) -> Any:
        transport = conn.transport
        if when == "between":
            transport.close()
        answer = await original(self, conn)
        transport.close()
        return answer

    monkeypatch.setattr(aiohttp.ClientRequest, "send", send_too_late)
    async with serving(read_nothing) as port, speaking(port, Request()) as bot:
        with pytest.raises(NetworkError) as caught:
            await (bot.send_message(1, "x") if call == "message" else bot.send_document(1, bytes(200_000)))
        assert isinstance(caught.value, NeverWritten)


async def test_no_answer_within_the_time_of_this_call() -> None:
    start = time.monotonic()
    async with serving(read_nothing) as port:
        error, ambiguous = await failing(port, Request(read_timeout=60), read_timeout=0.2)
    assert isinstance(error, TimedOut)
    assert ambiguous
    assert time.monotonic() - start < 5


async def test_no_place_in_the_pool() -> None:
    async with serving(read_nothing) as port, speaking(port, Request(1, read_timeout=60)) as bot:
        waiting = asyncio.create_task(bot.send_message(1, "first"))
        await asyncio.sleep(0.1)
        with pytest.raises(NeverWritten) as caught:
            await bot.send_message(1, "second", pool_timeout=0.1, connect_timeout=0.1)
        found = delivery_error(caught.value)
        assert isinstance(found, Temporary)
        assert not found.ambiguous
        waiting.cancel()


async def test_an_upload_that_stands_still() -> None:
    async with serving(read_nothing) as port, speaking(port, Request(read_timeout=60)) as bot:
        with pytest.raises(TimedOut):
            await bot.send_document(1, bytes(30_000_000), write_timeout=0.2)


async def test_a_slow_upload_takes_as_long_as_it_needs() -> None:
    async def sip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        left = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while left > 0:
            left -= len(await reader.read(1_000_000))
            await asyncio.sleep(0.01)
        writer.write(answer("400 Bad Request", '{"ok":false,"description":"all read"}'))

    async with serving(sip) as port, speaking(port, Request()) as bot:
        with pytest.raises(TelegramError, match=r"(?i)all read"):
            await bot.send_document(1, bytes(12_000_000), write_timeout=1)


async def test_a_connection_that_was_closed_while_idle_is_not_used_again() -> None:
    connections = 0

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await read_request(reader)
        writer.write(answer("200 OK", ME))
        writer.close()

    async with serving(answer_once) as port, speaking(port, Request()) as bot:
        for _ in range(3):
            assert (await bot.get_me()).username == "d_bot"
            await asyncio.sleep(0.05)
    assert connections == 3


async def test_a_redirect_is_not_followed() -> None:
    asked: list[bytes] = []

    async def send_away(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await read_request(reader))
        writer.write(answer("302 Found", "", more="Location: /elsewhere\r\n"))

    async with serving(send_away) as port:
        error, _ = await failing(port)
    assert "302" in str(error)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("status", "body", "kind", "raised", "told"),
    [
        ("401 Unauthorized", UNKNOWN, "application/json", InvalidToken, 1),
        ("401 Unauthorized", "<html>Log in</html>", "text/html", Uncertain, 0),
        ("401 Unauthorized", '{"message":"Unauthorized"}', "application/json", Uncertain, 0),
        ("404 Not Found", "<html>nginx</html>", "text/html", Uncertain, 0),
        ("403 Forbidden", "<html>WAF</html>", "text/html", Uncertain, 0),
        ("400 Bad Request", "", "text/html", Uncertain, 0),
        ("404 Not Found", UNKNOWN.replace("401", "404"), "application/json", InvalidToken, 0),
    ],
)
async def test_only_telegram_itself_can_refuse(
    status: str, body: str, kind: str, raised: type[TelegramError], told: int
) -> None:
    calls: list[None] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer(status, body, kind))

    request = Request(unauthorized=lambda: calls.append(None))
    async with serving(refuse) as port, speaking(port, request) as bot:
        with pytest.raises(raised) as caught:
            await bot.get_me()
    assert type(caught.value) is raised
    assert len(calls) == told


async def test_through_a_proxy(sandbox: Sandbox) -> None:
    room = sandbox.private(started=True)
    proxy, port = Proxy("me", "pa55word"), int(sandbox.url.rpartition(":")[2])
    async with serving(proxy.talk) as through:
        request = Request(proxy=f"http://me:pa55word@127.0.0.1:{through}")
        async with speaking(port, request, sandbox.token) as bot:
            await bot.send_message(room.id, "by a detour")
        assert (room.last.text, proxy.passed) == ("by a detour", 1)
        error, _ = await failing(port, Request(proxy=f"http://me:wr0ngword@127.0.0.1:{through}"))
    assert "407" in str(error)
    error, ambiguous = await failing(port, Request(proxy=f"http://me:pa55word@127.0.0.1:{through}"))
    assert isinstance(error.__cause__, aiohttp.ClientProxyConnectionError)
    assert not ambiguous
    assert "pa55word" not in str(error)


async def test_it_opens_and_closes_as_often_as_asked() -> None:
    request = Request()
    with pytest.raises(RuntimeError):
        await request.do_request("http://127.0.0.1:9/", "GET")
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        await request.shutdown()
        await request.shutdown()


def test_a_loop_after_another() -> None:
    request = Request()

    async def once() -> str:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await read_request(reader)
            writer.write(answer("200 OK", ME))

        async with serving(talk) as port, speaking(port, request) as bot:
            return (await bot.get_me()).username or ""

    assert [asyncio.run(once()), asyncio.run(once())] == ["d_bot", "d_bot"]
