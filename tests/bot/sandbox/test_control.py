"""The control endpoints and the page's endpoints; who may use them; the server as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.__main__ import read_port
from tests.bot.sandbox.conftest import Call


async def test_driving_from_outside(sandbox: Sandbox, http: aiohttp.ClientSession, call: Call) -> None:
    async def control(verb: str, path: str, **body: Any) -> Any:
        async with http.request(verb, f"{sandbox.url}/sandbox/{path}", json=body or None) as answer:
            assert answer.status == 200
            return await answer.json()

    ids = await control("POST", "chats", count=3, language="zh", started=True)
    assert len({*ids}) == 3
    await control("POST", f"chats/{ids[0]}/say", text="/start")
    _, polled = await call("getUpdates")
    assert polled["result"][0]["message"]["from"]["language_code"] == "zh"
    await control("POST", "faults", failure="flood", retry_after=9)
    assert (await call("sendMessage", chat_id=ids[0], text="x"))[1]["parameters"] == {"retry_after": 9}
    await control("POST", "faults", failure="error", count=0)
    assert len(await control("GET", "faults")) == 1
    await control("DELETE", "faults")
    for chat in ids:
        await call("sendMessage", chat_id=chat, text="hello")
    record = await control("GET", "record?after=1")
    assert (record["total"], [entry["chat"] for entry in record["accepted"]]) == (3, ids[1:])
    assert [m["text"] for m in await control("GET", f"chats/{ids[0]}/messages")] == ["/start", "hello"]
    await control("POST", f"chats/{ids[1]}/block")
    assert (await call("sendMessage", chat_id=ids[1], text="x"))[0] == 403
    await control("POST", "rates", private=1.0, private_burst=1)
    assert [(await call("sendMessage", chat_id=ids[2], text="x"))[0] for _ in range(2)] == [200, 429]
    calls = await control("GET", "calls")
    assert {"method": "sendmessage", "code": 403, "count": 1} in calls["calls"]


async def test_a_tap_from_outside(sandbox: Sandbox, http: aiohttp.ClientSession, call: Call) -> None:
    room = sandbox.private(started=True)
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await call("sendMessage", chat_id=room.id, text="?", reply_markup=keyboard)
    path = f"{sandbox.url}/sandbox/chats/{room.id}/tap"
    tap = asyncio.create_task(http.post(path, json={"button": "Yes"}))
    _, polled = await call("getUpdates", timeout=5)
    query = polled["result"][0]["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("y", "?")
    await call("answerCallbackQuery", callback_query_id=query["id"], text="thanks")
    async with await tap as answer:
        assert await answer.json() == {"text": "thanks"}
    status, _ = await call("answerCallbackQuery", callback_query_id=query["id"])
    assert status == 400


async def test_unknown_chats_may_be_admitted(http: aiohttp.ClientSession) -> None:
    sandbox = Sandbox(admit_unknown=True, history=False)
    await sandbox.start()
    for n in range(30):
        params = {"chat_id": 42, "text": str(n)}
        async with http.post(f"{sandbox.base_url}{sandbox.token}/sendMessage", json=params) as answer:
            assert answer.status == 200
    assert [m.text for m in sandbox.room(42).messages] == [str(n) for n in range(10, 30)]
    assert len(sandbox.record.accepted) == 30
    await sandbox.stop()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("faults", {"failure": "unheard-of"}),
        ("faults", {"failure": "reset", "colour": "red"}),
        ("chats", {"kind": "room"}),
        ("chats/1/say", {"text": "x"}),
    ],
)
async def test_wrong_orders_get_a_sentence(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str, body: dict[str, Any]
) -> None:
    async with http.post(f"{sandbox.url}/sandbox/{path}", json=body) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]


# --------------------------------------------------------------------------- who may

GUARDED = [
    ("GET", "/"),
    ("GET", "/page/live"),
    ("POST", "/page/upload"),
    ("GET", "/page/file/x"),
    ("GET", "/page/static/app.js"),
    ("POST", "/bot7000000001:sandbox-token-that-opens-nothing-else/getUpdates"),
    ("GET", "/sandbox/record"),
    ("POST", "/sandbox/faults"),
    ("POST", "/sandbox/chats/1/say"),
]
FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Host": "evil.example"},
    {"Host": "evil.example:80", "Origin": "http://evil.example:80"},
    {"Host": "127.0.0.1.evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(("verb", "path"), GUARDED)
async def test_pages_of_the_web_are_kept_out(
    sandbox: Sandbox, http: aiohttp.ClientSession, verb: str, path: str, headers: dict[str, str]
) -> None:
    async with http.request(verb, sandbox.url + path, headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_this_computer_is_let_in(sandbox: Sandbox, http: aiohttp.ClientSession, name: str) -> None:
    port = sandbox.url.rpartition(":")[2]
    headers = {"Host": f"{name}:{port}", "Origin": f"http://{name}:{port}"}
    async with http.get(f"{sandbox.url}/", headers=headers) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert f"ws://{name}:{port}" in policy


# --------------------------------------------------------------------------- the page's connection


async def test_the_pages_connection(sandbox: Sandbox, http: aiohttp.ClientSession, call: Call) -> None:
    cast = sandbox.add_cast()
    reader = cast.chinese
    async with http.ws_connect(f"{sandbox.url}/page/live") as page:

        async def until(kind: str) -> Any:
            while (event := await page.receive_json(timeout=5))["type"] != kind:
                pass
            return event

        hello = await until("hello")
        assert [chat["id"] for chat in hello["chats"]] == [
            reader.id,
            cast.english.id,
            cast.admin.id,
            cast.group.id,
        ]
        await page.send_json({"do": "say", "chat": reader.id, "by": reader.id, "text": "/start"})
        said = (await until("message"))["message"]
        assert (said["mine"], said["entities"][0]["type"]) == (True, "bot_command")
        keyboard = {"inline_keyboard": [[{"text": "1", "callback_data": "one"}]]}
        await call(
            "sendMessage", chat_id=reader.id, text="<b>hi</b>", parse_mode="HTML", reply_markup=keyboard
        )
        sent = (await until("message"))["message"]
        assert (sent["mine"], sent["text"]) == (False, "hi")
        tap = {"do": "tap", "chat": reader.id, "by": reader.id, "message": sent["message_id"], "data": "one"}
        await page.send_json(tap)
        await until("done")
        query = (await call("getUpdates", offset=-1))[1]["result"][0]["callback_query"]
        await call("answerCallbackQuery", callback_query_id=query["id"], text="careful", show_alert=True)
        answer = await until("answer")
        assert (answer["text"], answer["show_alert"], answer["data"]) == ("careful", True, "one")
        await call("editMessageText", chat_id=reader.id, message_id=sent["message_id"], text="new")
        assert (await until("edit"))["message"]["text"] == "new"
        await call("sendChatAction", chat_id=reader.id, action="typing")
        assert (await until("typing"))["chat"] == reader.id
        await call("setMyCommands", commands=[{"command": "start", "description": "go"}])
        assert (await until("commands"))["places"][0]["people"][0]["commands"][0]["command"] == "start"
        await call("deleteMessage", chat_id=reader.id, message_id=sent["message_id"])
        assert (await until("delete"))["message"] == sent["message_id"]
        await page.send_json({"do": "block", "chat": reader.id, "by": reader.id})
        assert (await until("chat"))["place"]["blocked"]
        for nonsense in ("{", "[]", '{"do": "say", "chat": 5, "by": 5}', '{"do": "fly", "chat": 1}'):
            await page.send_str(nonsense)
            assert (await until("refused"))["reason"]


async def test_upload_and_download(sandbox: Sandbox, http: aiohttp.ClientSession, call: Call) -> None:
    room = sandbox.private()
    form = aiohttp.FormData({"chat": str(room.id), "by": str(room.id)})
    form.add_field("file", b"<script>", filename="feeds.opml", content_type="text/html")
    async with http.post(f"{sandbox.url}/page/upload", data=form) as answer:
        assert answer.status == 200
    document = (await call("getUpdates"))[1]["result"][0]["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("feeds.opml", 8)
    async with http.get(f"{sandbox.url}/page/file/{document['file_id']}") as answer:
        assert (answer.content_type, await answer.read()) == ("application/octet-stream", b"<script>")
        assert answer.headers["Content-Disposition"] == "attachment"


async def test_further_folders_are_served(tmp_path: Any, http: aiohttp.ClientSession) -> None:
    (tmp_path / "feed.xml").write_text("<rss/>")
    sandbox = Sandbox(folders={"/feeds": tmp_path})
    await sandbox.start()
    async with http.get(f"{sandbox.url}/feeds/feed.xml") as answer:
        assert await answer.text() == "<rss/>"
    await sandbox.stop()


# --------------------------------------------------------------------------- alone


@pytest.mark.parametrize("arguments", [["--port"], ["--port", "x"], ["--port", "99999"], ["run"]])
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(ValueError, match="usage"):
        read_port(arguments)


async def test_alone_in_its_own_process(http: aiohttp.ClientSession) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--port", "0", stdout=asyncio.subprocess.PIPE, env={**os.environ}
    )
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode().strip() for _ in range(4)]
    assert lines[0].startswith("Chat page:")
    printed = dict(line.split("=", 1) for line in lines[1:])
    async with http.get(f"{printed['TELEGRAM_API_BASE_URL']}{printed['TELEGRAM_BOT_TOKEN']}/getMe") as answer:
        assert (await answer.json())["result"]["is_bot"]
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_strict_rates_count_what_came_within_a_ban(
    sandbox: Sandbox, http: aiohttp.ClientSession, call: Call
) -> None:
    async def control(path: str, **values: object) -> Any:
        async with http.post(f"{sandbox.url}/sandbox/{path}", json=values) as answer:
            return await answer.json()

    assert await control("network", delay=0.001) == {"delay": 0.001}
    await control("rates", overall=1.0, strict=True)
    people = await control("chats", count=3, started=True)
    statuses = [(await call("sendMessage", chat_id=each, text="x"))[0] for each in people]
    assert statuses == [200, 429, 429]
    async with http.get(f"{sandbox.url}/sandbox/calls") as answer:
        assert (await answer.json())["within_bans"] == 1
