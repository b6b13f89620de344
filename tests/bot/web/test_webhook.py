"""The webhook over HTTP: who may bring what, and when it is acknowledged."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Update

from bot.web import server
from bot.web.webhook import MOST_WAITING, SECRET_HEADER, Webhook
from tests.bot.wire import free_port

SECRET = "s3cret-word"
UPDATE = {"update_id": 7, "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}}


class Hook:
    """A webhook on a port of its own; ``open`` says whether the bot takes updates."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.open = True
        self.url = f"http://127.0.0.1:{free_port()}/hook/x"
        self.webhook = Webhook("/hook/x", SECRET, Bot("1:a"), self.queue, lambda: self.open)

    async def post(self, body: object = UPDATE, verb: str = "POST", secret: str | None = SECRET) -> int:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        async with (
            aiohttp.ClientSession() as session,
            session.request(verb, self.url, data=data, headers=headers) as answer,
        ):
            assert "Traceback" not in await answer.text()
            return answer.status


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    made = Hook()
    port = int(made.url.split(":")[2].partition("/")[0])
    async with server.serving("127.0.0.1", port, made.webhook.routes()):
        yield made


async def test_an_update_is_queued_and_acknowledged(hook: Hook) -> None:
    assert await hook.post() == 200
    update = hook.queue.get_nowait()
    assert isinstance(update, Update)
    assert update.update_id == 7
    assert update.effective_chat is not None
    assert update.effective_chat.id == 5


@pytest.mark.parametrize("secret", [None, "", "s3cret-wor", "s3cret-word2", "S3cret-word", "\xff"])
async def test_strangers_are_refused(hook: Hook, secret: str | None) -> None:
    assert await hook.post(secret=secret) == 403
    assert hook.queue.empty()


@pytest.mark.parametrize("verb", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_other_verbs_are_refused(hook: Hook, verb: str) -> None:
    assert await hook.post(verb=verb) == 405
    assert hook.queue.empty()


async def test_other_paths_are_unknown(hook: Hook) -> None:
    hook.url += "y"
    assert await hook.post() == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json private-words",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"update_id": NaN}',
        [UPDATE],
        {},
        {"update_id": "7"},
        {"update_id": True},
        {"update_id": 7, "message": "private-words"},
        {"update_id": 7, "message": {"message_id": 1, "text": "private-words"}},
    ],
    ids=str,
)
async def test_what_is_no_update_is_refused_and_not_shown(
    hook: Hook, body: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert await hook.post(body) == 400
    assert hook.queue.empty()
    assert "no update" in caplog.text
    assert "private-words" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_body_that_is_too_long_is_refused(hook: Hook, caplog: pytest.LogCaptureFixture) -> None:
    assert await hook.post({"update_id": 7, "x": "x" * server.MAX_BODY}) == 413
    assert hook.queue.empty()


async def test_nothing_is_acknowledged_that_cannot_be_handled(hook: Hook) -> None:
    hook.open = False
    assert await hook.post() == 503
    hook.open = True
    for _ in range(MOST_WAITING):
        hook.queue.put_nowait(None)
    assert await hook.post() == 503
    hook.queue.get_nowait()
    assert await hook.post() == 200


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
KINDS = st.sampled_from(["message", "callback_query", "my_chat_member", "poll", "edited_message"])


@pytest.mark.long
@given(st.dictionaries(KINDS, JSON, max_size=2), JSON)
async def test_wild_bodies_are_an_update_or_refused(parts: dict[str, Any], number: Any) -> None:
    hook = Hook()
    try:
        update = hook.webhook._update(json.dumps(parts | {"update_id": number}).encode())
    except aiohttp.web.HTTPBadRequest:
        return
    assert update.update_id == number
