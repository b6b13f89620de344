"""Health over HTTP: green, red, slow and broken checks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.web import server
from bot.web.health import Health
from digests.errors import BadInput
from tests.bot.wire import free_port


@pytest.fixture
async def health() -> Health:
    return Health()


@pytest.fixture
async def url(health: Health) -> AsyncIterator[str]:
    port = free_port()
    async with server.serving("127.0.0.1", port, health.routes()):
        yield f"http://127.0.0.1:{port}"


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.headers["Server"] == "digestbot"
        return answer.status, await answer.text()


async def well() -> str:
    return ""


async def test_alive_even_when_not_ready(health: Health, url: str) -> None:
    async def red() -> str:
        return "gone"

    health.add("database", red)
    assert await get(f"{url}/healthz") == (200, "ok\n")


async def test_a_line_for_each_check(health: Health, url: str) -> None:
    said = "out of reach"

    async def telegram() -> str:
        return said

    health.add("database", well)
    health.add("telegram", telegram)
    red = '{\n "ready": false,\n "checks": {\n  "database": "ok",\n  "telegram": "out of reach"\n }\n}\n'
    assert await get(f"{url}/readyz") == (503, red)
    said = ""
    assert await get(f"{url}/readyz") == (200, red.replace("false", "true").replace("out of reach", "ok"))


async def test_a_check_that_breaks_or_hangs_is_red_and_tells_nothing(
    health: Health, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> str:
        raise RuntimeError("postgresql://me:pa55word@db/x")

    async def hanging() -> str:
        await asyncio.sleep(60)
        return ""

    monkeypatch.setattr("bot.web.health.PATIENCE", 0.1)
    health.add("broken", broken)
    health.add("hanging", hanging)
    health.add("well", well)
    status, text = await get(f"{url}/readyz")
    assert status == 503
    assert '"broken": "RuntimeError"' in text
    assert '"hanging": "no answer' in text
    assert '"well": "ok"' in text
    assert "pa55word" not in text


async def test_nothing_else_is_served(url: str) -> None:
    assert (await get(f"{url}/"))[0] == 404
    assert (await get(f"{url}/healthz/x"))[0] == 404


async def test_a_port_that_is_taken_is_named(url: str) -> None:
    port = int(url.rpartition(":")[2])
    with pytest.raises(BadInput) as caught:
        async with server.serving("127.0.0.1", port, []):
            pass
    assert caught.value.code == "http_port"
    assert caught.value.params["port"] == str(port)
