"""The topics of a group from the private chat: a category, or a digest, for each."""

from __future__ import annotations

from datetime import time

import pytest

from bot.sandbox import Message, Room, Sandbox, Standing, people
from digests.model import ChatKind, Destination, Status, Subscriber
from tests.bot.conftest import Town


@pytest.fixture
def deputy(sandbox: Sandbox) -> Room:
    return sandbox.private("Deputy", language="en", started=True)


@pytest.fixture
async def forum(town: Town, sandbox: Sandbox, deputy: Room) -> Room:
    """A forum whose admin brings the bot and then opens two topics."""
    room = sandbox.group("Forum", owner=deputy.person, bot=Standing.LEFT, supergroup=True)
    room.add_bot()
    await room.wait_reply("Hello, everyone")
    for name in ("Rail & roads", "Talk"):
        room.add_topic(name)
    await room.ask("/help")
    return room


def thread_of(forum: Room, name: str) -> int:
    return next(each.id for each in forum.chat.topics.values() if each.name == name)


async def topics(deputy: Room) -> Message:
    await deputy.say("/manage")
    shown = await deputy.wait_reply("Your channels and groups")
    await deputy.tap("👥 Forum", message=shown)
    return await deputy.wait_edit(shown, "👥 Forum · ")


async def subscriber(town: Town, forum: Room, name: str = "") -> Subscriber:
    thread = thread_of(forum, name) if name else 0
    place = Destination("telegram", str(forum.id), thread, ChatKind.GROUP)
    found = await town.services.subscriptions.find(place)
    assert found is not None
    return found


async def test_a_topic_gets_a_category_in_two_taps(town: Town, forum: Room, deputy: Room) -> None:
    shown = await topics(deputy)
    assert shown.labels == ["👥 The group as a whole", "💬 Rail & roads", "💬 Talk", "‹ All places"]
    await deputy.tap("💬 Rail", message=shown)
    await deputy.wait_edit(shown, "What shall come into this topic?")
    assert shown.text.startswith("⚙ Settings · Forum / topic Rail & roads\n")
    await deputy.tap("+ World", message=shown)
    await deputy.wait_edit(shown, "✅ Following: World news")
    assert shown.text.startswith("⚙ Settings · Forum / topic Rail & roads\n")
    there = await subscriber(town, forum, "Rail & roads")
    assert (there.status, there.destination.thread) == (Status.ACTIVE, thread_of(forum, "Rail & roads"))
    await town.deliver()
    digest = await forum.wait_reply("Story 15")
    assert digest.thread == there.destination.thread
    assert await town.services.subscriptions.threads("telegram", str(forum.id)) == (there.destination.thread,)


async def test_each_topic_has_a_digest_of_its_own(town: Town, forum: Room, deputy: Room) -> None:
    for name, category, label in (("Rail & roads", "World", "19:00"), ("Talk", "Technology", "07:00")):
        shown = await topics(deputy)
        await deputy.tap(f"💬 {name}", message=shown)
        await deputy.wait_edit(shown, "What shall come")
        await deputy.tap(f"+ {category}", message=shown)
        await deputy.wait_edit(shown, "✅ Following")
        await deputy.tap("⚙", message=shown)
        settings = await deputy.wait_reply(f"⚙ Settings · Forum / topic {name}\nNext")
        await deputy.tap("Times", message=settings)
        await deputy.wait_edit(settings, "🕗 Times")
        await deputy.tap(label, message=settings)
        await deputy.wait_until(lambda label=label, at=settings: f"✓ {label}" in at.labels or None)
    rail, talk = await subscriber(town, forum, "Rail & roads"), await subscriber(town, forum, "Talk")
    assert (rail.schedule.times, talk.schedule.times) == ((time(8), time(19)), (time(7), time(8)))


async def test_a_topic_begins_as_the_group_does(town: Town, forum: Room, deputy: Room) -> None:
    await forum.say("/subscribe tech")
    await forum.wait_reply("✅")
    whole = await subscriber(town, forum)
    schedule = whole.schedule.__class__((time(6, 30),), whole.schedule.weekdays, "Europe/Berlin")
    await town.services.subscriptions.change(whole.id, town.now, language="zh", schedule=schedule)
    shown = await topics(deputy)
    await deputy.tap("💬 Talk", message=shown)
    await deputy.wait_edit(shown, "这个话题要收什么")
    assert shown.text.startswith("⚙ 设置 · Forum / 话题 Talk\n")
    assert "06:30" in shown.text
    there = await subscriber(town, forum, "Talk")
    assert (there.language, there.schedule) == ("zh", schedule)


async def test_settings_of_a_topic_lead_back_to_all_of_them(town: Town, forum: Room, deputy: Room) -> None:
    await forum.say("/subscribe tech", thread=thread_of(forum, "Talk"))
    await forum.wait_reply("✅")
    shown = await topics(deputy)
    await deputy.tap("💬 Talk", message=shown)
    await deputy.wait_edit(shown, "⚙ Settings · Forum / topic Talk\nNext: ")
    assert shown.labels[-2:] == ["‹ Topics", "‹ All places"]
    assert "🗄 What is stored" not in shown.labels, "it is the group's as a whole"
    await deputy.tap("‹ Topics", message=shown)
    await deputy.wait_edit(shown, "👥 Forum · 2 topics")
    await deputy.tap("👥 The group", message=shown)
    await deputy.wait_edit(shown, "⚙ Settings · group Forum\n")
    await deputy.tap("Technology", message=shown)
    await deputy.wait_until(lambda: any(each.startswith("✓ Tech") for each in shown.labels) or None)
    followed = await town.services.subscriptions.following((await subscriber(town, forum)).id)
    assert [each.title for each in followed] == ["Technology"]


async def test_a_topic_is_called_what_it_is_called_now(
    town: Town, sandbox: Sandbox, forum: Room, deputy: Room
) -> None:
    people.rename_topic(sandbox.world, forum.chat, deputy.person, thread_of(forum, "Talk"), "Chat")
    await forum.ask("/help")
    assert "💬 Chat" in (await topics(deputy)).labels


async def test_topics_from_before_the_bot_came_are_named_by_what_is_said_in_them(
    town: Town, sandbox: Sandbox, deputy: Room
) -> None:
    room = sandbox.group("Forum", owner=deputy.person, topics=["News"], bot=Standing.LEFT)
    room.add_bot()
    await room.wait_reply("Hello")
    shown = await topics_of_none(deputy)
    assert "I have seen no topic of it yet" in shown.text
    await room.say("/subscribe tech", thread=thread_of(room, "News"))
    await room.wait_reply("✅")
    assert "💬 News" in (await topics(deputy)).labels


async def topics_of_none(deputy: Room) -> Message:
    await deputy.say("/manage")
    shown = await deputy.wait_reply("Your channels and groups")
    await deputy.tap("👥 Forum", message=shown)
    return await deputy.wait_edit(shown, "👥 Forum\n")


async def test_a_topic_that_nobody_saw_is_made_by_no_forged_button(
    town: Town, sandbox: Sandbox, forum: Room, deputy: Room
) -> None:
    shown = await topics(deputy)
    tapped = people.tap(sandbox.world, shown, deputy.person, f"1.topic:{forum.id}:zzz")
    answer = await deputy.wait_until(lambda: tapped.answer)
    assert "expired" in answer["text"]
    assert await town.services.subscriptions.threads("telegram", str(forum.id)) == ()


async def test_who_is_demoted_between_two_taps_gives_a_topic_nothing(
    town: Town, forum: Room, deputy: Room
) -> None:
    shown = await topics(deputy)
    await deputy.tap("💬 Talk", message=shown)
    await deputy.wait_edit(shown, "What shall come")
    forum.chat.members[deputy.person.id] = Standing.MEMBER
    assert "Only admins of “Forum”" in await deputy.tap("+ World", message=shown)
    there = await subscriber(town, forum, "Talk")
    assert (there.status, await town.services.subscriptions.following(there.id)) == (Status.NEW, ())
