"""Alarms as they are set up: what ``/readyz`` says, and that one look in trouble hinders no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application

from bot.process.alarms import AlarmService
from bot.process.wiring import utc_now
from bot.settings import Settings
from bot.web.health import Health
from digests.decisions.rates.rates import OVERALL
from digests.errors import pack
from digests.model import EventKind, Pause
from digests.store import Store
from digests.store.delivery import delivery_counts, pauses
from digests.store.feeds import feeds
from digests.store.monitoring import events
from tests.digests.store.rows import a_feed

ADMINS = Settings(_env_file=None, admin_ids="42,43")
HOUR = timedelta(hours=1)


class Woken(list[str]):
    """A queue that remembers whom it woke."""

    def wake(self, step: str) -> None:
        self.append(step)


async def status(health: Health) -> int:
    application = Application()
    application.add_routes(health.routes())
    async with TestClient(TestServer(application)) as client:
        return (await client.get("/readyz")).status


async def test_a_standstill_turns_readyz_red_and_a_fetch_turns_it_green(store: Store) -> None:
    health, now = Health(), utc_now()
    AlarmService(ADMINS, store, Woken()).join(health)
    async with store.write() as tx:
        feed = await a_feed(tx)
        await feeds.change(tx, feed, next_fetch=now - 2 * HOUR)
    assert (await health.look(), await status(health)) == ({"fetching": "ok", "sending": "ok"}, 200)
    async with store.write() as tx:
        await events.add(tx, EventKind.FETCHING_HALTED, None, now, {"how": "stuck"})
    assert await health.look() == {"fetching": "nothing fetched for an hour", "sending": "ok"}
    assert await status(health) == 503
    async with store.write() as tx:
        await feeds.change(tx, feed, next_fetch=now + HOUR)
    assert await status(health) == 200


async def test_silence_that_telegram_wants_is_said_and_is_not_red(store: Store) -> None:
    health = Health()
    AlarmService(ADMINS, store, Woken()).join(health)
    async with store.write() as tx:
        await pauses.keep(tx, "telegram", Pause(OVERALL, utc_now() + HOUR, utc_now()))
    assert (await health.look())["sending"].startswith("ok: Telegram asked for silence until ")
    assert await status(health) == 200


async def test_every_admin_is_told_and_sending_is_woken(store: Store) -> None:
    woken = Woken()
    async with store.write() as tx:
        feed = await a_feed(tx)
        error = pack("gone", {"host": "example.org"})
        await events.add(tx, EventKind.ENDED, feed, utc_now() - HOUR, {"error": error})
    assert await AlarmService(ADMINS, store, woken).due() == 0
    assert woken == ["send"]
    async with store.read() as tx:
        assert (await delivery_counts.counts(tx))["pending"] >= 2


async def test_a_look_that_fails_hinders_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("digests.store.monitoring.activity.read", broken)
    woken = Woken()
    async with store.write() as tx:
        feed = await a_feed(tx)
        await events.add(tx, EventKind.SILENT, feed, utc_now() - HOUR)
    await AlarmService(ADMINS, store, woken).due()
    assert woken == ["send"]
    assert "disk full" in caplog.text
