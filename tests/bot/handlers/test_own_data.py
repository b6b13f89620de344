"""``/mydata`` and ``/forget`` in a chat: a file, a question, a day, and nothing left."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox
from digests.decisions import opml
from digests.model import FeedState, FollowKind
from digests.steps import Kept, Prune
from digests.store import tables
from tests.bot.conftest import Town


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "Technology")
    await town.deliver()
    return room


async def stored(town: Town) -> int:
    async with town.store.read() as tx:
        return len((await tx.execute(tables.subscriber.select())).all())


async def prune(town: Town) -> int:
    return await Prune(town.store, Kept(), town.clock).due()


def data(room: Room, ending: str) -> bytes:
    return next(m.file.data for m in reversed(room.replies) if m.file and m.file.name.endswith(ending))


async def test_all_that_is_stored_comes_as_a_file(town: Town, reader: Room) -> None:
    await reader.say("/mydata")
    await reader.wait_reply("feed behind")
    [place] = json.loads(data(reader, ".json"))["places"]
    assert place["follows"] == [{"kind": "category", "name": "Technology"}]
    assert place["subscriber"][0]["address"] == str(reader.id)
    assert place["delivery"][0]["state"] == "sent"
    assert place["delivery_part"][0]["message"]
    [feed] = opml.read(data(reader, ".opml").decode())
    assert (feed.address, feed.category) == ("https://feeds.example.org/tech", "Technology")


async def test_filters_are_told_by_their_words_and_feeds_that_are_followed_too(
    town: Town, reader: Room
) -> None:
    me = (await town.subscriber(reader)).id
    await town.services.filters.keep(me, None, "-football")
    await town.services.follows.feed(me, town.feeds["world"])
    number, _ = await town.services.follows.search(me, "solar")
    await town.services.filters.keep(me, (FollowKind.SEARCH, number), "-power")
    await reader.say("/mydata")
    await reader.wait_reply("feeds behind")
    [place] = json.loads(data(reader, ".json"))["places"]
    assert place["filter"] == "-football"
    assert place["follows"][2] == {"kind": "search", "name": "solar", "filter": "-power"}
    found = opml.read(data(reader, ".opml").decode())
    assert [each.address[-5:] for each in found] == ["/tech", "world"]


@pytest.mark.parametrize(
    "address", ["https://feeds.example.org/x?api_token=1", "https://feeds.example.org/x"]
)
async def test_addresses_with_secrets_are_nobodys_to_see(town: Town, reader: Room, address: str) -> None:
    async with town.store.write() as tx:
        state = FeedState.ACTIVE if "token" in address else FeedState.REMOVED
        await tx.execute(tables.feed.update().values(address=tables.feed.c.id.concat(address), state=state))
        await tx.execute(tables.feed.update().where(tables.feed.c.id == 1).values(address=address))
    await reader.ask("/mydata")
    assert not [m for m in reader.replies if m.file and m.file.name.endswith(".opml")]


async def test_what_is_forgotten_is_kept_for_a_day(town: Town, reader: Room) -> None:
    question = await reader.ask("/forget")
    assert [each.get("style") for each in question.buttons] == ["danger", None]
    await reader.tap("🗑 Delete everything")
    await reader.wait_edit(reader.last, "Everything is deleted tomorrow")
    assert "everything is deleted tomorrow" in (await reader.ask("/settings")).text
    town.now += timedelta(hours=23)
    assert await prune(town) == 0
    await town.deliver()
    assert "Welcome back" in (await reader.ask("/start")).text
    town.now += timedelta(hours=2)
    assert (await prune(town), await stored(town)) == (0, 1)
    actions = [change.action for change in (await town.services.audit_log.page(0, 10)).changes]
    assert actions[:2] == ["stay", "leave"]


async def test_then_nothing_is_left(town: Town, reader: Room) -> None:
    await reader.ask("/forget")
    await reader.tap("🗑 Delete everything")
    await reader.wait_edit(reader.last, "Everything is deleted")
    town.now += timedelta(hours=24)
    assert (await prune(town), await stored(town)) == (1, 0)
    async with town.store.read() as tx:
        for table in (tables.subscription, tables.delivery, tables.delivery_part, tables.note):
            assert not (await tx.execute(table.select())).all(), table.name
    newest = (await town.services.audit_log.page(0, 1)).changes[0]
    assert (newest.actor, newest.action, newest.before, newest.after) == ("digestbot", "forget", {}, {})
    assert "Nothing is stored" in (await reader.ask("/mydata")).text
    assert "Nothing is stored" in (await reader.ask("/forget")).text


async def test_it_can_be_taken_back_by_a_button(town: Town, reader: Room) -> None:
    await reader.ask("/forget")
    await reader.tap("Keep everything")
    question = await reader.ask("/forget")
    await reader.tap("🗑 Delete everything")
    await reader.wait_edit(question, "Everything is deleted")
    await reader.tap("Keep everything after all")
    await reader.wait_edit(question, "nothing is deleted")
    await reader.ask("/settings")
    await reader.tap("▶ Resume")
    town.now += timedelta(days=2)
    assert (await prune(town), await stored(town)) == (0, 1)


async def test_a_group_is_its_admins_to_forget_with_all_topics(town: Town, sandbox: Sandbox) -> None:
    owner, member = sandbox.add_person("Owner"), sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member], supergroup=True)
    thread = group.add_topic("Rail")
    for command in ("/mydata", "/forget"):
        assert "Only this group's admins" in (await group.ask(command, by=member)).text
    await group.ask("/subscribe tech")
    await group.say("/subscribe world", thread=thread)
    await group.wait_reply()
    assert await stored(town) == 2
    await group.say("/mydata")
    await group.wait_reply("feeds behind")
    assert len(json.loads(data(group, ".json"))["places"]) == 2
    question = await group.ask("/forget")
    assert "Only this group's admins" in await group.tap("🗑", by=member)
    await group.tap("🗑")
    await group.wait_edit(question, "deleted tomorrow")
    town.now += timedelta(days=1)
    assert (await prune(town), await stored(town)) == (2, 0)
