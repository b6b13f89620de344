"""Updates: long polling and webhooks."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox import Sandbox, people
from tests.bot.sandbox.conftest import Call, until


async def poll(call: Call, **params: Any) -> list[dict[str, Any]]:
    _, body = await call("getUpdates", **params)
    return list(body["result"])


async def test_updates_stay_until_confirmed(sandbox: Sandbox, call: Call) -> None:
    room = sandbox.private()
    for text in "abc":
        await room.say(text)
    first = await poll(call, limit=2)
    assert [u["message"]["text"] for u in first] == ["a", "b"]
    assert await poll(call, limit=2) == first
    assert [u["message"]["text"] for u in await poll(call, offset=first[-1]["update_id"] + 1)] == ["c"]


async def test_a_negative_offset_keeps_the_newest(sandbox: Sandbox, call: Call) -> None:
    room = sandbox.private()
    for text in "abc":
        await room.say(text)
    assert [u["message"]["text"] for u in await poll(call, offset=-1)] == ["c"]
    assert [u["message"]["text"] for u in await poll(call)] == ["c"]


async def test_a_poll_waits_for_the_first_update(sandbox: Sandbox, call: Call) -> None:
    waiting = asyncio.create_task(poll(call, timeout=30))
    await sandbox.private().say("now")
    assert [u["message"]["text"] for u in await waiting] == ["now"]


async def test_an_update_that_comes_while_a_poll_begins_is_handed_out_at_once(sandbox: Sandbox) -> None:
    """The webhook's sender waits beside the poll, and must not take its wake-up."""
    updates = sandbox.world.updates
    await asyncio.sleep(0)
    waiting = asyncio.create_task(updates.poll(0, 100, 30))
    await asyncio.sleep(0)
    updates.add("message", {"text": "now"})
    async with asyncio.timeout(5):
        assert [u["message"]["text"] for u in await waiting] == ["now"]


async def test_an_update_that_nobody_took_is_handed_out_again(sandbox: Sandbox, call: Call) -> None:
    gone = asyncio.create_task(call("getUpdates", timeout=30))
    await until(lambda: sandbox.world.updates.readers)
    gone.cancel()
    await sandbox.private().say("kept")
    assert [u["message"]["text"] for u in await poll(call)] == ["kept"]


async def test_a_poll_ends_empty(call: Call) -> None:
    assert await poll(call, timeout=0) == []


async def test_only_the_allowed_kinds_until_told_otherwise(sandbox: Sandbox, call: Call) -> None:
    room = sandbox.private(started=True)
    await poll(call, allowed_updates=["my_chat_member"])
    await room.say("unheard")
    room.block()
    assert ["my_chat_member" in u for u in await poll(call)] == [True]
    await poll(call, offset=-1, allowed_updates=[])
    await room.say("heard")
    assert "message" in (await poll(call))[-1]


async def test_the_second_poller_ends_the_first(sandbox: Sandbox, call: Call) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await until(lambda: sandbox.world.updates.readers)
    second = asyncio.create_task(call("getUpdates", timeout=30))
    status, body = await first
    assert status == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")
    await sandbox.private().say("x")
    assert (await second)[0] == 200


async def test_stopping_ends_a_poll(sandbox: Sandbox, call: Call) -> None:
    waiting = asyncio.create_task(call("getUpdates", timeout=30))
    await until(lambda: sandbox.world.updates.readers)
    await sandbox.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await waiting


async def test_starting_again_forgets_nothing(sandbox: Sandbox, call: Call) -> None:
    room = sandbox.private()
    await room.say("before")
    port = int(sandbox.url.rpartition(":")[2])
    await sandbox.stop()
    await sandbox.start(port=port)
    assert [u["message"]["text"] for u in await poll(call)] == ["before"]
    await call("sendMessage", chat_id=room.id, text="after")
    assert room.last.text == "after"


class Hook:
    """A bot's webhook that answers with the given statuses, then 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: asyncio.Queue[tuple[str | None, dict[str, Any]]] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.put_nowait((secret, await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


async def serve(hook: Hook) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


async def test_a_webhook_gets_each_update_in_order_until_taken(sandbox: Sandbox, call: Call) -> None:
    hook = Hook(500)
    runner, url = await serve(hook)
    await call("setWebhook", url=url, secret_token="s3cret")
    room = sandbox.private()
    await room.say("one")
    await room.say("two")
    got = [await asyncio.wait_for(hook.got.get(), 5) for _ in range(3)]
    assert [(secret, update["message"]["text"]) for secret, update in got] == [
        ("s3cret", "one"),
        ("s3cret", "one"),
        ("s3cret", "two"),
    ]
    _, info = await call("getWebhookInfo")
    assert info["result"]["url"] == url
    assert (
        info["result"]["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    )
    status, body = await call("getUpdates")
    assert (status, body["description"][:45]) == (409, "Conflict: can't use getUpdates method while w")
    await call("deleteWebhook")
    assert (await call("getWebhookInfo"))[1]["result"]["url"] == ""
    assert (await call("getUpdates"))[0] == 200
    await runner.cleanup()


async def test_pending_updates_can_be_dropped(sandbox: Sandbox, call: Call) -> None:
    await sandbox.private().say("old")
    await call("deleteWebhook", drop_pending_updates=True)
    assert await poll(call) == []


async def test_a_topic_begins_with_a_message_that_names_it(sandbox: Sandbox, call: Call) -> None:
    """And what is said in a topic, and answers nothing else, answers that message: so it is at Telegram's."""
    forum = sandbox.group("Forum", topics=["News"])
    thread = max(forum.chat.topics)
    await forum.say("/help", thread=thread)
    people.rename_topic(sandbox.world, forum.chat, forum.person, thread, "Papers")
    begun, said, renamed = [each["message"] for each in await poll(call)]
    assert (begun["message_id"], begun["message_thread_id"]) == (thread, thread)
    assert begun["forum_topic_created"]["name"] == "News"
    assert said["reply_to_message"]["forum_topic_created"]["name"] == "News"
    assert renamed["forum_topic_edited"] == {"name": "Papers"}
    assert forum.chat.topics[thread].name == "Papers"
