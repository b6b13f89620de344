"""What reaches others: a setup by its link, a channel run from a private chat; and an alert that waits."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.sandbox import Room, Sandbox, Standing
from tests.bot.conftest import Town
from tests.bot.handlers.test_alerts import Alerting
from tests.flow.own.conftest import come, through

HOUR = timedelta(hours=1)


async def test_a_setup_goes_to_a_second_person_by_its_link(
    town: Town, sandbox: Sandbox, reader: Room
) -> None:
    screen = await reader.ask("/digests")
    await through(reader, screen, ("+ Another digest", "called?"), ("Technology", "🗂 Technology"))
    tried = await reader.ask("/filter -kangaroo")
    await through(reader, tried, ("Keep it", "All that comes: -kangaroo"))
    shared = await reader.ask("/digests")
    await reader.tap("🔗 Share this setup", message=shared)
    [words] = re.findall(r"start=(\S+)", (await reader.wait_reply("This setup as a link")).text)
    second = sandbox.private("Ben", language="zh")
    offered = await second.ask(f"/start {words}")
    await through(second, offered, (offered.labels[0], "每天 08:00"))
    await second.wait_reply("第一份简报")
    await town.settled()
    assert "-kangaroo" in (await second.ask("/filter")).text
    await town.more("tech", 1)
    town.now += 16 * HOUR
    [came] = await come(town, second, rounds=2)
    assert came.startswith("📰 Technology · "), came


async def test_a_channel_run_from_a_private_chat(town: Town, sandbox: Sandbox) -> None:
    editor = sandbox.private("Editor", language="en", started=True)
    channel = sandbox.channel("Voice", owner=editor.person, bot=Standing.LEFT)
    channel.set_bot(Standing.ADMIN)
    hello = await editor.wait_reply("Voice")
    await through(editor, hello, ("Set it up", "Which categories"), ("World", "✓ World"))
    await through(editor, hello, ("Next", "When would"), ("08:00", "Done"))
    await channel.wait_reply("Story 15")
    listed = await editor.ask("/manage")
    await through(editor, listed, ("📣 Voice", "✍"), ("✍", "Signature: none"), ("# Hash", "✓ # Hash"))
    await through(editor, listed, ("Write a signature", "200 characters at most"))
    assert "Signature: The <b>Voice</b>" in (await editor.ask("The <b>Voice</b>\nof the harbour")).text
    await town.more("world", 2)
    town.now += 16 * HOUR
    [post] = await come(town, channel)
    hashtags, signature = post.splitlines()[-2:]
    assert (hashtags.split()[0], signature) == ("#World_news", "The <b>Voice</b> of the harbour")
    assert channel.last.buttons == []
    listed = await editor.ask("/manage")
    channel.chat.members[editor.person.id] = Standing.MEMBER
    assert "not an admin there" in await editor.tap("📣 Voice", message=listed)


async def test_alerts_of_quiet_hours_come_as_one_afterwards(
    town: Town, sandbox: Sandbox, reader: Room
) -> None:
    """The clock stands at 16:00, by that of Shanghai."""
    alerting = Alerting(town)
    await alerting.match.due()
    screen = await reader.ask("/alerts")
    await through(reader, screen, ("World news", "✓ World news"), ("🌙", "🌙 Quiet hours"))
    assert "15:00–17:30" in str((await reader.ask("15-17:30")).labels)
    before = len(reader.replies)
    await alerting.comes(200)
    await alerting.comes(201)
    assert reader.replies[before:] == []
    town.now += 1.5 * HOUR
    await alerting.told()
    await town.settled()
    [alert] = reader.replies[before:]
    assert alert.text.startswith("🔔 2 alerts"), alert.text
    assert ("Story 200" in alert.text, "Story 201" in alert.text) == (True, True)
    await town.more_of("tech")
    town.now += 16 * HOUR
    assert "Story 200" not in str(await come(town, reader)), "what an alert told is no news"
