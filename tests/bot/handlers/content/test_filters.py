"""🎯 Filters in a chat: tried, kept, changed, removed; by buttons, by words, in groups and for channels."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Room, Sandbox, Standing
from tests.bot.conftest import Town
from tests.bot.handlers.test_channels import set_up, settings_of_the_channel
from tests.examples import some


async def worded(town: Town, room: Room) -> list[str]:
    """The filter of all that comes to a room, and of each thing that it follows."""
    me = await town.subscriber(room)
    following = await town.services.subscriptions.following(me.id)
    texts = await town.services.filters.texts(me, following)
    return [texts.get(number, "") for number in (me.query, *(each.query for each in following))]


async def goes(room: Room, screen: Message, label: str, text: str) -> str:
    toast = await room.tap(label, message=screen)
    await room.wait_edit(screen, text)
    return toast


async def test_a_filter_is_tried_before_it_is_kept(town: Town, reader: Room) -> None:
    screen = await reader.ask("/filter olive -snowfall")
    assert screen.text.startswith(
        "🎯 Filter · All that comes\nolive -snowfall\n\nOf the last 7 days, 4 of 15 stories"
    )
    would, would_not = screen.text.split("✕ Would not")
    assert would.count("• Story") == would_not.count("• Story") == 3
    assert any("https://example.org/13" in str(each) for each in screen.entities)
    assert screen.labels == ["Keep it", "Change it", "Cancel"]
    assert await worded(town, reader) == ["", "", ""]
    assert await goes(reader, screen, "Keep it", "All that comes: olive -snowfall") == "The filter is kept."
    assert await worded(town, reader) == ["olive -snowfall", "", ""]


async def test_what_only_excludes_is_a_filter(town: Town, reader: Room) -> None:
    assert "9 of 15 stories would have come" in (await reader.ask("/filter -olive")).text


async def test_it_is_changed_and_removed(town: Town, reader: Room) -> None:
    screen = await reader.ask("/filter olive")
    await goes(reader, screen, "Change it", "None is set: all of it comes.\nJust tried: olive\n")
    screen = await reader.ask("-olive")
    await goes(reader, screen, "Keep it", "All that comes: -olive")
    await goes(reader, screen, "All that comes: -olive", "Set: -olive")
    await goes(reader, screen, "Try it", "9 of 15")
    await goes(reader, screen, "Cancel", "All that comes: -olive")
    await goes(reader, screen, "All that comes: -olive", "Set: -olive")
    assert screen.buttons[1]["style"] == "danger"
    assert await goes(reader, screen, "🗑 Remove", "None is set") == "No filter any more."
    assert await worded(town, reader) == ["", "", ""]


async def test_one_thing_that_is_followed_has_its_own(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    await goes(reader, screen, "Content", "🗂 Content")
    assert "Filter: off" in screen.labels
    await goes(reader, screen, "Filter", "None is set: all that you follow comes.")
    assert screen.labels == ["All that comes: off", "World news: off", "Technology: off", "‹ Back"]
    await goes(reader, screen, "Technology", "🎯 Filter · Technology")
    tried = await reader.ask("tag:rail OR chips")
    assert "6 of 12 stories" in tried.text
    await goes(reader, tried, "Keep it", "Technology: tag:rail OR chips")
    assert await worded(town, reader) == ["", "", "tag:rail OR chips"]
    await goes(reader, tried, "‹ Back", "🗂 Content")
    assert "Filter: for 1 thing" in tried.labels
    await reader.ask("/filter -olive")
    await goes(reader, reader.last, "Keep it", "All that comes: -olive\nTechnology: tag:rail OR chips")
    await goes(reader, reader.last, "‹ Back", "🗂 Content")
    assert "Filter: -olive, 1 more" in reader.last.labels


@pytest.mark.parametrize(
    ("typed", "said"),
    some(
        [
            ("olive since:7d", "leave since: out"),
            ("🎉", "There is no word in that"),
            ("(olive", "A bracket does not close"),
            ("olive OR", "OR needs something on both sides"),
            ("olive OR -rail", "One side of that OR only leaves something out"),
            (f"{'olive ' * 50} -rail", "256 characters at most"),
        ],
        3,
    ),
)
async def test_what_cannot_be_understood_may_be_typed_anew(
    town: Town, reader: Room, typed: str, said: str
) -> None:
    screen = await reader.ask("/filter")
    await goes(reader, screen, "World", "🎯 Filter · World news")
    assert said in (await reader.ask(typed)).text
    assert "🎯 Filter · World news\nolive" in (await reader.ask("olive")).text
    assert said in (await reader.ask(f"/filter {typed}")).text


async def test_a_name_that_there_is_not_is_said(town: Town, reader: Room) -> None:
    answer = await reader.ask("/filter tag:nope OR category:none OR -olive")
    assert "There is no tag or category “nope, none” yet." in answer.text
    assert "9 of 15" in answer.text


async def test_off_is_a_word_too(town: Town, reader: Room) -> None:
    await goes(reader, await reader.ask("/filter -olive"), "Keep it", "-olive")
    assert "None is set" in (await reader.ask("/filter off")).text
    assert await worded(town, reader) == ["", "", ""]


async def test_who_follows_nothing_is_led_on(town: Town, sandbox: Sandbox) -> None:
    stranger = sandbox.private(started=True)
    answer = await stranger.ask("/filter olive")
    assert answer.text.startswith("🎯 You follow nothing yet")
    await goes(stranger, answer, "🗂 Categories", "🗂 Categories · 2")


async def test_where_nothing_came_it_may_be_kept(town: Town, reader: Room) -> None:
    screen = await reader.ask("/unsubscribe tech")
    screen = await reader.ask("/unsubscribe world")
    await reader.ask("/subscribe search:nothing")
    screen = await reader.ask("/filter olive")
    assert "Nothing came in the last 7 days" in screen.text
    await goes(reader, screen, "Keep it", "All that comes: olive")


async def test_in_a_group_everybody_reads_and_admins_change(town: Town, sandbox: Sandbox) -> None:
    owner, member = sandbox.add_person("Owner"), sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member])
    await group.ask("/subscribe tech")
    while await town.index.due():
        pass
    shown = await group.ask("/filter", by=member)
    assert "None is set" in shown.text
    assert "Only this group's admins" in await group.tap("Technology", by=member, message=shown)
    assert "Only this group's admins" in (await group.ask("/filter olive", by=member)).text
    tried = await group.ask("/filter -olive")
    assert "Only this group's admins" in await group.tap("Keep it", by=member, message=tried)
    await group.tap("Change it", message=tried)
    await group.wait_edit(tried, "reply to this message")
    await group.say("olive", reply_to=tried)
    tried = await group.wait_reply("of 12")
    await group.tap("Keep it", message=tried)
    await group.wait_edit(tried, "All that comes: olive")


async def test_a_channel_has_its_filter_from_the_private_chat(town: Town, sandbox: Sandbox) -> None:
    editor = sandbox.private(language="en", started=True)
    await town.ready(editor, "Technology")
    channel = sandbox.channel("Harbour <news>", owner=editor.person, bot=Standing.LEFT)
    await set_up(editor, channel)
    while await town.index.due():
        pass
    screen = await settings_of_the_channel(editor)
    await goes(editor, screen, "Content", "🗂 Content")
    await goes(editor, screen, "Filter", "🎯 Filters")
    await goes(editor, screen, "All that comes", "None is set: all of it comes.")
    tried = await editor.ask("-olive")
    assert tried.text.startswith("⚙ Settings · channel Harbour <news>")
    assert "2 of 3 stories" in tried.text
    await goes(editor, tried, "Keep it", "All that comes: -olive")
    assert await worded(town, channel) == ["-olive", ""]
    assert await worded(town, editor) == ["", ""]


async def test_in_chinese(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    while await town.index.due():
        pass
    screen = await reader.ask("/filter -olive")
    assert "最近 7 天的 3 条里，会来 2 条。" in screen.text
    assert screen.labels == ["保存", "修改", "取消"]
    assert await goes(reader, screen, "保存", "全部内容：-olive") == "过滤已保存。"


async def test_many_are_shown_in_pages(town: Town, reader: Room) -> None:
    for n in range(8):
        await reader.ask(f"/subscribe search:word{n}")
    screen = await reader.ask("/filter")
    assert "1–8 / 10" in screen.labels
    await reader.tap("›", message=screen)
    await reader.wait_until(lambda: "9–10 / 10" in screen.labels or None)
    assert "🔎 word7: off" in screen.labels


async def test_the_floor(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    await goes(reader, screen, "Content", "🗂 Content")
    await goes(reader, screen, "Told by: any source", "Told by · any source")
    assert screen.labels == ["✓ All", "2", "3", "5", "‹ Back"]
    assert await goes(reader, screen, "3", "Told by · 3 or more sources") == "Saved"
    assert screen.buttons[2]["style"] == "success"
    assert (await town.subscriber(reader)).floor == 3
    await goes(reader, screen, "‹ Back", "🗂 Content")
    assert "Told by: 3 or more sources" in screen.labels
