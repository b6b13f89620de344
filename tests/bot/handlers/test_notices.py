"""What the bot tells a group of its own accord, and the buttons under it."""

from __future__ import annotations

from bot.sandbox import Sandbox
from bot.screens import notices
from bot.screens.renderer import TelegramRenderer
from bot.telegram.transport import TELEGRAM
from digests.model import ChatKind, Destination, Status
from digests.steps.send.notices import Notices
from tests.bot.conftest import Town


async def test_the_digests_of_a_topic_that_is_gone_can_be_paused_from_general(
    town: Town, sandbox: Sandbox
) -> None:
    member = sandbox.add_person("Member")
    forum = sandbox.group("Forum", members=[member], topics=["News"])
    news = next(n for n in forum.chat.topics if n != 1)
    await forum.say("/subscribe tech", thread=news)
    await forum.wait_reply("Following")
    forum.delete_topic(news)
    there = Destination(TELEGRAM, str(forum.id), news, ChatKind.GROUP)
    topic = await town.services.subscriptions.find(there)
    assert topic is not None
    async with town.store.write() as tx:
        await Notices(TelegramRenderer(), "UTC").tell(tx, topic.id, "topic_gone", town.now, str(news))
    await town.deliver()
    told = await forum.wait_reply("closed or was deleted")
    assert told.thread == 0
    assert "Only this group's admins" in await forum.tap("⏸", by=member)
    await forum.tap("⏸")
    await forum.wait_edit(told, "are paused")
    assert (await town.services.subscriptions.get(topic.id)).status is Status.PAUSED
    await forum.tap("▶")
    await forum.wait_edit(told, "come again")
    assert (await town.services.subscriptions.get(topic.id)).status is Status.ACTIVE


async def test_the_button_of_another_chat_does_nothing(town: Town, sandbox: Sandbox) -> None:
    reader, group = sandbox.private(), sandbox.group()
    await town.ready(reader, "Technology")
    who = await town.subscriber(reader)
    keyboard = notices.screen("en", "topic_gone", subscriber=who.id).keyboard()
    sent = await town.app.bot.send_message(group.id, "forged", reply_markup=keyboard)
    assert "expired" in await group.tap("⏸", message=group.chat.messages[sent.message_id])
    assert (await town.services.subscriptions.get(who.id)).status is Status.ACTIVE
