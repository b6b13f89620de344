"""A started sandbox, a way to call its methods as raw HTTP, and a real Application against it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from telegram.ext import Application

from bot.sandbox import Sandbox

Call = Callable[..., Coroutine[Any, Any, tuple[int, dict[str, Any]]]]


async def until(condition: Callable[[], object]) -> None:
    """Let others run until it holds."""
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: aiohttp.ClientSession) -> Call:
    """Calls a method with JSON parameters; status and body."""

    async def calling(method: str, **params: Any) -> tuple[int, dict[str, Any]]:
        async with http.post(f"{sandbox.base_url}{sandbox.token}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    return calling


@pytest.fixture
async def app(sandbox: Sandbox) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """A real Application, polling; handlers may be added while it runs."""
    builder = Application.builder().token(sandbox.token)
    application = builder.base_url(sandbox.base_url).base_file_url(sandbox.base_file_url).build()
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()
