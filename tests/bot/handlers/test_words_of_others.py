"""What buttons of a modified client do not tell: the words of other people's queries and digests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox, people
from digests.decisions.cursors import base36
from tests.bot.conftest import Town

SECRET = "my secret illness"


async def all_said(sandbox: Sandbox, room: Room, forged: list[str]) -> str:
    """Everything that is answered, sent or shown in a chat from which these are tapped in turn."""
    said = list[str]()
    sandbox.world.listeners.append(
        lambda event: (
            said.append(f"{event.message.text} {event.message.labels} {event.detail.get('text')}")
            if event.chat.id == room.id and event.message
            else None
        )
    )
    message = await room.ask("/settings")
    for data in forged:
        tap = people.tap(sandbox.world, message, room.person, data)
        await room.wait_until(lambda tap=tap: tap.answer)
    await room.ask("/help")
    return "\n".join(said)


# --------------------------------------------------------------------------- queries


@pytest.fixture
async def searcher(town: Town, sandbox: Sandbox) -> Room:
    """Somebody who has searched, tried a filter and looked for a source."""
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "Technology")
    for each in (f"/search {SECRET}", f"/filter {SECRET}", f"/sources {SECRET}", f"/tag {SECRET}"):
        await room.ask(each)
    return room


@pytest.mark.parametrize(
    "forged",
    ["1.list:q8{}:", "1.find:{}", "1.fsearch:{}:1:", "1.filter::{}", "1.filterkeep::{}", "1.sources:0:{}"],
)
@pytest.mark.usefixtures("searcher")
async def test_counting_finds_no_words_of_anybody(town: Town, sandbox: Sandbox, forged: str) -> None:
    other = sandbox.private("Eve", language="en")
    await town.ready(other, "Technology")
    said = await all_said(sandbox, other, [forged.format(base36(n)) for n in range(1, 6)])
    assert "This search was long ago" in said
    assert "illness" not in said
    assert "illness" not in (await other.ask("/filter")).text
    assert "illness" not in (await other.ask("/mytags")).text


# --------------------------------------------------------------------------- digests

OF_A_DIGEST = ("digest:{}", "rest:{}:0", "story:{}:0:0", "past:{}:0:0", "alertasked:{}")
UNDER_A_STORY = ("why", "more", "save:1", "bell:1", "like:u", "mute:7")


@pytest.fixture
async def follower(town: Town, sandbox: Sandbox) -> Room:
    """Somebody whose newest digest has a section that is called like a search."""
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "World")
    await room.ask("/subscribe search:story OR illness")
    await town.more("tech", 12)
    while await town.index.due():
        pass
    town.now += timedelta(days=1)
    await town.deliver()
    assert "illness" in (await room.wait_reply("Morning digest")).text
    return room


async def newest(town: Town, room: Room) -> str:
    me = await town.subscriber(room)
    came, _ = await town.services.past_digests.came(me.id, 0, 1)
    return base36(came[0].digest)


async def test_a_digest_is_opened_by_nobody_else(town: Town, sandbox: Sandbox, follower: Room) -> None:
    other, number = sandbox.private("Eve", language="en"), await newest(town, follower)
    await town.ready(other, "Technology")
    view = f"story:{number}:0:0"
    forged = [f"1.{each.format(number)}" for each in OF_A_DIGEST]
    forged += [f"1.{each}:{view}" for each in UNDER_A_STORY]
    said = await all_said(sandbox, other, forged)
    assert "illness" not in said
    assert said.count("This button has expired") == len(forged)


async def test_who_was_given_it_opens_it(town: Town, sandbox: Sandbox, follower: Room) -> None:
    number = await newest(town, follower)
    said = await all_said(sandbox, follower, [f"1.{each.format(number)}" for each in OF_A_DIGEST])
    assert "expired" not in said
    assert "The rest · 1–8 /" in said


async def test_everybody_in_a_group_opens_what_one_of_its_topics_was_given(
    town: Town, sandbox: Sandbox
) -> None:
    bea = sandbox.add_person("Bea", language="en")
    forum = sandbox.group("Forum", topics=["News", "Talk"], members=[bea])
    news, talk = (n for n in forum.chat.topics if n != 1)
    await forum.say("/subscribe tech", thread=news)
    await forum.wait_reply()
    await town.deliver()
    digest = await forum.wait_reply("\n1. ")
    as_sent = digest.text
    await forum.tap("2", message=digest, by=bea)
    await forum.wait_until(lambda: digest.text != as_sent or None)
    await forum.tap("‹ Back", message=digest, by=bea)
    await forum.wait_until(lambda: digest.text == as_sent or None)
    await forum.say("/settings", thread=talk)
    beside = await forum.wait_reply("⚙ Settings")
    tap = people.tap(sandbox.world, beside, bea, "1.story:1:0:0")
    assert (await forum.wait_until(lambda: tap.answer))["text"] == ""
