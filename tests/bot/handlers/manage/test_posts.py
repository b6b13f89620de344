"""A channel's own settings: its language, what ends its posts, and what is stored of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.sandbox import Message, Room, Sandbox, Standing, people
from digests.decisions.subscriber_settings import LONGEST
from digests.model import ChatKind, Destination, Status
from tests.bot.conftest import Town


@pytest.fixture
def editor(sandbox: Sandbox) -> Room:
    return sandbox.private("Editor", language="en", started=True)


@pytest.fixture
async def channel(town: Town, sandbox: Sandbox, editor: Room) -> Room:
    room = sandbox.channel("Voice", owner=editor.person, bot=Standing.LEFT)
    room.set_bot(Standing.ADMIN)
    await editor.wait_reply("I am an admin of Voice")
    there = await town.subscriber(room)
    await town.services.subscriptions.activate(there.id, town.now)
    return room


async def settings(editor: Room) -> Message:
    await editor.say("/manage")
    shown = await editor.wait_reply("Your channels and groups")
    await editor.tap("📣 Voice", message=shown)
    return await editor.wait_edit(shown, "⚙ Settings · channel Voice\n")


async def posts(editor: Room) -> Message:
    shown = await settings(editor)
    await editor.tap("✍ Signature", message=shown)
    return await editor.wait_edit(shown, "What ends each digest")


async def test_a_signature_is_the_next_words_in_one_line(town: Town, editor: Room, channel: Room) -> None:
    shown = await posts(editor)
    assert "Signature: none" in shown.text
    await editor.tap("Write a signature", message=shown)
    await editor.wait_edit(shown, "200 characters at most")
    said = await editor.ask("<b>Voice</b> of\nthe &  harbour @voice")
    assert said.text.startswith("⚙ Settings · channel Voice\n")
    assert "Signature: <b>Voice</b> of the & harbour @voice\n" in said.text
    assert (await town.subscriber(channel)).signature == "<b>Voice</b> of the & harbour @voice"
    assert await editor.tap("Remove it", message=said) == "Saved"
    await editor.wait_edit(said, "Signature: none")
    assert (await town.subscriber(channel)).signature == ""


async def test_a_signature_that_is_too_long_is_asked_for_again(
    town: Town, editor: Room, channel: Room
) -> None:
    await editor.tap("Write a signature", message=await posts(editor))
    await editor.wait_edit(editor.last, "200 characters at most")
    refused = await editor.ask("x" * (LONGEST + 1))
    assert refused.text == "A signature has 200 characters at most; this has 201. Send a shorter one."
    assert (await town.subscriber(channel)).signature == ""
    await editor.ask("😀" * LONGEST)
    assert (await town.subscriber(channel)).signature == "😀" * LONGEST


async def test_hashtags_are_one_tap(town: Town, editor: Room, channel: Room) -> None:
    shown = await posts(editor)
    assert await editor.tap("# Hashtags", message=shown) == "Saved"
    await editor.wait_until(lambda: "✓ # Hashtags" in shown.labels or None)
    assert (await town.subscriber(channel)).hashtags
    await editor.tap("✓ # Hashtags", message=shown)
    await editor.wait_until(lambda: "# Hashtags" in shown.labels or None)
    assert not (await town.subscriber(channel)).hashtags
    await editor.tap("‹ Back", message=shown)
    await editor.wait_edit(shown, "⚙ Settings · channel Voice\nYou follow nothing")


def forwarded(room: Room, channel: Room, text: str) -> dict[str, object]:
    origin = {"type": "channel", "chat": channel.chat.to_json(), "message_id": 1, "date": 1_700_000_000}
    who = {"chat": room.chat.to_json(), "from": room.person.to_json()}
    return {"message_id": 900, "date": 1_700_000_000, "text": text, "forward_origin": origin} | who


async def test_a_second_admin_finds_the_channel_by_forwarding_a_post(
    town: Town, sandbox: Sandbox, channel: Room
) -> None:
    other = sandbox.private("Other", language="en", started=True)
    await town.ready(other, "World")
    sandbox.world.updates.add("message", forwarded(other, channel, "5G"))
    assert "🏷 5G" in (await other.wait_reply("5G")).text, "of who may not post there it is words"
    channel.chat.members[other.person.id] = Standing.ADMIN
    sandbox.world.updates.add("message", forwarded(other, channel, "5G"))
    await other.wait_reply("⚙ Settings · channel Voice")
    await other.say("/manage")
    assert (await other.wait_reply("Your channels and groups · 1")).labels == ["📣 Voice"]


async def test_a_group_has_no_signature(town: Town, sandbox: Sandbox, editor: Room) -> None:
    group = sandbox.group("Quay", owner=editor.person)
    await group.ask("/subscribe tech")
    there = await town.subscriber(group)
    screen = await editor.ask("/settings")
    for data in ("1.posts", "1.sign", "1.unsign", "1.hashtags:1"):
        tapped = people.tap(sandbox.world, screen, editor.person, f"{data}@{there.id}")
        answer = await editor.wait_until(lambda tapped=tapped: tapped.answer)
        assert "expired" in answer["text"], data


async def test_what_is_stored_of_a_channel_is_sent_in_private(
    town: Town, editor: Room, channel: Room
) -> None:
    await town.ready(editor, "World")
    shown = await settings(editor)
    await editor.tap("🗄", message=shown)
    await editor.wait_edit(shown, "What is stored of channel Voice")
    await editor.tap("📄 Send it", message=shown)
    sent = await editor.wait_reply("All that is stored of channel Voice.")
    assert sent.file is not None
    places = json.loads(sent.file.data)["places"]
    assert [each["subscriber"][0]["title"] for each in places] == ["Voice"]
    assert channel.replies == []


async def test_what_came_stands_among_its_settings_and_what_is_stored_once(
    editor: Room, channel: Room
) -> None:
    shown = await settings(editor)
    assert "📚 Digests so far" in shown.labels
    assert "My data" not in shown.labels
    await editor.tap("📚 Digests so far", message=shown)
    await editor.wait_edit(shown, "No digest has come here yet")
    await editor.tap("‹ Back", message=shown)
    await editor.wait_until(lambda: "📚 Digests so far" in shown.labels or None)
    await editor.tap("Content", message=shown)
    await editor.wait_edit(shown, "What your digests are made of")
    await editor.tap("Filter", message=shown)
    await editor.wait_edit(shown, "🎯 Filters")
    assert [each for each in shown.labels if each.startswith("‹")] == ["‹ Back"], "one way back a screen"


async def test_a_channel_is_forgotten_and_kept_after_all(town: Town, editor: Room, channel: Room) -> None:
    await town.ready(editor, "World")
    shown = await settings(editor)
    await editor.tap("🗄", message=shown)
    await editor.wait_edit(shown, "What is stored")
    await editor.tap("🗑 Delete it", message=shown)
    await editor.wait_edit(shown, "Delete all that is stored of channel Voice?")
    await editor.tap("🗑 Delete everything", message=shown)
    await editor.wait_edit(shown, "the button below brings it back")
    there, me = await town.subscriber(channel), await town.subscriber(editor)
    assert (there.forget_after, there.status) == (town.now + timedelta(days=1), Status.PAUSED)
    assert (me.forget_after, me.status) == (None, Status.ACTIVE), "not the one who asks"
    await editor.tap("Keep everything after all", message=shown)
    await editor.wait_edit(shown, "nothing is deleted")
    assert (await town.subscriber(channel)).forget_after is None


async def test_a_group_is_forgotten_with_all_its_topics(town: Town, sandbox: Sandbox, editor: Room) -> None:
    forum = sandbox.group("Quay", owner=editor.person, topics=["Rail"])
    thread = max(forum.chat.topics)
    for there in (0, thread):
        await forum.say("/subscribe tech", thread=there)
        await forum.wait_reply("✅")
    await editor.say("/manage")
    shown = await editor.wait_reply("Your channels")
    for label, text in (
        ("👥 Quay", "1 topic"),
        ("👥 The group", "\nNext: "),
        ("🗄", "What is stored of group Quay"),
        ("🗑 Delete it", "of a group those of all topics"),
        ("🗑 Delete everything", "brings it back"),
    ):
        await editor.tap(label, message=shown)
        await editor.wait_edit(shown, text)
    place = Destination("telegram", str(forum.id), kind=ChatKind.GROUP)
    stored = await town.services.personal_data.read(place)
    rows = [each["subscriber"][0] for each in stored["places"]]  # type: ignore[attr-defined]
    assert [bool(row["forget_after"]) for row in rows] == [True, True]
    names = [each["name"] for each in stored["notes"]]  # type: ignore[attr-defined]
    assert names == [f"topic:{forum.id}:{thread}"]
