"""Kills, a bad network and long silences: shorter versions of what ``python -m bench crashes`` does."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bench.crashes import kills, misfortunes
from bench.delivery import FREE
from bench.outbox import emptied, open_deliveries, prepare, verdict
from bench.stage import telegram
from bot.sandbox import Limits
from tests.flow.process import bot

PATIENCE = 60.0


@pytest.mark.long
async def test_kills_lose_nothing_and_every_repeat_is_recorded() -> None:
    found = await kills(60, 3)
    assert (found.lost, found.unrecorded, found.open) == (0, 0, 0)
    assert found.repeated <= found.ambiguous <= 3 * 32, "no more than what was on its way at each kill"


async def test_misfortunes_lose_nothing_and_every_repeat_is_recorded() -> None:
    found = await misfortunes(80, share=0.2, hang=3.0, hasten=True)
    assert (found.lost, found.unrecorded, found.open) == (0, 0, 0)
    assert found.repeated <= found.ambiguous


@pytest.mark.long
@pytest.mark.parametrize(("mode", "repeated"), [("resend", 10), ("drop", 0)])
async def test_a_proxys_page_after_acceptance_is_recorded_and_repeated_only_where_that_is_wanted(
    tmp_path: Path, mode: str, repeated: int
) -> None:
    url = await prepare(tmp_path, 10)
    async with telegram() as server:
        await server.post("faults", failure="page", method="sendMessage", code=502, accepted=True, count=10)
        async with bot(tmp_path, server, **FREE, DATABASE_URL=url, AMBIGUOUS_SENDS=mode):
            await emptied(url, PATIENCE, hasten=True)
        found = verdict(url, await server.accepted())
    assert (found.lost, found.repeated, found.unrecorded, found.open) == (0, repeated, 0, 0)
    assert found.ambiguous == 10


@pytest.mark.long
async def test_one_chat_that_must_be_silent_holds_up_nobody(tmp_path: Path) -> None:
    url = await prepare(tmp_path, 20)
    async with telegram() as server:
        await server.post("faults", failure="flood", method="sendMessage", chat=7, retry_after=21_600)
        async with bot(tmp_path, server, **FREE, DATABASE_URL=url):
            await server.until(19, PATIENCE)
            await asyncio.sleep(1.5)
        async with bot(tmp_path, server, **FREE, DATABASE_URL=url):
            await asyncio.sleep(1.5)
        assert {each["chat"] for each in await server.accepted()} == set(range(1, 21)) - {7}
    assert _pauses(url) == [("telegram:7", True)]
    assert open_deliveries(url) == 1


@pytest.mark.long
async def test_a_ban_on_everything_outlives_a_restart_is_probed_and_ends_with_it(tmp_path: Path) -> None:
    """Refused is what was on its way, then one probe after the other, ever rarer; also after a restart."""
    url = await prepare(tmp_path, 60)
    async with telegram() as server:
        ban = {"failure": "flood", "method": "sendMessage", "retry_after": 21_600, "scope": "all"}
        await server.post("faults", **ban)
        async with bot(tmp_path, server, DATABASE_URL=url):
            await _paused(url, "telegram:overall")
            await asyncio.sleep(3.5)
            assert await server.total() == 0
        before = await server.refused(429)
        async with bot(tmp_path, server, DATABASE_URL=url) as running:
            await asyncio.sleep(2.5)
            assert await server.total() == 0
            assert await server.refused(429) - before <= 3, "the hold was kept"
            await server.clear_faults()
            await server.until(40, PATIENCE)
            assert await running.stop() == 0
        assert _pauses(url)[0][0] != "telegram:overall", "the first success ended it"
        _let_pass(url)
        async with bot(tmp_path, server, DATABASE_URL=url):
            await emptied(url, PATIENCE)
        found = verdict(url, await server.accepted())
    assert (found.lost, found.repeated, found.open) == (0, 0, 0)


@pytest.mark.long
async def test_two_chats_that_are_told_to_wait_hold_up_nobody_else(tmp_path: Path) -> None:
    """One for two seconds, another one for hours a moment later: all the others get theirs."""
    url = await prepare(tmp_path, 150)
    async with telegram() as server:
        for chat, wait in ((7, 2), (16, 21_600)):
            await server.post("faults", failure="flood", chat=chat, retry_after=wait, scope="chat")
        async with bot(tmp_path, server, DATABASE_URL=url):
            await server.until(149, PATIENCE)
        assert [each["broken"] for each in await server.get("faults")] == [0], "none within its own ban"
        assert {each["chat"] for each in await server.accepted()} == set(range(1, 151)) - {16}
    assert ("telegram:16", True) in _pauses(url)


@pytest.mark.long
async def test_a_strict_second_is_kept_though_messages_overtake_each_other_and_the_database_was_locked(
    tmp_path: Path,
) -> None:
    """What the lock held up does not leave all at once."""
    url = await prepare(tmp_path, 200)
    async with telegram(Limits(strict=True)) as server:
        await server.post("network", jitter=0.1)
        async with bot(tmp_path, server, DATABASE_URL=url):
            await server.until(60, PATIENCE)
            with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
                database.execute("BEGIN IMMEDIATE")
                await asyncio.sleep(2)
                database.rollback()
            await emptied(url, PATIENCE)
        assert await server.refused(429) == 0
        found = verdict(url, await server.accepted())
    assert (found.lost, found.repeated, found.open) == (0, 0, 0)


async def _paused(url: str, scope: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while scope not in [name for name, _ in _pauses(url)]:
            await asyncio.sleep(0.1)


def _pauses(url: str) -> list[tuple[str, bool]]:
    """Scopes, and whether they are silent for more than five hours."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        rows = database.execute(
            "SELECT scope, until - begun > 5 * 3600 * 1000 FROM pause WHERE until > begun ORDER BY scope DESC"
        ).fetchall()
    return [(scope, bool(long)) for scope, long in rows]


def _let_pass(url: str) -> None:
    """As if six hours had passed: what lies ahead is due."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        database.execute("UPDATE pause SET until = until - 6 * 3600 * 1000 - 30000")
        database.execute(
            "UPDATE delivery SET next_try = next_try - 6 * 3600 * 1000 - 30000 WHERE next_try > 0"
        )
