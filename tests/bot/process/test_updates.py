"""How updates come: through the webhook and back to polling, in this process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.process.connection import connect, patiently
from bot.process.updates import listen, receiving
from bot.process.webhook import watch_webhook, webhook_of
from bot.process.wiring import utc_now
from bot.sandbox import Sandbox
from bot.settings import Settings
from bot.web import server
from digests.errors import BadInput, Unauthorized
from digests.runtime.lease import Lease
from digests.store import Store
from tests.bot.conftest import Town, settings_for
from tests.bot.wire import free_port


@pytest.fixture
def settings(sandbox: Sandbox) -> Settings:
    port = free_port()
    return settings_for(sandbox, webhook_url=f"http://127.0.0.1:{port}/from/telegram", http_port=port)


def _refused() -> None:
    raise AssertionError("the token is known")


@asynccontextmanager
async def at_work(town: Town, settings: Settings) -> AsyncIterator[None]:
    routes = webhook_of(town.app, settings).routes()
    async with server.serving(settings.http_host, settings.listen_port, routes):
        await connect(town.app)
        try:
            await listen(town.app, settings)
            lease = Lease(town.store, "polling", utc_now)
            async with receiving(town.app, settings, lease, _refused):
                yield
        finally:
            if town.app.running:
                await town.app.stop()
            await town.app.shutdown()


async def test_what_was_said_before_and_after_the_start_is_answered(
    sandbox: Sandbox, store: Store, settings: Settings
) -> None:
    room = sandbox.private()
    await room.say("/help")
    async with at_work(Town(sandbox, store, settings), settings):
        await room.wait_reply()
        assert (await room.ask("/help")).text
        assert sandbox.world.updates.webhook == settings.webhook_url
        assert sandbox.world.updates.webhook_secret == settings.webhook_token
        assert sandbox.world.updates.allowed == {
            "message",
            "callback_query",
            "my_chat_member",
            "inline_query",
        }


async def test_an_update_that_nobody_understands_stops_no_other(
    sandbox: Sandbox, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    room, polling = sandbox.private(), settings_for(sandbox)
    town = Town(sandbox, store, polling)
    sandbox.world.updates.add(
        "message", {"message_id": 1, "date": 1, "chat": {"id": room.id}, "poll": {"id": "1"}}
    )
    async with town.app:
        await listen(town.app, polling)
        async with receiving(town.app, polling, Lease(town.store, "polling", utc_now), _refused):
            assert (await room.ask("/help")).text
        await town.app.stop()
    said = [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]
    assert len(said) == 1
    assert "cannot be read and is passed over" in said[0]


async def test_back_to_polling_takes_the_webhook_away(
    sandbox: Sandbox, store: Store, settings: Settings
) -> None:
    async with at_work(Town(sandbox, store, settings), settings):
        pass
    assert sandbox.world.updates.webhook, "others may share it, so that a stop leaves it alone"
    room = sandbox.private()
    await room.say("/help")
    polling = settings_for(sandbox)
    async with at_work(Town(sandbox, store, polling), polling.model_copy(update={"http_port": free_port()})):
        await room.wait_reply()
        assert sandbox.world.updates.webhook == ""


async def test_an_address_that_telegram_refuses_is_said(
    sandbox: Sandbox, store: Store, settings: Settings
) -> None:
    wrong = settings.model_copy(update={"webhook_url": "http://bot.example.org/telegram"})
    with pytest.raises(BadInput) as caught:
        async with at_work(Town(sandbox, store, wrong), wrong):
            pass
    assert caught.value.code == "webhook_refused"
    assert "https" in caught.value.params["reason"]


async def test_a_webhook_that_was_taken_away_is_set_again(
    sandbox: Sandbox, store: Store, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    town = Town(sandbox, store, settings)
    async with at_work(town, settings):
        sandbox.world.updates.set_webhook("", "")
        sandbox.fail("error", method="getWebhookInfo", code=500)
        task = asyncio.create_task(watch_webhook(town.app, settings, every=0.02))
        async with asyncio.timeout(10):
            while not sandbox.world.updates.webhook:
                await asyncio.sleep(0.01)
        task.cancel()
    assert "could not be looked at" in caplog.text
    assert "took the webhook away" in caplog.text


async def test_what_telegram_met_is_said_once(
    sandbox: Sandbox, store: Store, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    town = Town(sandbox, store, settings)
    async with at_work(town, settings):
        sandbox.world.updates.webhook_failed("Wrong response from the webhook: 502 Bad Gateway")
        task = asyncio.create_task(watch_webhook(town.app, settings, every=0.02))
        async with asyncio.timeout(10):
            while sandbox.record.calls["getwebhookinfo", 200] < 3:
                await asyncio.sleep(0.01)
        task.cancel()
    assert caplog.text.count("502 Bad Gateway") == 1


async def test_patience_is_for_outages_and_no_refusal(
    sandbox: Sandbox, store: Store, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    bot = Town(sandbox, store, settings).app.bot
    await bot.initialize()
    sandbox.fail("flood", method="getMe", retry_after=1)
    sandbox.fail("page", method="getMe", code=502)
    with caplog.at_level(logging.WARNING):
        await patiently(bot.get_me)
    assert caplog.text.count("not reachable") == 2
    sandbox.fail("error", method="getMe", code=401, description="Unauthorized")
    with pytest.raises(Unauthorized):
        await patiently(bot.get_me)
    await bot.shutdown()


async def test_polling_goes_on_after_a_fault_and_after_the_lease_was_lost(
    sandbox: Sandbox, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a fault of ours nor a database that was away may leave the bot deaf."""
    monkeypatch.setattr("bot.process.polling._PAUSE", 0.01)
    polling = settings_for(sandbox)
    lost = [RuntimeError("a fault of ours"), None]

    async def keep(self: Lease, contested: object) -> None:
        if not lost:
            await asyncio.Event().wait()
        if error := lost.pop(0):
            raise error

    monkeypatch.setattr(Lease, "keep", keep)
    room = sandbox.private()
    async with at_work(Town(sandbox, store, polling), polling.model_copy(update={"http_port": free_port()})):
        async with asyncio.timeout(20):
            while lost:
                await asyncio.sleep(0.01)
        assert (await room.ask("/help", patience=20)).text
    assert "a fault of ours" in caplog.text
    assert "another process receives the updates now" in caplog.text
