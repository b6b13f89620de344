"""``/settings``, ``/stop`` and their screens."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Room, Sandbox, people
from tests.bot.conftest import Town
from tests.examples import some


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    there = sandbox.private()
    await town.ready(there, "World")
    return there


async def opened(reader: Room, *labels: str) -> Message:
    """The settings, and one after the other what these buttons lead to."""
    screen = await reader.ask("/settings")
    for each in labels:
        before = screen.text
        await reader.tap(each)
        await reader.wait_until(lambda shown=before: shown != screen.text or None)  # type: ignore[misc]
    return screen


async def test_every_value_stands_in_its_button(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    assert screen.text == "⚙ Settings · this chat\nNext: tomorrow 08:00"
    assert screen.labels == [
        "Content: World news",
        "Times: 08:00",
        "Look: 8 stories, 3 points",
        "Alerts & quiet hours",
        "🌐 English · Shanghai",
        "My data",
        "⏸ Pause",
        "A digest now",
    ]


@pytest.mark.parametrize(
    ("opens", "chooses", "now_says"),
    [
        (["🌐"], "中文", "🌐 中文 · 上海"),
        (["🌐", "Zone"], "London", "🌐 English · London"),
    ],
)
async def test_a_choice_leads_back_to_all(
    town: Town, reader: Room, opens: list[str], chooses: str, now_says: str
) -> None:
    screen = await opened(reader, *opens)
    await reader.wait_until(lambda: any(each.startswith(chooses) for each in screen.labels) or None)
    await reader.tap(chooses)
    await reader.wait_until(lambda: now_says in screen.labels or None)


@pytest.mark.parametrize(
    ("opens", "chooses", "now_says"),
    [
        ("Length", "5", "Length: 5 stories"),
        ("Length", "20", "Length: 20 stories"),
        ("Key points", "5", "Key points: 5"),
    ],
)
async def test_how_much_a_digest_holds(
    town: Town, reader: Room, opens: str, chooses: str, now_says: str
) -> None:
    screen = await opened(reader, "Look")
    await reader.wait_until(lambda: "Key points: 3" in screen.labels or None)
    await reader.tap(opens)
    await reader.wait_until(lambda: any(each.startswith(chooses) for each in screen.labels) or None)
    await reader.tap(chooses)
    await reader.wait_until(lambda: now_says in screen.labels or None)


@pytest.mark.parametrize(
    "opens",
    some(
        [
            ["Look"],
            ["Look", "Length"],
            ["Look", "Key points"],
            ["🌐"],
            ["🌐", "Zone"],
            ["Times"],
            ["Times", "Days"],
            ["Times", "Week in ten"],
            ["Alerts"],
            ["Alerts", "🌙"],
            ["Alerts", "🔔 Stories"],
            ["Content"],
            ["Content", "Tags"],
            ["Content", "Categories"],
            ["My data"],
            ["My data", "📚"],
        ],
        3,
    ),
)
async def test_every_screen_has_a_way_back(town: Town, reader: Room, opens: list[str]) -> None:
    screen = await opened(reader, *opens)
    for each in ["‹ Back"] * len(opens):
        before = screen.text
        await reader.tap(each)
        await reader.wait_until(lambda shown=before: shown != screen.text or None)  # type: ignore[misc]
    assert "⏸ Pause" in screen.labels


@pytest.mark.parametrize("opens", some([[], ["Content"], ["Look"], ["Alerts"], ["🌐"], ["My data"]], 2))
async def test_no_menu_has_more_than_eight_buttons_and_the_way_back(
    town: Town, reader: Room, opens: list[str]
) -> None:
    labels = (await opened(reader, *opens)).labels
    assert len([each for each in labels if each != "‹ Back"]) <= 8


async def test_what_was_a_command_opens_below(town: Town, reader: Room) -> None:
    screen = await opened(reader, "My data")
    for tapped, said in (("⬇", "All that is stored"), ("🗑", "Delete all")):
        await reader.tap(tapped, message=screen)
        assert said in (await reader.wait_reply(said)).text


async def test_a_button_of_the_menu_as_it_was_still_works(town: Town, reader: Room, sandbox: Sandbox) -> None:
    screen = await reader.ask("/settings")
    for data in ("1.cats:s:0", "1.mytags", "1.times:s", "1.zone:s", "1.layout", "1.language"):
        tapped = people.tap(sandbox.world, screen, reader.person, data)
        assert (await reader.wait_until(lambda tapped=tapped: tapped.answer)).get("text", "") == ""


async def test_times(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    await reader.tap("Times")
    await reader.wait_edit(screen, "🕗 Times · 08:00")
    assert await reader.tap("18:00") == "🕗 Times: 08:00, 18:00"
    await reader.wait_edit(screen, "🕗 Times · 08:00, 18:00")
    typed = await reader.ask("6:45, 7pm")
    assert typed.text.startswith("🕗 Times · 06:45, 19:00")
    assert "✓ 06:45" in typed.labels
    for wrong in ("25:99", "noonish"):
        assert f"“{wrong}” is no time" in (await reader.ask(wrong)).text
    for hour in range(10):
        await reader.tap(f"{hour:02}:00", message=typed)
    assert "12 times at most" in await reader.tap("10:00", message=typed)


async def test_weekdays(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    await reader.tap("Times")
    await reader.wait_edit(screen, "🕗 Times")
    await reader.tap("Days")
    await reader.wait_edit(screen, "📅 Days · every day")
    await reader.tap("Mon–Fri")
    await reader.wait_edit(screen, "📅 Days · Mon–Fri")
    for day in ("Tue", "Wed", "Thu", "Fri"):
        await reader.tap(day)
    await reader.wait_until(lambda: screen.text == "📅 Days · Mon" or None)
    assert "at least one day" in await reader.tap("Mon")


async def test_a_city_may_be_typed(town: Town, reader: Room) -> None:
    screen = await opened(reader, "🌐", "Zone")
    await reader.wait_edit(screen, "send a city")
    assert "🌐 English · UTC+8" in (await reader.ask("UTC+8")).labels


async def test_tags_are_dropped_by_a_tap(town: Town, reader: Room) -> None:
    await reader.ask("/subscribe #5G #Rail")
    screen = await opened(reader, "Content")
    await reader.wait_until(lambda: "Tags: 5G, Rail" in screen.labels or None)
    await reader.tap("Tags")
    await reader.wait_edit(screen, "sources you follow · 2")
    assert await reader.tap("✕ #5G") == "Saved"
    await reader.wait_edit(screen, "sources you follow · 1")


async def test_the_popular_tags_lead_back_to_the_tags_that_are_followed(town: Town, reader: Room) -> None:
    screen = await opened(reader, "Content", "Tags")
    await reader.wait_edit(screen, "sources you follow · 0")
    await reader.tap("🏷 Popular tags")
    await reader.wait_edit(screen, "🏷 Popular tags")
    await reader.tap("#5G")
    below = await reader.wait_reply("🏷 5G")
    await reader.tap("+ Follow this tag", message=below)
    await reader.tap("‹ Back", message=screen)
    await reader.wait_edit(screen, "sources you follow · 1")
    await reader.tap("‹ Back", message=screen)
    await reader.wait_until(lambda: "Tags: 5G" in screen.labels or None)


async def test_a_tap_that_changes_nothing_says_so(town: Town, reader: Room, sandbox: Sandbox) -> None:
    screen = await reader.ask("/settings")
    await reader.tap("Times")
    await reader.wait_edit(screen, "🕗 Times")
    await reader.tap("Days")
    await reader.wait_edit(screen, "📅 Days · every day")
    assert await reader.tap("Mon–Fri") == ""
    await reader.wait_edit(screen, "📅 Days · Mon–Fri")
    edits = sandbox.record.calls["editmessagetext", 200]
    assert await reader.tap("Mon–Fri") == "Nothing has changed."
    assert await reader.tap("Tue") == "Mon, Wed, Thu, Fri"
    await reader.wait_edit(screen, "📅 Days · Mon, Wed, Thu, Fri")
    assert sandbox.record.calls["editmessagetext", 200] == edits + 1
    assert sandbox.record.calls["editmessagetext", 400] == 0, "no edit that changes nothing"


async def test_a_message_whose_change_waits_is_changed_back(
    town: Town, reader: Room, sandbox: Sandbox
) -> None:
    """What the update shows of the message is older than what it is about to show."""
    screen = await reader.ask("/settings")
    before = screen.text
    sandbox.fail("error", method="editMessageText", count=1, code=502)  # the change takes half a second
    first = reader.start_tap("Look", message=screen)
    await reader.wait_until(lambda: first.answer)
    back = people.tap(sandbox.world, screen, reader.person, "1.settings")
    await reader.wait_until(lambda: back.answer)
    assert (back.answer or {}).get("text") == ""
    await reader.wait_until(lambda: screen.edited or None)
    await reader.wait_until(lambda: screen.text == before or None)


async def test_categories_from_the_settings(town: Town, reader: Room) -> None:
    screen = await opened(reader, "Content", "Categories")
    await reader.wait_edit(screen, "1 chosen")
    await reader.tap("Technology")
    await reader.wait_edit(screen, "2 chosen")


async def test_pause_and_resume(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    assert await reader.tap("⏸ Pause") == "Paused"
    await reader.wait_edit(screen, "Paused: no digest will come.")
    assert await reader.tap("▶ Resume") == "Resumed"
    await reader.wait_edit(screen, "Next: tomorrow 08:00")


async def test_stop_keeps_everything(town: Town, reader: Room) -> None:
    stopped = await reader.ask("/stop")
    assert "are kept" in stopped.text
    await reader.tap("▶ Resume")
    await reader.wait_edit(stopped, "Next: tomorrow 08:00")
    assert "Content: World news" in stopped.labels


async def test_in_chinese(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World", "Technology")
    screen = await reader.ask("/settings")
    assert screen.text == "⚙ 设置 · 本聊天\n下一份：明天 08:00"
    assert screen.labels[:4] == [
        "内容：World news、Technology",
        "时间：08:00",
        "版式：8 条，各 3 个要点",
        "提醒与免打扰",
    ]
    assert "已暂停" in (await reader.ask("/stop")).text


async def test_many_quick_taps_end_in_the_last_state(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    await reader.tap("Times")
    await reader.wait_edit(screen, "🕗 Times · 08:00")
    taps = [reader.start_tap(f"{hour:02}:00", message=screen) for hour in (9, 10, 11, 12, 13)]
    await reader.wait_until(lambda: all(each.answer for each in taps) or None)
    await reader.wait_edit(screen, "🕗 Times · 08:00, 09:00, 10:00, 11:00, 12:00, 13:00")


async def test_the_weekly_review_is_off_until_it_is_wanted(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    settings = await reader.ask("/settings")
    await reader.tap("时间：08:00")
    await reader.wait_until(lambda: "一周十大：关" in settings.labels or None)
    await reader.tap("一周十大")
    await reader.wait_until(lambda: "✓ 关" in settings.labels or None)
    await reader.tap("日")
    await reader.wait_until(lambda: "✓ 日" in settings.labels or None)
    assert "✓ 20:00" in settings.labels
    await reader.tap("18:00")
    await reader.wait_until(lambda: "一周十大 · 周日 18:00" in settings.text or None)
    await reader.tap("‹ 返回")
    await reader.wait_until(lambda: "一周十大：周日 18:00" in settings.labels or None)
    assert (await town.subscriber(reader)).review == "7T18:00"
