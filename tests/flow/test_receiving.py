"""The real program: webhook, health, and how it ends when Telegram disowns it or is not there."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.bot.wire import free_port, serving
from tests.flow.process import bot, command, started

PATIENCE = 20.0


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


@pytest.mark.long
async def test_through_a_webhook_and_back(tmp_path: Path, sandbox: Sandbox) -> None:
    room, port = sandbox.private(language="en"), free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    async with bot(
        tmp_path, sandbox, WEBHOOK_URL=url, HTTP_PORT=str(port), WEBHOOK_SECRET="s3cret-w0rd"
    ) as it:
        assert (await room.ask("/help", patience=PATIENCE)).text
        status, text = await get(port, "/readyz")
        assert (status, set(json.loads(text)["checks"].values())) == (200, {"ok"})
        assert await get(port, "/healthz") == (200, "ok\n")
        assert (await get(port, "/telegram"))[0] == 405
        assert await it.stop() == 0
        assert "Traceback" not in it.log
        assert "s3cret-w0rd" not in it.log
    assert sandbox.world.updates.webhook == url
    await room.say("/help")
    async with bot(tmp_path, sandbox):
        await room.wait_reply(patience=PATIENCE)
        assert sandbox.world.updates.webhook == ""


@pytest.mark.long
async def test_while_it_is_away_nothing_said_is_lost(tmp_path: Path, sandbox: Sandbox) -> None:
    port = free_port()
    settings = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "HTTP_PORT": str(port)}
    rooms = [sandbox.private(language="en") for _ in range(5)]
    async with bot(tmp_path, sandbox, **settings) as running:
        await running.kill()
    for room in rooms:
        await room.say("/help")
    async with bot(tmp_path, sandbox, **settings):
        for room in rooms:
            await room.wait_reply(patience=PATIENCE)


@pytest.mark.long
async def test_health_while_polling(tmp_path: Path, sandbox: Sandbox) -> None:
    port = free_port()
    async with bot(tmp_path, sandbox, HTTP_PORT=str(port)):
        assert (await get(port, "/readyz"))[0] == 200
        assert (await get(port, "/"))[0] == 404


@pytest.mark.long
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_token_that_is_revoked_in_the_midst_of_work_ends_it(
    tmp_path: Path, sandbox: Sandbox, way: str
) -> None:
    port, room = free_port(), sandbox.private(language="en")
    settings = {"HTTP_PORT": str(port)}
    if way == "webhook":
        settings["WEBHOOK_URL"] = f"http://127.0.0.1:{port}/telegram"
    async with bot(tmp_path, sandbox, **settings) as running:
        assert (await room.ask("/help", patience=PATIENCE)).text
        for method in ("getUpdates", "sendMessage"):
            sandbox.fail("error", method=method, code=401, description="Unauthorized", count=0)
        await room.say("/help")
        assert await running.ended() == 1
        assert "TELEGRAM_BOT_TOKEN" in running.log
        assert "Traceback" not in running.log
        assert sandbox.token not in running.log


async def test_it_waits_for_telegram_says_so_and_can_be_stopped(tmp_path: Path, sandbox: Sandbox) -> None:
    port = free_port()
    sandbox.fail("page", method="getMe", code=502, count=0)
    async with started(tmp_path, sandbox, HTTP_PORT=str(port)) as running:
        await running.says("not reachable")
        assert await get(port, "/healthz") == (200, "ok\n")
        status, text = await get(port, "/readyz")
        assert status == 503
        assert json.loads(text)["checks"]["telegram"] == "not connected"
        assert await running.stop() == 0
        assert "Traceback" not in running.log
        assert "Unclosed" not in running.log


@pytest.mark.long
async def test_a_page_that_is_not_telegrams_is_no_reason_to_end(tmp_path: Path, sandbox: Sandbox) -> None:
    room = sandbox.private(language="en")
    async with bot(tmp_path, sandbox) as running:
        sandbox.fail("page", method="getUpdates", code=404, description="Not Found")
        assert (await room.ask("/help", patience=PATIENCE)).text
        assert await running.stop() == 0
        assert "Traceback" not in running.log


@pytest.mark.long
async def test_a_port_that_is_taken_and_a_webhook_that_is_refused_are_one_line(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    mine = {"TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.base_url}

    async def idle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pass

    async with serving(idle) as port:
        code, _, err = await command(tmp_path, "run", **mine, HTTP_PORT=str(port))
    assert (code, "HTTP_PORT" in err, "Traceback" in err) == (1, True, False)
    wrong = {"WEBHOOK_URL": "http://bot.example.org/telegram", "HTTP_PORT": str(free_port())}
    code, _, err = await command(tmp_path, "run", **mine, **wrong)
    assert (code, "WEBHOOK_URL" in err, "Traceback" in err) == (1, True, False)
