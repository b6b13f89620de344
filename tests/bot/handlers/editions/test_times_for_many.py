"""Times of digests: marked where several read them, in words where one does."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox import Message, Room, Sandbox, Standing
from bot.sandbox.room import covered
from tests.bot.conftest import Town


def marked(message: Message) -> list[str]:
    """What stands under a mark in a message."""
    return covered(message, "date_time")


async def first_digest(town: Town, room: Room) -> Message:
    await room.ask("/subscribe world")
    me = await town.subscriber(room)
    await town.services.subscriptions.activate(me.id, town.now)
    await town.deliver()
    return await room.wait_reply("Story 15")


async def test_in_a_group_everybody_reads_their_own_zone(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group("News")
    digest = await first_digest(town, group)
    assert len(marked(digest)) == 3
    stamps = [each["unix_time"] for each in digest.entities if each["type"] == "date_time"]
    newest = await town.services.browse.latest(None)
    assert datetime.fromtimestamp(max(stamps), tz=town.now.tzinfo) <= town.now
    assert {int(post.published.timestamp()) for post in newest.posts} >= set(stamps)
    await group.tap("1", message=digest)
    await group.wait_edit(digest, "Example Herald")
    await group.wait_until(lambda: "‹ Back" in digest.labels or None)
    await group.tap("‹ Back", message=digest)
    await group.wait_until(lambda: "⚙" in digest.labels or None)
    assert len(marked(digest)) == 3, "also when it was opened and closed"


async def test_in_a_channel_too(town: Town, sandbox: Sandbox) -> None:
    owner = sandbox.private("Owner", language="en", started=True)
    channel = sandbox.channel("Voice", owner=owner.person, bot=Standing.LEFT)
    channel.set_bot(Standing.ADMIN)
    screen = await owner.wait_reply("Voice")
    await owner.tap("Set it up", message=screen)
    await owner.wait_edit(screen, "Which categories")
    await owner.tap("World", message=screen)
    await owner.tap("Next", message=screen)
    await owner.wait_edit(screen, "When would you")
    await owner.tap("08:00", message=screen)
    assert len(marked(await channel.wait_reply("Story 15"))) == 3


async def test_one_reader_has_a_zone_that_is_set(town: Town, sandbox: Sandbox) -> None:
    room = sandbox.private(language="en")
    digest = await first_digest(town, room)
    assert marked(digest) == []
    assert "Example Herald · " in digest.text
    listed = await room.ask("/history")
    await room.tap("1", message=listed)
    await room.wait_edit(listed, "Story 15")
    assert marked(listed) == []
