"""Help, dead buttons, unknown commands, edited messages, and what goes wrong."""

from __future__ import annotations

import logging
import re

import pytest

from bot.chat.shared import SHARED
from bot.handlers import admin
from bot.process.application import COMMANDS
from bot.sandbox import Room, Sandbox, covered, people
from bot.telegram.screen import Button, Screen
from bot.texts import Html
from digests.model import Status
from tests.bot.conftest import Town, settings_for


@pytest.fixture
def reader(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


async def test_help(town: Town, reader: Room, sandbox: Sandbox) -> None:
    screen = await reader.ask("/help")
    assert "/search solar power" in screen.text
    assert not any("admins" in each for each in screen.labels)
    assert "/search 特斯拉 上海" in (await sandbox.private(language="zh").ask("/help")).text
    assert "only its admins" in (await sandbox.group().ask("/help")).text


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_command_stands_in_help_within_one_screen(
    town: Town, sandbox: Sandbox, language: str
) -> None:
    reader = sandbox.private(language=language, started=True)
    screen = await reader.ask("/help")
    first, read = screen.text, screen.text
    for label in screen.labels[:4]:
        await reader.tap(label, message=screen)
        await reader.wait_until(lambda: screen.text != first or None)
        assert screen.text.startswith(label)
        assert screen.text.count("\n") < 12
        read += screen.text
        await reader.tap("‹", message=screen)
        await reader.wait_until(lambda: screen.text == first or None)
    assert first.count("\n") < 12
    assert [name for name in COMMANDS if not re.search(rf"/{name}\b", read)] == ["help"]


async def test_help_names_the_commands_of_admins_to_them_alone(
    empty_town: Town, sandbox: Sandbox, reader: Room
) -> None:
    settings = settings_for(sandbox, admin_ids=str(reader.person.id))
    empty_town.app.bot_data[SHARED].settings = settings
    names = [str(next(iter(each.commands))) for each in admin.commands()]  # type: ignore[attr-defined]
    screen = await reader.ask("/help")
    await reader.tap("🔧", message=screen)
    mine = (await reader.wait_edit(screen, "/feeds")).text
    assert {f"/{name} — " for name in names if f"/{name} — " not in mine} == set()
    assert "For the bot's admins\n/feeds — Feeds and their health" in mine
    for other in (sandbox.private(), sandbox.group(owner=reader.person)):
        shown = await other.ask("/help")
        assert not any("🔧" in each for each in shown.labels)
        tapped = people.tap(sandbox.world, shown, other.person, "1.help:admin")
        said = await other.wait_until(lambda tapped=tapped: tapped.answer)
        assert "expired" in said["text"]
        assert "/feeds" not in shown.text
    reader.person.language = "zh"
    screen = await reader.ask("/help")
    await reader.tap("🔧", message=screen)
    await reader.wait_edit(screen, "/importfeeds — 从 OPML 文件添加订阅源")


@pytest.mark.parametrize(("language", "said"), [("en", "I read words only"), ("zh", "我只看得懂文字")])
async def test_what_is_no_text_gets_a_word(town: Town, sandbox: Sandbox, language: str, said: str) -> None:
    reader = sandbox.private(language=language, started=True)
    await reader.send_document("a.pdf", b"pdf")
    assert said in (await reader.wait_reply()).text
    for n, content in enumerate(NO_TEXT):
        sandbox.world.updates.add("message", received(reader, 900 + n, **content))
        await reader.wait_until(lambda n=n: len(reader.replies) == n + 2 or None)
        assert said in reader.last.text
    await reader.tap("🗞")


async def test_an_album_gets_one_word(town: Town, reader: Room, sandbox: Sandbox) -> None:
    picture = {"photo": [PHOTO], "media_group_id": "77"}
    for n in range(3):
        sandbox.world.updates.add("message", received(reader, 900 + n, **picture))
    sandbox.world.updates.add("message", received(reader, 910, **picture | {"media_group_id": "78"}))
    await reader.say("/help")
    await reader.wait_reply("How it works")
    assert [each.text[:12] for each in reader.replies] == ["I read words", "I read words", "How it works"]


async def test_in_a_group_a_picture_is_passed_over(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group()
    greeting = await group.ask("/help")
    answered = {"reply_to_message": greeting.to_json()}
    sandbox.world.updates.add("message", received(group, 900, photo=[PHOTO], **answered))
    sandbox.world.updates.add("message", received(group, 901, new_chat_title="Other"))
    assert await group.ask("/help") is group.replies[1]


async def test_a_service_message_is_passed_over(town: Town, reader: Room, sandbox: Sandbox) -> None:
    sandbox.world.updates.add("message", received(reader, 900, message_auto_delete_timer_changed={
        "message_auto_delete_time": 86_400
    }))  # fmt: skip
    assert await reader.ask("/help") is reader.replies[0]


async def test_an_unknown_command_says_where_help_is(town: Town, reader: Room, sandbox: Sandbox) -> None:
    assert "/help" in (await reader.ask("/xyzzy tech")).text
    assert "没有这个命令" in (await sandbox.private(language="zh").ask("/x")).text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/lates", "/latest"),
        ("/SERACH solar", "/search"),
        ("/setings@digest_sandbox_bot", "/settings"),
        ("/subscrib tech", "/subscribe"),
        ("/hlep", "/help"),
        ("/lates\nworld", "/latest"),
    ],
)
async def test_of_a_command_with_a_slip_the_nearest_are_named(
    town: Town, reader: Room, sandbox: Sandbox, typed: str, offered: str
) -> None:
    said = await reader.ask(typed)
    assert f"Did you mean {offered}" in said.text
    assert offered in covered(said, "bot_command")
    assert f"是不是 {offered}" in (await sandbox.private(language="zh").ask(typed)).text


async def test_commands_of_admins_are_offered_to_nobody_else(
    empty_town: Town, sandbox: Sandbox, reader: Room
) -> None:
    settings = settings_for(sandbox, admin_ids=str(reader.person.id))
    empty_town.app.bot_data[SHARED].settings = settings
    assert "Did you mean /addfeed" in (await reader.ask("/addfed")).text
    assert "/addfeed" not in (await sandbox.private(started=True).ask("/addfed")).text


PHOTO = {"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}
FILE = {"file_id": "s", "file_unique_id": "v"}
NO_TEXT: list[dict[str, object]] = [
    {"photo": [PHOTO], "caption": "5G"},
    {"sticker": FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
    {"voice": FILE | {"duration": 3}},
    {"location": {"latitude": 31.2, "longitude": 121.5}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"a_kind_of_message_of_some_day": {"x": 1}},
]


def received(room: Room, number: int, **content: object) -> dict[str, object]:
    """A message as the Bot API shows it."""
    who = {"chat": room.chat.to_json(), "from": room.person.to_json()}
    return {"message_id": number, "date": 1_700_000_000} | who | content


def forwarded(room: Room, text: str) -> dict[str, object]:
    """A message with a command that its sender took from elsewhere."""
    return {
        "message_id": 900,
        "date": 1_700_000_000,
        "chat": room.chat.to_json(),
        "from": room.person.to_json(),
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
        "forward_origin": {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Somebody"},
    }


@pytest.mark.parametrize(("language", "said"), [("en", "forwarded does nothing"), ("zh", "不会执行")])
async def test_a_forwarded_command_is_not_carried_out(
    town: Town, sandbox: Sandbox, language: str, said: str
) -> None:
    reader = sandbox.private(language=language)
    await town.ready(reader, "World")
    for command in ("/stop", "/feeds", "/no_such"):
        sandbox.world.updates.add("message", forwarded(reader, command))
        assert said in (await reader.wait_reply(said)).text
    assert (await town.subscriber(reader)).status is Status.ACTIVE


async def test_in_a_group_a_forwarded_command_is_passed_over(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group()
    sandbox.world.updates.add("message", forwarded(group, "/stop"))
    answer = await group.ask("/tags")
    assert group.replies == [answer]


async def test_an_edited_message_is_no_new_command(town: Town, reader: Room) -> None:
    said = await reader.say("/tags")
    first = await reader.wait_reply()
    await reader.edit(said, "/help")
    assert (await reader.ask("/latest")) is reader.replies[1]
    assert reader.replies[0] is first


@pytest.mark.parametrize(
    "data", ["0.settings", "1.nonsense:1", "1.post", "1.tagin:zz", "1.digest:99", "1.story:1:x:0"]
)
async def test_a_dead_button_says_how_to_go_on(town: Town, reader: Room, data: str) -> None:
    old = Screen(Html("an old message"), ((Button("old", data),),))
    await town.app.bot.send_message(reader.id, old.html, reply_markup=old.keyboard())
    assert "This button has expired. Send /latest" in await reader.tap("old")


async def test_what_nobody_expected_is_logged_and_answered(
    town: Town, sandbox: Sandbox, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr(type(town.services.catalogue), "popular_tags", broken)
    with caplog.at_level(logging.ERROR):
        answer = await sandbox.private(language="zh").ask("/tags")
    assert answer.text == "这一步没有成功，已经记录下来。请稍后再试。"
    assert "ZeroDivisionError: by accident" in caplog.text


async def test_who_blocks_the_bot_breaks_nothing(town: Town, reader: Room, sandbox: Sandbox) -> None:
    await reader.say("/latest")
    reader.block()
    assert "🏷" in (await sandbox.private().ask("/tags")).text


async def test_a_message_that_is_gone_is_sent_anew(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    tap = reader.start_tap("Look")
    reader.chat.messages.pop(screen.id)
    await reader.wait_until(lambda: tap.answer)
    assert "What a digest holds" in (await reader.wait_reply()).text


@pytest.mark.parametrize("method", ["sendMessage", "answerCallbackQuery", "editMessageText"])
async def test_trouble_on_the_way_is_got_over(
    town: Town, reader: Room, sandbox: Sandbox, method: str
) -> None:
    sandbox.fail("error", method=method, count=1, code=502)
    screen = await reader.ask("/settings")
    await reader.tap("Look")
    await reader.wait_edit(screen, "What a digest holds")


async def test_an_unanswered_tap_is_still_carried_out(town: Town, reader: Room, sandbox: Sandbox) -> None:
    screen = await reader.ask("/settings")
    sandbox.fail(
        "error", method="answerCallbackQuery", count=1, code=400, description="Bad Request: query is too old"
    )
    reader.start_tap("Look")
    await reader.wait_edit(screen, "What a digest holds")
