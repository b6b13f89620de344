"""``/start``: the first digest in three taps, in both languages, in private chats and groups."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Sandbox, covered
from digests.model import Status
from tests.bot.conftest import Town, an_entry


@pytest.mark.parametrize(
    ("language", "hello", "step", "when", "done", "first"),
    [
        ("en", "Hello!", "Next", "When would you like it?", "Done: every day at 08:00", "Your first digest"),
        ("zh-hans", "你好", "下一步", "什么时候送", "每天 08:00 送来", "第一份简报"),
        ("de", "Hello!", "Next", "When would you like it?", "Done: every day at 08:00", "Your first digest"),
    ],
)
async def test_three_taps_lead_to_the_first_digest(
    town: Town, sandbox: Sandbox, language: str, hello: str, step: str, when: str, done: str, first: str
) -> None:
    reader = sandbox.private(language=language)
    screen = await reader.ask("/start")
    assert hello in screen.text
    await reader.tap("Technology")
    await reader.wait_until(lambda: any(each.startswith("✓ Technology") for each in screen.labels) or None)
    await reader.tap(step)
    await reader.wait_edit(screen, when)
    await reader.tap("08:00")
    await reader.wait_edit(screen, done)
    digest = await reader.wait_reply()
    assert first in digest.text
    assert "Story 12" in digest.text
    assert covered(digest, "expandable_blockquote")
    assert len(reader.replies) == 2


async def test_the_next_step_needs_a_choice(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await reader.ask("/start")
    assert "at least one" in await reader.tap("Next")


async def test_the_other_language_is_one_tap_away(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="en")
    screen = await reader.ask("/start anything_from_a_link")
    await reader.tap("中文")
    await reader.wait_edit(screen, "你好")
    await reader.tap("English")
    await reader.wait_edit(screen, "Hello!")


async def test_a_chosen_category_can_be_dropped_again(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    screen = await reader.ask("/start")
    assert await reader.tap("World news") == "Following World news"
    await reader.wait_until(lambda: "✓" in " ".join(screen.labels) or None)
    assert await reader.tap("World news") == "No longer following World news"
    await reader.wait_until(lambda: "✓" not in " ".join(screen.labels) or None)


async def test_other_times_and_another_zone(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    screen = await reader.ask("/start")
    await reader.tap("World")
    await reader.tap("Next")
    await reader.wait_edit(screen, "When would you like it?")
    await reader.tap("🌍")
    await reader.wait_edit(screen, "send a city")
    await reader.tap("New York")
    await reader.wait_edit(screen, "America/New_York")
    await reader.tap("Other times")
    await reader.wait_until(lambda: "✓ 08:00" in screen.labels or None)
    assert await reader.tap("21:00") == "🕗 Times: 08:00, 21:00"
    assert await reader.tap("08:00") == "🕗 Times: 21:00"
    assert "at least one time" in await reader.tap("21:00")
    await reader.tap("✓ Done")
    await reader.wait_edit(screen, "Done: every day at 21:00 (America/New_York).\nNext: today 21:00")


async def test_a_city_and_times_may_be_typed(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh-hans")
    screen = await reader.ask("/start")
    await reader.tap("World")
    await reader.tap("下一步")
    await reader.wait_edit(screen, "什么时候送")
    await reader.tap("🌍")
    await reader.wait_edit(screen, "发来城市名")
    unknown = await reader.ask("Berln")
    assert "没找到“Berln”" in unknown.text
    assert "柏林 · 09:00" in unknown.labels
    times = await reader.ask("柏林")
    assert "Europe/Berlin" in times.text
    assert "8点半半" in (await reader.ask("8点半半")).text, "a wrong time gets a sentence, and may be mended"
    done = await reader.ask("早上8点 下午6点半")
    assert "每天 08:00, 18:30 送来（Europe/Berlin）" in done.text
    assert "第一份简报 · " in (await reader.wait_reply()).text


async def test_nothing_to_choose_is_said_and_no_dead_end(sandbox: Sandbox, empty_town: Town) -> None:
    reader = sandbox.private()
    screen = await reader.ask("/start")
    assert "no categories yet" in screen.text
    await reader.tap("Next")
    await reader.wait_edit(screen, "When would you like it?")
    await reader.tap("21:00")
    await reader.wait_edit(screen, "Nothing is followed here yet")
    assert screen.labels == ["🗂 Categories", "⚙ Settings"]
    nothing = await reader.ask("/digest")
    assert nothing.text == "You follow nothing yet, so there is no next digest."
    assert nothing.labels[0] == "🗂 Categories"
    back = await reader.ask("/start")
    assert "Next:" not in back.text
    await reader.tap("🗂 Categories")
    await reader.wait_edit(back, "There are no categories yet")


async def test_categories_that_came_meanwhile_appear(sandbox: Sandbox, empty_town: Town) -> None:
    reader = sandbox.private()
    screen = await reader.ask("/start")
    assert "no categories yet" in screen.text
    await empty_town.publish("world", [an_entry(1)], "World news")
    assert "at least one" in await reader.tap("Next")
    await reader.wait_edit(screen, "Which categories would you like?")
    await reader.tap("World news")
    await reader.tap("Next")
    await reader.wait_edit(screen, "When would you like it?")


async def test_who_returns_finds_everything_kept(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    assert "Paused" in (await reader.ask("/stop")).text
    back = await reader.ask("/start")
    assert "Welcome back! The pause is over" in back.text
    assert "Following: World news\nevery day at 08:00 (Asia/Shanghai)\nNext: tomorrow 08:00" in back.text
    assert (await town.subscriber(reader)).status is Status.ACTIVE
    assert "The pause is over" not in (await reader.ask("/start")).text


async def test_a_pause_ends_with_what_came_in_meanwhile(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    await reader.ask("/stop")
    await town.more("world", 2)
    town.now += timedelta(days=2)
    assert "已恢复" in (await reader.ask("/start")).text
    await town.deliver()
    assert "欢迎回来" in reader.last.text, "at the next time, not at once"
    town.now += timedelta(days=1)
    await town.deliver()
    assert "2 条" in (await reader.wait_reply("早间简报")).text


async def test_who_blocked_the_bot_is_welcomed_back(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    reader.block()
    await town.more("world", 2)
    town.now += timedelta(days=1)
    await town.deliver()
    there = await town.subscriber(reader)
    assert there.status is Status.SUSPENDED
    assert "Welcome back! Your settings" in (await reader.ask("/start")).text
    assert (await town.subscriber(reader)).status is Status.ACTIVE


async def test_a_second_tap_gives_no_second_first_digest(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    screen = await reader.ask("/start")
    await reader.tap("World")
    await reader.tap("Next")
    await reader.wait_edit(screen, "When would you like it?")
    taps = [reader.start_tap(each, message=screen) for each in ("08:00", "21:00")]
    await reader.wait_until(lambda: all(each.answer for each in taps) or None)
    await reader.wait_edit(screen, "Done: every day at 21:00")
    await reader.wait_reply("Your first digest · ")
    await reader.ask("/help")
    assert len(reader.replies) == 3


async def test_in_a_group_only_its_admins_begin(town: Town, sandbox: Sandbox) -> None:
    member, owner = sandbox.add_person("Member", language="en"), sandbox.add_person("Owner", language="zh")
    group = sandbox.group("News", owner=owner, members=[member])
    refused = await group.ask("/start", by=member)
    assert refused.text == "Only this group's admins can change its settings."
    screen = await group.ask("/start")
    assert "大家好" in screen.text
    assert await group.tap("World", by=member) == "只有本群管理员可以改设置。"
    assert await group.tap("World") == "已关注 World news"
    await group.tap("下一步")
    await group.wait_edit(screen, "什么时候送")
    await group.tap("21:00")
    await group.wait_edit(screen, "第一份简报")
    assert "Story 15" in (await group.wait_reply("第一份简报 · ")).text


async def test_an_anonymous_admin_is_one(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group("News", supergroup=True)
    command = {"type": "bot_command", "offset": 0, "length": 6}
    sandbox.world.updates.add(
        "message",
        {
            "message_id": 77,
            "date": 1_700_000_000,
            "chat": group.chat.to_json(),
            "sender_chat": group.chat.to_json(),
            "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            "text": "/start",
            "entities": [command],
        },
    )
    assert "大家好" in (await group.wait_reply()).text


async def test_a_group_that_adds_the_bot_is_greeted(town: Town, sandbox: Sandbox) -> None:
    owner = sandbox.add_person("Owner", language="en")
    group = sandbox.group("News", owner=owner)
    group.kick_bot()
    group.add_bot()
    hello = await group.wait_reply("Hello, everyone!")
    await group.tap("Start")
    await group.wait_edit(hello, "Which categories")
