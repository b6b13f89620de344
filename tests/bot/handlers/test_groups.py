"""Groups: only what is addressed to the bot, only admins change things, topics are kept apart."""

from __future__ import annotations

import logging

import pytest

from bot.sandbox import Sandbox, Standing
from tests.bot.conftest import Town


async def test_only_what_is_addressed_to_the_bot(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group()
    await group.say("hello everyone, 5G is great")
    await group.say("/latest@another_bot")
    await group.say("/no_such_command")
    answer = await group.ask(f"/tags@{sandbox.world.bot.username}")
    assert "🏷" in answer.text
    assert group.replies == [answer]


async def test_everyone_may_read_and_admins_change(town: Town, sandbox: Sandbox) -> None:
    owner, member = sandbox.add_person("Owner"), sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member])
    assert "Story 12" in (await group.ask("/latest", by=member)).text
    for command in ("/settings", "/subscribe tech", "/unsubscribe tech", "/stop", "/start"):
        assert "Only this group's admins" in (await group.ask(command, by=member)).text
    await group.ask("/subscribe tech")
    screen = await group.ask("/settings")
    assert "Settings · News" in screen.text
    assert "Only this group's admins" in await group.tap("⏸ Pause", by=member)
    assert "Content: Technology" in screen.labels


@pytest.mark.parametrize("command", ["/settings", "/stop", "/latest"])
async def test_who_writes_as_a_channel_is_answered(
    town: Town, sandbox: Sandbox, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    group, channel = sandbox.group("News", supergroup=True), sandbox.channel("Voice")
    message = {
        "message_id": 77,
        "date": 1_700_000_000,
        "chat": group.chat.to_json(),
        "sender_chat": channel.chat.to_json(),
        "from": {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"},
        "text": command,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(command)}],
    }
    with caplog.at_level(logging.WARNING):
        sandbox.world.updates.add("message", message)
        answer = await group.wait_reply()
    assert ("请用自己的身份" in answer.text) is (command != "/latest")
    assert not caplog.records


async def test_whom_telegram_does_not_know_in_the_group_is_no_admin(
    town: Town, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    group = sandbox.group("News")
    sandbox.fail("error", method="getChatMember", code=400, description="Bad Request: PARTICIPANT_ID_INVALID")
    with caplog.at_level(logging.WARNING):
        assert "Only this group's admins" in (await group.ask("/settings")).text
    assert not caplog.records


async def test_who_is_no_longer_an_admin_has_lost_the_right_at_once(town: Town, sandbox: Sandbox) -> None:
    deputy = sandbox.add_person("Deputy", language="en")
    group = sandbox.group("News", admins=[deputy])
    await group.ask("/settings", by=deputy)
    group.chat.members[deputy.id] = Standing.MEMBER
    assert "Only this group's admins" in await group.tap("Look", by=deputy)


async def test_typed_answers_in_a_group_are_replies(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group("News")
    screen = await group.ask("/settings")
    await group.tap("🌐")
    await group.wait_until(lambda: "Zone: Asia/Shanghai" in screen.labels or None)
    await group.tap("Zone")
    await group.wait_edit(screen, "reply to this message")
    await group.say("Berlin", reply_to=screen)
    assert "🌐 English · Berlin" in (await group.wait_reply("Settings")).labels


async def test_a_topic_is_a_place_of_its_own(town: Town, sandbox: Sandbox) -> None:
    forum = sandbox.group("Forum", topics=["News", "Talk"])
    news, talk = (n for n in forum.chat.topics if n != 1)
    await forum.say("/subscribe tech", thread=news)
    assert (await forum.wait_reply()).thread == news
    await forum.say("/settings", thread=talk)
    answer = await forum.wait_reply()
    assert answer.thread == talk
    assert "Content: nothing yet" in answer.labels
    await forum.say("/digest", thread=news)
    assert (await forum.wait_reply("Technology")).thread == news


async def test_an_upgraded_group_keeps_its_settings(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group("News")
    await group.ask("/subscribe tech")
    bigger = group.upgrade()
    assert "Content: Technology" in (await bigger.ask("/settings")).labels


@pytest.mark.parametrize(("language", "begin"), [("en", "▶ Start"), ("zh", "▶ 开始")])
async def test_a_group_that_has_not_begun_begins_from_its_settings(
    town: Town, sandbox: Sandbox, language: str, begin: str
) -> None:
    owner = sandbox.add_person("Owner", language=language)
    group = sandbox.group("News", owner=owner)
    screen = await group.ask("/settings", by=owner)
    assert begin in screen.labels
    assert not {"▶ Resume", "▶ 恢复", "⏸ Pause", "⏸ 暂停"} & set(screen.labels)
    await group.tap(begin, by=owner)
    await group.wait_until(lambda: any("Technology" in label for label in screen.labels) or None)
    await group.tap("Technology", by=owner)
    await group.wait_until(lambda: any(label.startswith("✓ Technology") for label in screen.labels) or None)
    assert {"Next ›", "下一步 ›"} & set(screen.labels)
