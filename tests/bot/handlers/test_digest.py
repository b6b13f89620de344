"""Digests in chat: scheduled and asked for, stories opened in place, the rest behind a button."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Sandbox
from bot.telegram.screen import Button, Screen
from bot.texts import Html
from tests.bot.conftest import Town


async def test_stories_open_in_place_and_the_rest_is_a_page(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "Technology", "World")
    digest = reader.last
    shown = digest.text
    assert "8 stories from 2 sections" in shown
    assert digest.labels == [*"12345678", "7 more ›", "⚙"]
    await reader.tap("2")
    await reader.wait_until(lambda: digest.text.startswith("Story 11") or None)
    await reader.tap("‹ Back")
    await reader.wait_until(lambda: digest.text == shown or None)
    await reader.tap("7 more")
    await reader.wait_edit(digest, "The rest · 9–15 / 15")
    await reader.tap("10")
    await reader.wait_until(lambda: digest.text.startswith("Story 6") or None)
    await reader.tap("‹ Back")
    await reader.wait_edit(digest, "The rest · 9–15 / 15")
    await reader.tap("‹")
    await reader.wait_until(lambda: digest.text == shown or None)


async def test_the_gear_opens_the_settings_below(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    digest = reader.last
    await reader.tap("⚙", message=digest)
    assert "⚙ Settings" in (await reader.wait_reply()).text
    assert "Story 15" in digest.text


async def test_a_digest_comes_when_it_is_due(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    await town.more("world", 2)
    town.now += timedelta(days=1)
    await town.deliver()
    digest = await reader.wait_reply("早间简报")
    assert digest.text.startswith("📰 早间简报 · 3月3日 周二\n2 条 · World news")
    town.now += timedelta(days=1)
    await town.deliver()
    assert reader.last is digest, "nothing new, no message"


async def test_a_digest_now_or_why_there_is_none(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    nothing = await reader.ask("/digest")
    assert nothing.text == "Nothing new: no article has come in since your last digest.\nNext: tomorrow 08:00"
    assert nothing.labels == ["↻ The last one again", "🗞 Latest", "⚙ Settings"]
    await reader.tap("🗞 Latest")
    await reader.wait_edit(nothing, "1. Story 15")
    await town.more("world", 1)
    assert "1 story · World news" in (await reader.ask("/digest")).text


async def test_the_slot_does_not_tell_again_what_was_asked_for(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    await town.more("world", 1)
    digest = await reader.ask("/digest")
    assert "1 条" in digest.text
    nothing = await reader.ask("/digest")
    assert nothing.text == "没有新的内容，上次之后还没有新文章。\n下一份：明天 08:00"
    town.now += timedelta(days=1)
    await town.deliver()
    assert reader.last is nothing, "no message"
    assert await reader.tap("↻ 再看上一份") == "马上就来。"
    again = await reader.wait_reply()
    assert (again.text, again.labels) == (digest.text, digest.labels)
    await reader.tap("1", message=again)
    await reader.wait_until(lambda: again.text.startswith("Story 100") or None)


async def test_who_never_had_one_is_offered_no_last_one(town: Town, sandbox: Sandbox) -> None:
    await town.publish("late", [], "Late news")
    reader = sandbox.private()
    await reader.ask("/subscribe late")
    nothing = await reader.ask("/digest")
    assert "no articles yet in what you follow" in nothing.text
    assert nothing.labels == ["🗞 Latest", "⚙ Settings"]
    await reader.ask("/unsubscribe late")
    assert "You follow nothing yet" in (await reader.ask("/digest")).text


async def test_a_forged_wish_for_a_last_one_is_answered(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(started=True)
    await town.app.bot.send_message(
        reader.id, "old", reply_markup=Screen(Html("x"), ((Button("again", "1.repeat"),),)).keyboard()
    )
    assert "no articles yet" in await reader.tap("again")


async def test_the_button_for_it_answers_with_a_toast(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    await reader.ask("/settings")
    assert "没有新的内容" in await reader.tap("现在来一份")
    assert "↻ 再看上一份" in (await reader.wait_reply("没有新的内容")).labels
    await town.more("world", 1)
    assert await reader.tap("现在来一份") == "马上就来。"
    await reader.wait_reply("1 条")
    await reader.ask("/unsubscribe world")
    await reader.ask("/settings")
    assert "还没有关注" in await reader.tap("现在来一份")


async def test_who_has_not_begun_is_led_to_the_beginning(town: Town, sandbox: Sandbox) -> None:
    assert "Which categories" in (await sandbox.private().ask("/digest")).text


async def test_who_wants_little_is_told_that_this_may_be_why_nothing_comes(
    town: Town, sandbox: Sandbox
) -> None:
    reader = sandbox.private("Ann", language="en")
    await town.ready(reader, "World")
    await town.deliver()
    assert "no article has come in" in (await reader.ask("/digest")).text
    await town.services.filters.set_floor((await town.subscriber(reader)).id, 3)
    await town.more("world", 2)
    said = await reader.ask("/digest")
    assert "held back by your filters" in said.text
    assert said.labels[:2] == ["🎯 Filters", "🔇 What is muted"]
    for label, then in (("🔇", "Nothing is muted"), ("🎯", "None is set")):
        await reader.tap(label, message=await reader.ask("/digest"))
        await reader.wait_edit(reader.last, then)
