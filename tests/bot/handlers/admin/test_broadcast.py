"""``/broadcast``: the message as it will look, sending it to everybody, and what can be done meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.chat.shared import SHARED
from bot.handlers.admin.broadcast_progress import TelegramProgress
from bot.sandbox import Message, Room, Sandbox, covered
from bot.telegram.screen import Button, Screen
from bot.texts import Html
from digests.model import ChatKind, Destination, Schedule, Status, Subscriber
from digests.steps.send.broadcast import Release
from digests.store import Store
from digests.store.subscribers import subscribers
from tests.bot.conftest import Town, running, settings_for

AHEAD = 3
A_WHILE = timedelta(seconds=6)


class Slow(Town):
    """Where things go out only when a test says so, and broadcasts are released three at a time."""

    def hold(self) -> None:
        edits = self.app.bot_data[SHARED].edits
        board = TelegramProgress(self.app.bot, edits, rate=28, now=self.clock)
        self.release = Release(self.store, board, self, ahead=AHEAD, now=self.clock)

    def wake(self, step: str) -> None:
        if step == "broadcast":
            super().wake(step)

    async def a_while(self) -> None:
        """Six seconds: what is released goes out, and more is released."""
        await self.release.due()
        await self.send.drain()
        self.now += A_WHILE
        await self.release.due()


@pytest.fixture
def admin(sandbox: Sandbox) -> Room:
    return sandbox.private("Admin", started=True)


@pytest.fixture
async def town(sandbox: Sandbox, store: Store, admin: Room) -> AsyncIterator[Slow]:
    there = Slow(sandbox, store, settings_for(sandbox, admin_ids=str(admin.person.id)))
    there.hold()
    async with running(there):
        yield there


async def join(town: Town, room: Room, kind: ChatKind = ChatKind.PRIVATE) -> None:
    there = Destination("telegram", str(room.id), kind=kind)
    async with town.store.write() as tx:
        new = Subscriber(0, there, "en", Schedule(zone="UTC"), status=Status.ACTIVE)
        await subscribers.add(tx, new, town.now)


async def readers(town: Town, sandbox: Sandbox, count: int = 4) -> list[Room]:
    """Active subscribers in private chats."""
    rooms = [sandbox.private(f"Reader {n}", started=True) for n in range(count)]
    for room in rooms:
        await join(town, room)
    return rooms


async def begun(admin: Room, words: str = "Hello, everybody") -> Message:
    """The message under which a broadcast was confirmed."""
    await admin.say(f"/broadcast {words}")
    question = await admin.wait_reply("That is how it will look")
    await admin.tap("Send to")
    return await admin.wait_edit(question, "Broadcast · sending")


# --------------------------------------------------------------------------- the message


async def test_a_preview_says_whom_it_reaches_and_how_long_it_takes(
    town: Slow, sandbox: Sandbox, admin: Room
) -> None:
    rooms = await readers(town, sandbox, 2)
    await join(town, sandbox.group("News"), ChatKind.GROUP)
    preview = await admin.ask("/broadcast Hello, <everybody>\n\nhttps://example.org")
    assert preview.text == "Hello, <everybody>\n\nhttps://example.org"
    question = await admin.wait_reply("That is how it will look")
    assert "It goes to 3 chats (2 private, 1 group), in about 1 s." in question.text
    assert question.labels == ["Send to 3", "✕ Cancel"]
    await admin.tap("✕ Cancel")
    await admin.wait_edit(question, "Nothing was sent.")
    assert rooms[0].replies == []


async def test_without_words_it_asks_and_takes_what_comes_with_its_formatting(
    town: Slow, sandbox: Sandbox, admin: Room
) -> None:
    await readers(town, sandbox, 1)
    asked = await admin.ask("/broadcast")
    assert asked.labels == ["Never mind"]
    await admin.say("The next message")
    assert (await admin.wait_reply("The next message")).text == "The next message"
    await admin.wait_reply("That is how it will look")
    asked = await admin.ask("/broadcast")
    await admin.tap("Never mind", message=asked)
    await admin.wait_edit(asked, "Nothing was sent.")


async def test_as_a_reply_it_takes_that_message_with_its_formatting(
    town: Slow, sandbox: Sandbox, admin: Room
) -> None:
    [reader] = await readers(town, sandbox, 1)
    fancy = "<b>Bold <i>both</i></b> &lt;raw&gt; <a href='https://example.org/'>link</a> 😀<code>c</code>"
    sent = await town.app.bot.send_message(admin.id, fancy, parse_mode="HTML")
    original = admin.chat.messages[sent.message_id]
    await admin.say("/broadcast", reply_to=original)
    preview = await admin.wait_reply("Bold both <raw> link")
    assert preview.entities == original.entities
    await admin.wait_reply("That is how it will look")
    await admin.tap("Send to 1")
    await town.a_while()
    got = await reader.wait_reply("Bold both <raw> link")
    assert (got.text, got.entities) == (original.text, original.entities)
    assert covered(got, "code") == ["c"]


async def test_what_cannot_be_sent_is_said(town: Slow, sandbox: Sandbox, admin: Room) -> None:
    nobody = await admin.ask("/broadcast Hello")
    assert "would reach nobody" in nobody.text
    await readers(town, sandbox, 1)
    picture = await admin.send_document("a.pdf", b"pdf")
    await admin.wait_reply("I read words only")
    await admin.say("/broadcast", reply_to=picture)
    assert "Only text can be broadcast" in (await admin.wait_reply()).text
    await admin.ask("/broadcast")
    await admin.send_document("a.pdf", b"pdf")
    assert "Only text can be broadcast" in (await admin.wait_reply()).text
    sandbox.fail("error", method="sendMessage", code=400, description="Bad Request: BUTTON_URL", count=1)
    assert "Telegram does not accept this message" in (await admin.ask("/broadcast Hello")).text


# --------------------------------------------------------------------------- sending


async def test_everybody_gets_it_and_the_message_tells_how_it_goes(
    town: Slow, sandbox: Sandbox, admin: Room
) -> None:
    rooms = await readers(town, sandbox, 7)
    rooms[1].block()
    progress = await begun(admin)
    assert progress.labels == ["⏸ Pause", "✕ Cancel"]
    await town.a_while()
    await admin.wait_edit(progress, "2 sent, 3 on their way, 1 to go")
    assert "Not delivered: 1" in progress.text
    assert "█████░░░░░░░ 42 %" in progress.text
    assert "left" in progress.text
    for _ in range(4):
        await town.a_while()
    await admin.wait_edit(progress, "Broadcast · done\nSent to 6 of 7 chats in ")
    assert "• 1 ×: The bot was blocked there" in progress.text
    assert [len(room.replies) for room in rooms] == [1, 0, 1, 1, 1, 1, 1]
    assert rooms[0].last.text == "Hello, everybody"


async def test_pause_go_on_and_cancel(town: Slow, sandbox: Sandbox, admin: Room) -> None:
    rooms = await readers(town, sandbox, 12)
    progress = await begun(admin)
    await admin.tap("⏸ Pause")
    await admin.wait_edit(progress, "Paused. The 3 on their way still go out.")
    assert progress.labels == ["▶ Go on", "✕ Cancel"]
    for _ in range(3):
        await town.a_while()
    await admin.wait_edit(progress, "3 sent, 0 on their way, 9 to go")
    await admin.tap("▶ Go on")
    await admin.wait_edit(progress, "Broadcast · sending")
    await town.a_while()
    await admin.wait_edit(progress, "6 sent, 3 on their way, 3 to go")
    await admin.tap("✕ Cancel")
    await admin.wait_edit(progress, "Broadcast · cancelled")
    for _ in range(3):
        await town.a_while()
    await admin.wait_edit(progress, "Sent to 6 of 12 chats")
    assert "The other 6 get nothing." in progress.text
    assert sum(len(room.replies) for room in rooms) == 6


async def test_a_second_one_is_refused_and_the_first_is_shown(
    town: Slow, sandbox: Sandbox, admin: Room
) -> None:
    await readers(town, sandbox, 9)
    await admin.say("/broadcast Another")
    other = await admin.wait_reply("That is how it will look")
    first = await begun(admin)
    assert "Another broadcast is under way. Send /broadcast" in await admin.tap("Send to 9", message=other)
    shown = await admin.ask("/broadcast A third")
    assert shown.text.startswith("One broadcast at a time: this one is still under way.\n\n📣")
    again = await admin.ask("/broadcast")
    assert again.text.startswith("📣 Broadcast · sending")
    for _ in range(5):
        await town.a_while()
    await admin.wait_edit(again, "Broadcast · done")
    assert "sending" in first.text, "progress moves on with the newest message"
    assert "was sent or cancelled already" not in await admin.tap("✕ Cancel", message=other)
    await admin.wait_edit(other, "Nothing was sent.")


async def test_the_report_comes_after_a_restart_and_when_the_message_is_gone(
    town: Slow, sandbox: Sandbox, admin: Room
) -> None:
    await readers(town, sandbox, 4)
    progress = await begun(admin)
    del admin.chat.messages[progress.id]
    await town.a_while()
    town.hold()
    for _ in range(3):
        await town.a_while()
    report = await admin.wait_reply("Broadcast · done")
    assert "Sent to 4 of 4 chats" in report.text


async def test_progress_waits_out_an_outage(town: Slow, sandbox: Sandbox, admin: Room) -> None:
    await readers(town, sandbox, 2)
    progress = await begun(admin)
    sandbox.fail("error", method="editMessageText", code=502, description="Bad Gateway", count=0)
    for _ in range(3):
        await town.a_while()
    assert "done" not in progress.text
    sandbox.faults.clear()
    await town.a_while()
    await admin.wait_edit(progress, "Broadcast · done")


# --------------------------------------------------------------------------- who may


async def test_commands_and_words_are_for_admins(town: Slow, sandbox: Sandbox, admin: Room) -> None:
    await readers(town, sandbox, 1)
    other = sandbox.add_person("Other")
    group = sandbox.group("Team", owner=admin.person, members=[other])
    assert "Only the bot's admins" in (await group.ask("/broadcast Mine", by=other)).text
    asked = await group.ask("/broadcast")
    await group.say("By another", by=other, reply_to=asked)
    await group.say("By the admin", reply_to=asked)
    assert (await group.wait_reply("By ")).text == "By the admin"


@pytest.mark.parametrize("action", ["bcno", "bcsend", "bcdrop", "bcpause", "bcgo", "bcstop", "bc"])
async def test_buttons_are_for_admins(town: Slow, sandbox: Sandbox, admin: Room, action: str) -> None:
    await readers(town, sandbox, 5)
    await begun(admin)
    other = sandbox.private(started=True)
    screen = Screen(Html("forged"), ((Button("x", f"1.{action}:1"),),))
    sent = await town.app.bot.send_message(other.id, screen.html, reply_markup=screen.keyboard())
    toast = await other.tap("x", message=other.chat.messages[sent.message_id])
    assert "Only the bot's admins" in toast
