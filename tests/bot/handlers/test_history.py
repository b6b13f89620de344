"""``/history``, ``/next`` and ``/preview`` in a chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox
from bot.screens import history, upcoming
from bot.screens.renderer import TelegramRenderer
from bot.telegram.markup import length
from bot.telegram.screen import MAX_TEXT, Screen
from bot.texts import Html
from digests.model import CategoryName, Digest, Post, Section, Story
from digests.steps.build.review import Review
from tests.bot.conftest import Town, an_entry
from tests.conftest import NOW
from tests.stories import join


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "Technology", "World")
    await town.deliver()
    return room


async def another_day(town: Town, reader: Room) -> None:
    town.now += timedelta(days=1)
    await town.more("world", 2)
    await town.deliver()
    await reader.wait_reply("Morning digest")


async def test_a_digest_opens_again_as_it_was(town: Town, reader: Room) -> None:
    first = reader.last.text
    await another_day(town, reader)
    listed = await reader.ask("/history")
    assert listed.text == (
        "📚 Digests so far · 2\n\n1. Tue 3 Mar 08:00 · 2 stories\n2. Mon 2 Mar 16:00 · 8 stories"
    )
    await reader.tap("2", message=listed)
    await reader.wait_until(lambda: listed.text == first or None)
    await reader.tap("3", message=listed)
    await reader.wait_until(lambda: listed.text.startswith("Story 10") or None)
    await reader.tap("‹ Back", message=listed)
    await reader.wait_until(lambda: listed.text == first or None)


async def test_from_a_digest_back_to_the_list(town: Town, reader: Room) -> None:
    listed = await reader.ask("/history")
    await reader.tap("1", message=listed)
    await reader.wait_edit(listed, "Your first digest")
    await reader.tap("‹ Back", message=listed)
    await reader.wait_edit(listed, "Digests so far")


async def test_a_digest_of_follow_ups_alone_is_counted_by_them(town: Town, reader: Room) -> None:
    told = await town.services.why.find("https://example.org/15", "UTC")
    town.now += timedelta(days=1)
    report = an_entry(90, title="Told by another", source="Other Herald", published=town.now)
    await town.more_of("world", report)
    later = await town.services.why.find("https://example.org/90", "UTC")
    await join(town.store, told[0].id, later[0].id, now=town.now)
    await town.deliver()
    listed = await reader.ask("/history")
    assert "1. Tue 3 Mar 08:00 · 1 follow-up\n2. Mon 2 Mar 16:00 · 8 stories" in listed.text
    reader.person.language = "zh"
    me = await town.subscriber(reader)
    await town.services.subscriptions.change(me.id, town.now, language="zh")
    assert "08:00 · 1 条后续\n2." in (await reader.ask("/history")).text


async def test_what_changed_since_changes_nothing_that_came(town: Town, reader: Room) -> None:
    first = reader.last.text
    async with town.store.write() as tx:
        from digests.store.tables import post

        await tx.execute(post.update().values(title="Changed"))
    listed = await reader.ask("/history")
    await reader.tap("1", message=listed)
    await reader.wait_until(lambda: listed.text == first or None)


async def test_nobody_opens_what_others_got(town: Town, reader: Room, sandbox: Sandbox) -> None:
    other = sandbox.private("Bea", language="en")
    assert "No digest has come here yet" in (await other.ask("/history")).text
    await town.ready(other, "World")
    listed = await other.ask("/history")
    assert "1.past:1:0:0" not in [each.get("callback_data") for each in listed.buttons]
    sent = await town.app.bot.send_message(other.id, "…", reply_markup=_button("1.past:1:0:0"))
    assert "expired" in await other.tap("1.past:1:0:0", message=other.chat.messages[sent.message_id])


def _button(data: str) -> object:
    from bot.telegram.screen import Button

    return Screen(Html("…"), ((Button("x", data),),)).keyboard()


def test_messages_of_a_long_digest_turn() -> None:
    payloads = [Screen(Html(f"part {n}")).payload() for n in range(3)]
    shown = history.opened(payloads, 7, 10, 1, "en")
    assert shown.html == "part 1"
    assert [[each.text for each in row] for row in shown.rows] == [["‹", "2 / 3", "›"], ["‹ Back"]]
    assert [each.data for each in shown.rows[0]] == ["1.past:7:a:0", "1.here", "1.past:7:a:2"]
    assert history.opened(payloads[:1], 7, 10, 0, "en").rows[0][0].data == "1.history:a"


async def test_next_says_when_and_why_not(town: Town, reader: Room, sandbox: Sandbox) -> None:
    shown = (await reader.ask("/next")).text
    assert shown == (
        "🗓 What comes, and when\n\nNext: tomorrow 08:00\nThen: Wed 08:00, Thu 08:00, Fri 08:00, Sat 08:00"
    )
    await reader.ask("/stop")
    assert "Paused" in (await reader.ask("/next")).text
    other = sandbox.private("Bea", language="en")
    assert "Not begun yet" in (await other.ask("/next")).text


async def test_the_weekly_review_is_named_before_it_comes_and_listed_after(town: Town, reader: Room) -> None:
    assert "ten stories" not in (await reader.ask("/next")).text
    who = await town.subscriber(reader)
    await town.services.subscriptions.change(who.id, town.now, review="2T20:00")
    assert (await reader.ask("/next")).text.endswith("\nThe week in ten stories: tomorrow 20:00")
    await town.more_of("world", an_entry(300, source="Other Paper", published=town.now))
    one, other, *_ = [post.id for post in (await town.services.browse.latest(None)).posts]
    await join(town.store, one, other, now=town.now)
    town.now += timedelta(days=2)
    await Review(town.store, town.articles, TelegramRenderer(), town).due(town.now)
    await town.send.drain()
    came = (await reader.wait_reply("The week in ten stories")).text
    listed = await reader.ask("/history")
    assert "1. Tue 3 Mar 20:00 · week in ten, 1 story\n2. Mon 2 Mar 16:00 · 8 stories" in listed.text
    await reader.tap("1", message=listed)
    await reader.wait_until(lambda: listed.text == came or None)
    await reader.ask("/stop")
    assert "ten stories" not in (await reader.ask("/next")).text


async def test_a_preview_counts_as_nothing_had(town: Town, reader: Room) -> None:
    assert "Nothing has come in yet" in (await reader.ask("/preview")).text
    await town.more("world", 2)
    for _ in range(2):
        shown = await reader.ask("/preview")
        assert shown.text.startswith("👀 Preview: what has come in so far")
        assert "2 stories" in shown.text
        assert "Morning digest · Tue 3 Mar" in shown.text
    assert shown.labels == ["Send it now", "⚙ Settings"]
    await reader.tap("Send it now")
    assert "2 stories" in (await reader.wait_reply("digest")).text
    assert "Nothing has come in yet" in (await reader.ask("/preview")).text


def test_a_long_preview_turns_and_fits() -> None:
    post = Post(1, 1, "u", "T" * 200, "x", NOW, "1", 1, categories=(CategoryName("c", "C"),))
    stories = tuple(Story(post) for _ in range(20))
    digest = Digest(0, "en", "UTC", NOW, (Section("C", stories),), 20)
    first, last = (upcoming.preview(digest, n, Html("Next: tomorrow"), "en") for n in (0, 99))
    assert max(length(first.html), length(last.html)) <= MAX_TEXT
    assert [each.text for each in first.rows[0]] == ["1 / 2", "›"]
    assert [each.text for each in last.rows[0]] == ["‹", "2 / 2"]
    assert first.html != last.html


async def test_a_group_reads_too(town: Town, sandbox: Sandbox) -> None:
    member = sandbox.add_person("Member", language="en")
    group = sandbox.group("News", members=[member])
    for command in ("/history", "/next"):
        assert "Only this group's admins" not in (await group.ask(command, by=member)).text
