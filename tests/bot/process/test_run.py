"""The parts of a running bot: what ``/readyz`` says of them, and what the sandbox takes over."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.process.application import build_application
from bot.process.conversations import join
from bot.process.run import join_database, join_steps
from bot.process.sandbox import for_sandbox
from bot.process.wiring import open_domain
from bot.sandbox import Sandbox
from bot.settings import Settings
from bot.web.health import Health
from digests.errors import Unauthorized
from digests.runtime.queues.inline import InlineQueue


async def test_each_part_is_looked_at(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    settings = Settings(_env_file=None, telegram_bot_token="7000000001:x", database_url=url)
    revoked = asyncio.Event()

    async def work() -> int:
        await revoked.wait()
        raise Unauthorized("unauthorized")

    queue = InlineQueue()
    async with open_domain(settings, queue) as domain:
        health = Health()
        join_database(health, domain.store)
        join(health, build_application(settings, domain.services), queue)
        join_steps(health, queue)
        found = {"database": "ok", "telegram": "not connected", "token": "ok", "steps": "not started"}
        assert await health.look() == found
        queue.start({"send": [work]})
        assert await health.look() == found | {"steps": "ok"}
        revoked.set()
        await queue.failed
        await asyncio.sleep(0)
        assert await health.look() == found | {"steps": "a loop has ended", "token": "refused"}
    assert (await health.look())["database"] not in ("", "ok")


async def test_the_sandbox_is_never_behind_a_webhook_or_a_proxy() -> None:
    sandbox = Sandbox()
    settings = Settings(
        _env_file=None, webhook_url="https://bot.example.org/telegram", telegram_proxy="http://me:word@h:1"
    )
    await sandbox.start()
    turned = for_sandbox(settings, sandbox, sandbox.add_cast())
    assert (turned.webhook_url, turned.proxy, turned.listen_port) == ("", "", 0)
    await sandbox.stop()
