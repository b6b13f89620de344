"""Every refusal, over HTTP, with Telegram's status and wording."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox import Room, Sandbox, Standing
from tests.bot.sandbox.conftest import Call


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "b", **action: Any) -> dict[str, Any]:
    return {"text": text, **(action or {"callback_data": "d"})}


@pytest.fixture
def room(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<br>", "parse_mode": "HTML"},
         "can't parse entities: Unsupported start tag \"br\" at byte offset 0"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody_here"}, "chat not found"),
        ({"text": "x", "chat_id": "text"}, "chat not found"),
        ({"text": "x", "message_thread_id": 77}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
         "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9"),
        ({"text": "x", "entities": [{"type": "odd", "offset": 0, "length": 1}]},
         "can't parse MessageEntity: Unsupported type specified"),
        ({"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1}]},
         'can\'t parse MessageEntity: Can\'t find field "url"'),
        ({"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "no"}]},
         "entity URL 'no' is invalid: Wrong HTTP URL"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": "no"}},
         'field "inline_keyboard" must be of type Array'),
        ({"text": "x", "reply_markup": keyboard([{"callback_data": "d"}])},
         'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ({"text": "x", "reply_markup": keyboard([{"text": "b"}])},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "reply_markup": keyboard([button(callback_data="x" * 65)])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard([button(callback_data="字" * 22)])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard([button(url="not-a-url")])},
         "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        ({"text": "x", "reply_markup": keyboard([button(url="ftp://example.com")])},
         "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"),
        ({"text": "x", "reply_markup": keyboard([button(copy_text={"text": ""})])},
         "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": keyboard([button()] * 9)}, "reply markup is too long"),
        ({"text": "x", "reply_markup": keyboard(*[[button()]] * 101)}, "reply markup is too long"),
    ],
)  # fmt: skip
async def test_send_message_refuses(call: Call, room: Room, params: dict[str, Any], reason: str) -> None:
    status, body = await call("sendMessage", **{"chat_id": room.id, **params})
    assert (status, body) == (400, {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"})
    assert room.messages == []


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x" * 4096},
        {"text": "😀" * 2048},
        {"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "html"},
        {"text": "AT&T <b>&amp;</b>", "parse_mode": "HTML"},
        {"text": "x", "reply_markup": keyboard([button(callback_data="字" * 21)])},
        {"text": "x", "reply_markup": keyboard(*[[button()] * 8] * 12)},
        {"text": "x", "reply_parameters": {"message_id": 999, "allow_sending_without_reply": True}},
        {"text": "x", "allow_paid_broadcast": True},
    ],
)
async def test_the_largest_are_taken(call: Call, room: Room, params: dict[str, Any]) -> None:
    status, body = await call("sendMessage", chat_id=room.id, **params)
    assert (status, body["ok"]) == (200, True)
    assert len(room.replies) == 1


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("editMessageText", {"message_id": 999, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"message_id": 3, "text": "x"}, "there is no text in the message to edit"),
        ("editMessageText", {"message_id": 2, "text": "said"},
         "message is not modified: specified new message"
         " content and reply markup are exactly the same as a current content and reply markup of the"
         " message"),
        ("editMessageText", {"message_id": 2, "text": "x", "reply_markup": {"force_reply": True}},
         "inline keyboard expected"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"},
         "query is too old and response timeout expired or query ID is invalid"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "unknown"}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "unknown", "caption": "x" * 1025}, "message caption is too long"),
        ("sendChatAction", {}, "wrong parameter action in request"),
        ("getFile", {"file_id": "unknown"}, "invalid file_id"),
        ("getChatMember", {"user_id": 1}, "user not found"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("setMyCommands", {"commands": [{"command": "Bad!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "ok", "description": ""}]},
         "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "ok", "description": "x"}] * 101},
         "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "scope": {"type": "odd"}},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("setWebhook", {"url": "http://example.com/"},
         "bad webhook: An HTTPS URL must be provided for webhook"),
    ],
)  # fmt: skip
async def test_other_methods_refuse(
    sandbox: Sandbox, call: Call, room: Room, method: str, params: dict[str, Any], reason: str
) -> None:
    await room.say("mine")
    await call("sendMessage", chat_id=room.id, text="said")
    file = sandbox.world.keep_file("f.txt", "text/plain", b"x")
    await call("sendDocument", chat_id=room.id, document=file.id)
    status, body = await call(method, **{"chat_id": room.id, **params})
    assert (status, body["description"]) == (400, f"Bad Request: {reason}")


async def test_chats_that_the_bot_may_not_write_to(sandbox: Sandbox, call: Call) -> None:
    stranger, blocked, gone = (sandbox.private(started=n > 0) for n in range(3))
    blocked.block()
    gone.person.deactivated = True
    kicked, left = sandbox.group(bot=Standing.KICKED), sandbox.group(supergroup=True, bot=Standing.LEFT)
    muted, channel = sandbox.group(), sandbox.channel(bot=Standing.MEMBER)
    muted.chat.muted = True
    expected = {
        stranger: (403, "Forbidden: bot can't initiate conversation with a user"),
        blocked: (403, "Forbidden: bot was blocked by the user"),
        gone: (403, "Forbidden: user is deactivated"),
        kicked: (403, "Forbidden: bot was kicked from the group chat"),
        left: (403, "Forbidden: bot is not a member of the supergroup chat"),
        muted: (400, "Bad Request: not enough rights to send text messages to the chat"),
        channel: (400, "Bad Request: need administrator rights in the channel chat"),
    }
    for room, refusal in expected.items():
        status, body = await call("sendMessage", chat_id=room.id, text="x")
        assert (status, body["description"]) == refusal
        assert body["error_code"] == status


async def test_topics(sandbox: Sandbox, call: Call) -> None:
    forum = sandbox.group(topics=["News"])
    thread = max(forum.chat.topics)

    async def send(**where: int) -> str:
        status, body = await call("sendMessage", chat_id=forum.id, text="x", **where)
        return "" if status == 200 else str(body["description"])

    assert await send(message_thread_id=thread) == ""
    assert forum.last.to_json()["message_thread_id"] == thread
    assert await send() == ""
    assert await send(message_thread_id=1) == "Bad Request: message thread not found"
    forum.close_topic(thread)
    assert await send(message_thread_id=thread) == "Bad Request: TOPIC_CLOSED"
    forum.delete_topic(thread)
    assert await send(message_thread_id=thread) == "Bad Request: message thread not found"


async def test_an_upgraded_group_tells_where_it_went(sandbox: Sandbox, call: Call) -> None:
    group = sandbox.group()
    new = group.upgrade()
    status, body = await call("sendMessage", chat_id=group.id, text="x")
    assert status == 400
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    assert str(new.id).startswith("-100")
    assert (await call("sendMessage", chat_id=new.id, text="x"))[0] == 200


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot{token}/noSuchMethod", 404, "Not Found: method not found"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/bot7000000001:wrong/getMe", 401, "Unauthorized"),
        ("/file/bot{token}/documents/unknown", 400, "Bad Request: invalid file_id"),
    ],
)
async def test_wrong_addresses(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str, status: int, description: str
) -> None:
    async with http.get(sandbox.url + path.format(token=sandbox.token)) as answer:
        assert answer.status == status
        assert await answer.json() == {"ok": False, "error_code": status, "description": description}


async def test_a_body_that_is_no_json(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    url = f"{sandbox.base_url}{sandbox.token}/sendMessage"
    async with http.post(url, data=b"{broken", headers=headers) as answer:
        assert (await answer.json())["description"] == "Bad Request: can't parse request JSON object"


async def test_refusals_are_recorded(sandbox: Sandbox, call: Call, room: Room) -> None:
    await call("sendMessage", chat_id=room.id, text="")
    await call("sendMessage", chat_id=room.id, text="x")
    (refused,) = sandbox.record.refused
    assert (refused.method, refused.code, refused.chat) == ("sendmessage", 400, str(room.id))
    assert sandbox.record.calls == {("sendmessage", 400): 1, ("sendmessage", 200): 1}
