"""The real program in parts: several processes over one PostgreSQL."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.sandbox import Room, Sandbox
from tests.flow.process import bot, command, part

PATIENCE = 30.0
FEED = Path(__file__).parents[1] / "digests" / "sources" / "jekyll" / "finews"


@pytest.fixture
def url(postgres_url: str) -> str:
    return postgres_url


@pytest.mark.long
async def test_the_parts_together_are_the_bot(tmp_path: Path, sandbox: Sandbox, url: str) -> None:
    """A feed is fetched by one worker, its digest is built and sent by another one."""
    database = {"DATABASE_URL": url}
    room = sandbox.private(language="zh")
    async with AsyncExitStack() as stack:
        at_work = [
            await stack.enter_async_context(part(tmp_path, sandbox, *arguments, name=name, **database))
            for name, arguments in {
                "face": ("bot",),
                "fetching": ("worker", "--queues", "fetch,summarize"),
                "sending": ("worker", "--queues", "deliver"),
                "clock": ("clock",),
            }.items()
        ]
        code, _, err = await command(
            tmp_path, "feeds", "add", str(FEED), "--yes", "--category", "finance", **database
        )
        assert code == 0, err
        await _start(room)
        digest = await room.wait_reply(patience=PATIENCE)
        assert "finance" in digest.text
        assert digest.labels[0] == "1"
        for one in at_work:
            assert await one.stop() == 0
            assert "Traceback" not in one.log


async def _start(room: Room) -> None:
    message = await room.ask("/start", patience=PATIENCE)
    for label in ("finance", "下一步", "08:00 + 18:30"):
        async with asyncio.timeout(PATIENCE):
            while not any(each.startswith(label) for each in message.labels):
                await asyncio.sleep(0.05)
        await room.tap(label, message=message)


@pytest.mark.long
async def test_of_two_that_poll_one_stands_by_and_takes_over(
    tmp_path: Path, sandbox: Sandbox, url: str
) -> None:
    room, database = sandbox.private(language="en"), {"DATABASE_URL": url}
    async with part(tmp_path, sandbox, "bot", name="first", **database) as first:
        assert (await room.ask("/help", patience=PATIENCE)).text
        async with part(tmp_path, sandbox, "bot", name="second", **database) as second:
            await second.says("another process receives the updates")
            assert (await room.ask("/help", patience=PATIENCE)).text
            assert sandbox.record.calls["getupdates", 409] == 0
            await first.kill()
            assert (await room.ask("/help", patience=PATIENCE)).text
            assert "Traceback" not in second.log


@pytest.mark.long
async def test_who_was_killed_is_not_waited_for(tmp_path: Path, sandbox: Sandbox) -> None:
    room = sandbox.private(language="en")
    async with bot(tmp_path, sandbox) as running:
        await running.kill()
    async with bot(tmp_path, sandbox) as running:
        assert (await room.ask("/help", patience=PATIENCE)).text
        assert "another process" not in running.log


@pytest.mark.long
@pytest.mark.parametrize("role", ["bot", "worker", "clock"])
async def test_sqlite_cannot_be_shared(tmp_path: Path, role: str) -> None:
    code, _, err = await command(tmp_path, role, TELEGRAM_BOT_TOKEN="7000000001:x")
    assert code == 1
    assert "PostgreSQL" in err
    assert len(err.splitlines()) == 1


@pytest.mark.long
async def test_an_unknown_queue_is_named_with_those_there_are(tmp_path: Path) -> None:
    code, _, err = await command(tmp_path, "worker", "--queues", "fetch,mail", TELEGRAM_BOT_TOKEN="7:x")
    assert code == 2
    assert "fetch, summarize, deliver" in err


async def test_a_part_without_a_token_says_where_to_get_one(tmp_path: Path) -> None:
    code, _, err = await command(tmp_path, "worker")
    assert code == 2
    assert "@BotFather" in err
