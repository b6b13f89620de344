"""❓ Why a story came, and why one does not: by a button, by a link, by words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox
from digests.model import Batch, MuteKind
from tests.bot.conftest import Town, an_entry
from tests.bot.handlers.personal.test_saved import opened


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "World")
    await town.deliver()
    await town.index.due()
    return room


async def test_a_story_that_came_says_how_it_stands(town: Town, reader: Room) -> None:
    digest = reader.last
    await reader.tap("1", message=digest)
    await reader.wait_until(lambda: "Why?" in digest.labels or None)
    await reader.tap("Why?", message=digest)
    await reader.wait_edit(digest, "❓ Story 15")
    assert digest.text == (
        "❓ Story 15\n\nIt came today 16:00 under “World news”, in place 1 of 3.\n\n"
        "What counted:\n• 1 source tells it\n• short"
    )
    await reader.tap("‹ Back", message=digest)
    await reader.wait_until(lambda: "Why?" in digest.labels or None)


async def test_what_found_no_place_is_named(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    await town.services.subscriptions.change(me.id, town.now, size=1)
    town.now += timedelta(days=1)
    await town.more("world", 3)
    await town.deliver()
    await reader.wait_reply("Morning digest")
    await town.index.due()
    titles = [story.post.title for story in (await town.services.past_digests.rest(2, 0, 3))[0]]
    assert f"First that found no place: “{titles[1]}”" in (await reader.ask(f"/why {titles[0]}")).text
    assert "behind the button “more”: 1 are shown" in (await reader.ask(f"/why {titles[1]}")).text


async def test_a_link_finds_it_however_it_is_spelled(town: Town, reader: Room) -> None:
    for link in ("https://example.org/14", "http://www.example.org/14/#comments", "example.org/14"):
        assert "❓ Story 14\n\nIt came" in (await reader.ask(f"/why {link}")).text


async def test_what_was_told_and_then_withdrawn_is_found_and_called_so(
    town: Town, reader: Room, sandbox: Sandbox
) -> None:
    town.source.batches["https://feeds.example.org/world"] = [Batch((), gone=("entry-14",))]
    await town.refresh(town.feeds["world"], town.now)
    while await town.index.due():
        pass
    said = "❓ Story 14\n\nIt came today 16:00 under “World news”, in place 2 of 3.\nIts source has taken"
    for words in ("https://example.org/14", "story 14"):
        assert said in (await reader.ask(f"/why {words}")).text
    assert "taken the article back" not in (await reader.ask("/why https://example.org/15")).text
    other = sandbox.private("Bea", language="en")
    await town.ready(other, "Technology")
    assert "I know no article" in (await other.ask("/why story 14")).text


async def test_a_link_that_no_feed_has_is_called_so(reader: Room) -> None:
    unknown = await reader.ask("/why https://nowhere.example/x")
    assert unknown.text == (
        "❓ No feed that I read has an article with this link: https://nowhere.example/x\n"
        "Another one may tell the same: send /why with some words of its title."
    )
    assert unknown.labels == ["🗞 Latest"]
    assert "Fewer words may find it" in (await reader.ask("/why qqqq zzzz")).text


async def test_what_is_not_followed_muted_or_new_is_said(town: Town, reader: Room) -> None:
    found = await reader.ask("/why https://example.org/3")
    assert "you follow nothing that it stands under" in found.text
    assert found.labels == ["🗂 Categories", "🏷 Popular tags", "Open it"]
    await town.more_of("world", an_entry(200, published=town.now))
    assert (
        "It comes with your next digest, under “World news”"
        in (await reader.ask("/why https://example.org/200")).text
    )
    me = await town.subscriber(reader)
    newest = (await town.services.browse.latest(None)).posts[0]
    await town.services.mutes.mute(me.id, MuteKind.SOURCE, newest.id, for_good=True)
    muted = await reader.ask("/why https://example.org/200")
    assert "you have muted “Example Herald”" in muted.text
    await reader.tap("🔇 What is muted", message=muted)
    await reader.wait_edit(muted, "Less noise · 1")


async def test_words_that_several_have_are_asked_about(town: Town, reader: Room) -> None:
    assert "Why did a story come" in (await reader.ask("/why")).text
    several = await reader.ask("/why story")
    assert "Which one do you mean?" in several.text
    await reader.tap("Story 15", message=several)
    await reader.wait_edit(several, "It came today")
    assert several.labels == ["Open it"]
    nothing = await reader.ask("/why kangaroo court")
    assert "I know no article “kangaroo court”" in nothing.text
    assert nothing.labels == ["🔎 Search for “kangaroo court”"]


async def test_taste_is_named_where_it_touches(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    post = next(p for p in (await town.services.browse.latest(None)).posts if p.title == "Story 15")
    await town.services.tastes.say(me.id, post.id, 1)
    said = (await reader.ask("/why https://example.org/15")).text
    assert "Your taste: #5G, a bit more" in said


async def test_who_has_not_begun_is_told_how(town: Town, sandbox: Sandbox) -> None:
    other = sandbox.private("Bea", language="en")
    assert "Nothing comes here yet" in (await other.ask("/why https://example.org/15")).text
    view = await opened(other)
    await other.tap("Why?", message=view)
    await other.wait_edit(view, "Nothing comes here yet")
