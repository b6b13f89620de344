"""Searches and sources are followed like tags: under results, by name, from a list; and let go."""

from __future__ import annotations

import pytest

from bot.sandbox import Room, Sandbox
from digests.services.own import follows
from tests.bot.conftest import Town, an_entry
from tests.bot.handlers.content.test_filters import goes
from tests.examples import some


async def followed(town: Town, room: Room) -> list[str]:
    me = await town.subscriber(room)
    mine = await town.services.subscriptions.following(me.id)
    return [f"{each.kind.value} {each.title}" for each in mine if each.kind.value in ("search", "feed")]


async def named(town: Town, category: str, title: str) -> None:
    await town.services.feeds.retitle(town.feeds[category], title, actor="test", now=town.now)


async def test_what_a_search_found_is_followed_and_let_go(town: Town, reader: Room) -> None:
    page = await reader.ask("/search olive -snowfall")
    assert await reader.tap("+ Follow this search", message=page) == "Following: olive -snowfall"
    await reader.wait_until(lambda: "✓ Following, tap to stop" in page.labels or None)
    assert await followed(town, reader) == ["search olive -snowfall"]
    assert await reader.tap("✓ Following", message=page) == "No longer following: olive -snowfall"
    await reader.wait_until(lambda: "+ Follow this search" in page.labels or None)
    assert await followed(town, reader) == []


async def test_the_page_stays_where_it_is(town: Town, reader: Room) -> None:
    page = await reader.ask("/search number")
    await goes(reader, page, "›", "9. ")
    await reader.tap("+ Follow", message=page)
    await reader.wait_until(lambda: "✓ Following, tap to stop" in page.labels or None)
    assert "\n9. " in page.text


async def test_what_nothing_is_found_of_yet_may_be_waited_for(town: Town, reader: Room) -> None:
    page = await reader.ask("/search zeppelin")
    await reader.tap("+ Follow this search", message=page)
    await reader.wait_until(lambda: "✓ Following, tap to stop" in page.labels or None)
    assert await followed(town, reader) == ["search zeppelin"]


async def test_a_time_makes_no_sense_in_what_is_followed(town: Town, reader: Room) -> None:
    page = await reader.ask("/search olive since:7d")
    assert "search again without since:" in await reader.tap("+ Follow", message=page)
    assert "+ Follow this search" not in (await reader.ask("/search zeppelin since:7d")).labels
    assert await followed(town, reader) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    some(
        [
            ('"search:olive OR solar"', "olive OR solar"),
            ("search:olive OR solar", "olive OR solar"),
            ("search:olive\0harvest", "olive harvest"),
            ("搜索：橄榄 歉收", "橄榄 歉收"),
            ("“search:olive”", "olive"),
            ('search:"olive harvest"', '"olive harvest"'),
            ("from:herald", 'from:"herald"'),
            ("来源:Example Herald", 'from:"Example Herald"'),
        ],
        3,
    ),
)
async def test_a_search_by_name(town: Town, reader: Room, typed: str, words: str) -> None:
    answer = await reader.ask(f"/subscribe {typed}")
    assert answer.text.startswith(f"✅ Following: 🔎 {words}\nNext: ")
    assert (await reader.ask(f"/subscribe {typed}")).text.startswith("You follow already")
    assert await followed(town, reader) == [f"search {words}"]
    assert "No longer following: 🔎" in (await reader.ask(f"/unsubscribe {typed}")).text
    assert await followed(town, reader) == []


async def test_a_source_by_name(town: Town, reader: Room) -> None:
    await named(town, "tech", "Zeit und Technik")
    await named(town, "world", "Zeit und Welt")
    assert (await reader.ask("/subscribe from:welt")).text.startswith("✅ Following: 📡 Zeit und Welt")
    answer = await reader.ask("/subscribe from:Zeit")
    assert answer.text == "Several sources are called “Zeit”. Which one?"
    await goes(reader, answer, "+ Zeit und Technik", "✅ Following: 📡 Zeit und Technik")
    assert await followed(town, reader) == ["feed Zeit und Welt", "feed Zeit und Technik"]
    assert "You do not follow “Zeit”" in (await reader.ask("/unsubscribe from:Zeit")).text
    await reader.ask("/unsubscribe from:technik")
    assert await followed(town, reader) == ["feed Zeit und Welt"]


async def test_a_source_that_there_is_not_leads_on(town: Town, reader: Room) -> None:
    answer = await reader.ask("/subscribe from:nobody")
    assert answer.text == "No source is called “nobody”."
    assert answer.labels == ["🔎 Search for “from:nobody”", "📡 All sources"]
    await goes(reader, answer, "📡 All sources", "📡 Sources · 2")
    assert "Search finds articles" in (await reader.ask("/subscribe search:")).text


async def test_sources_as_toggles(town: Town, reader: Room) -> None:
    for n in range(9):
        await town.publish(f"extra{n}", [an_entry(200 + n)])
        await named(town, f"extra{n}", f"Extra {n}")
    screen = await reader.ask("/sources")
    assert screen.labels[:2] == ["Extra 0 · 1/week", "Extra 1 · 1/week"]
    assert "1–8 / 11" in screen.labels
    assert await reader.tap("Extra 1", message=screen) == "Following Extra 1"
    await reader.wait_until(lambda: "✓ Extra 1 · 1/week" in screen.labels or None)
    await reader.tap("›", message=screen)
    await reader.wait_until(lambda: "9–11 / 11" in screen.labels or None)
    assert await followed(town, reader) == ["feed Extra 1"]
    found = await reader.ask("/sources extra 1")
    assert found.text.startswith("📡 Sources · “extra 1” · 1")
    assert await reader.tap("✓ Extra 1", message=found) == "No longer following Extra 1"
    await reader.wait_until(lambda: "Extra 1 · 1/week" in found.labels or None)
    assert await followed(town, reader) == []


async def test_all_that_is_followed_is_listed_and_let_go(town: Town, reader: Room) -> None:
    await named(town, "tech", "Zeit")
    for each in ("#Rail", "search:olive", "from:zeit"):
        await reader.ask(f"/subscribe {each}")
    screen = await reader.ask("/mytags")
    assert "· 3" in screen.text
    assert screen.labels[:3] == ["✕ #Rail", "✕ 🔎 olive", "✕ 📡 Zeit"]
    for each in ("✕ 🔎 olive", "✕ 📡 Zeit"):
        assert await reader.tap(each, message=screen) == "Saved"
        await reader.wait_until(lambda gone=each: gone not in screen.labels or None)
    assert screen.labels[0] == "✕ #Rail"
    await goes(reader, screen, "‹ Back", "🗂 Content")
    assert screen.labels[:4] == ["Categories: 2", "Tags: Rail", "Sources: none", "Filter: off"]


async def test_searches_stand_beside_tags_in_one_button(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    await goes(reader, screen, "Content", "🗂 Content")
    assert screen.labels[1] == "Tags, searches: none"
    for each, said in (("search:olive", "Searches: 1"), ("#Rail", "Tags: Rail · Searches: 1")):
        await reader.ask(f"/subscribe {each}")
        screen = await reader.ask("/settings")
        await goes(reader, screen, "Content", "🗂 Content")
        assert screen.labels[1] == said


async def test_unsubscribe_lists_them_too(town: Town, reader: Room) -> None:
    await reader.ask("/subscribe search:olive")
    screen = await reader.ask("/unsubscribe")
    assert await reader.tap("✕ 🔎 olive", message=screen) == "No longer following: 🔎 olive"
    assert await followed(town, reader) == []


async def test_there_is_an_end_to_it(town: Town, reader: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follows, "MOST_SEARCHES", 1)
    await reader.ask("/subscribe search:one")
    assert (await reader.ask("/subscribe search:two")).text.startswith("You can follow 1 searches here.")
    page = await reader.ask("/search olive")
    assert "Let one go first" in await reader.tap("+ Follow", message=page)


async def test_somebody_new_begins_thereby(town: Town, sandbox: Sandbox) -> None:
    stranger = sandbox.private(started=True)
    assert "✅ Following: 🔎 olive" in (await stranger.ask("/subscribe search:olive")).text
    assert (await town.subscriber(stranger)).status.value == "active"


async def test_in_a_group_admins_alone_follow(town: Town, sandbox: Sandbox) -> None:
    owner, member = sandbox.add_person("Owner"), sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member])
    await group.ask("/subscribe tech")
    for asked, label in (("/search number", "+ Follow"), ("/sources", "feeds.example.org")):
        shown = await group.ask(asked, by=member)
        assert "Only this group's admins" in await group.tap(label, by=member, message=shown)
    assert await followed(town, group) == []


async def test_who_follows_a_search_alone_is_told_whether_it_has_anything(
    town: Town, sandbox: Sandbox
) -> None:
    while await town.index.due():
        pass
    for words, said in (("olive", "Your first digest"), ("zeppelin", "There are no articles yet")):
        stranger = sandbox.private(started=True)
        page = await stranger.ask(f"/search {words}")
        await stranger.tap("+ Follow", message=page)
        screen = await stranger.ask("/start")
        await goes(stranger, screen, "Next", "When would you like it?")
        await goes(stranger, screen, "08:00", said)


@pytest.mark.parametrize(
    "said", ['search:"solar OR wind"', 'from:"Field Notes"', "“search:a OR b”", "来源：新浪"]
)
async def test_what_goes_on_to_the_end_is_asked_for_alone(town: Town, reader: Room, said: str) -> None:
    me = await town.subscriber(reader)
    before = await town.services.subscriptions.following(me.id)
    for command in ("subscribe #chips", "unsubscribe tech"):
        answer = await reader.ask(f"/{command} {said} world")
        assert f"“{said} world” needs a message of its own" in answer.text
    assert await town.services.subscriptions.following(me.id) == before
