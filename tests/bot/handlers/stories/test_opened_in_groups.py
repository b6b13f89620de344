"""A digest in a group: whoever taps opens a story for all; another one takes its place, nothing stacks."""

from __future__ import annotations

import logging
from itertools import cycle, islice

import pytest

from bot.sandbox import Message, Room, Sandbox, User, people
from bot.sandbox.world import Tap
from tests.bot.conftest import Town


@pytest.fixture
def readers(sandbox: Sandbox) -> list[User]:
    return [sandbox.add_person(name, language="en") for name in ("Ann", "Bea", "Cid")]


@pytest.fixture
async def group(town: Town, sandbox: Sandbox, readers: list[User]) -> Room:
    owner = sandbox.add_person("Dan", language="en")
    room = sandbox.group("News", owner=owner, members=readers)
    await room.say("/subscribe tech")
    await room.wait_reply("✅")
    await town.deliver()
    await room.wait_reply("\n1. ")
    return room


@pytest.fixture
def digest(group: Room) -> Message:
    return group.last


def numbers(message: Message) -> list[str]:
    """What the buttons of the stories send back."""
    return [each["callback_data"] for each in message.buttons if each["text"].isdecimal()]


async def tap(sandbox: Sandbox, group: Room, message: Message, who: User, data: str) -> str:
    """A tap on what somebody's app showed a moment ago, whatever the message shows now."""
    tapped = people.tap(sandbox.world, message, who, data)
    return str((await group.wait_until(lambda: tapped.answer))["text"])


async def test_what_a_second_person_opens_takes_the_place_of_the_first(
    sandbox: Sandbox, group: Room, digest: Message, readers: list[User], caplog: pytest.LogCaptureFixture
) -> None:
    ann, bea, cid = readers
    as_sent, labels, [first, second, *_] = digest.text, digest.labels, numbers(digest)
    titles = [line.partition(". ")[2] for line in as_sent.split("\n") if line[:3] in ("1. ", "2. ")]
    with caplog.at_level(logging.WARNING):
        await tap(sandbox, group, digest, ann, first)
        await group.wait_until(lambda: digest.text.startswith(titles[0]) or None)
        await tap(sandbox, group, digest, bea, second)
        await group.wait_until(lambda: digest.text.startswith(titles[1]) or None)
        assert titles[0] not in digest.text, "one story, not two"
        assert digest.labels[-1] == "‹ Back"
        await group.tap("‹ Back", message=digest, by=cid)
        await group.wait_until(lambda: digest.text == as_sent or None)
    assert digest.labels == labels, "one step leads back, however many stories were opened"
    assert group.last is digest, "nothing is said below it"
    assert not caplog.records


async def test_the_same_story_by_two_people_is_one_change(
    sandbox: Sandbox, group: Room, digest: Message, readers: list[User], caplog: pytest.LogCaptureFixture
) -> None:
    [first, *_] = numbers(digest)
    with caplog.at_level(logging.WARNING):
        taps = [people.tap(sandbox.world, digest, who, first) for who in readers]
        await group.wait_until(lambda: all(each.answer for each in taps) or None)
        await group.wait_edit(digest, "Story")
        assert await tap(sandbox, group, digest, readers[0], first) in ("", "Nothing has changed.")
    assert digest.labels[-1] == "‹ Back"
    assert not caplog.records


async def test_taps_of_many_at_once_end_with_the_last_of_them(
    sandbox: Sandbox, group: Room, digest: Message, readers: list[User], caplog: pytest.LogCaptureFixture
) -> None:
    as_sent, opened = digest.text, numbers(digest)
    back = opened[0].replace("story", "digest").rsplit(":", 2)[0]
    tried = list(
        islice(cycle([*opened, back, opened[0], opened[0], "1.rest:" + opened[0].split(":")[1] + ":0"]), 40)
    )
    with caplog.at_level(logging.WARNING):
        taps = list[Tap]()
        for who, data in zip(cycle(readers), [*tried, opened[1]], strict=False):
            taps.append(people.tap(sandbox.world, digest, who, data))
        await group.wait_until(lambda: all(each.answer for each in taps) or None)
        last = as_sent.split("2. ", 1)[1].split("\n", 1)[0]
        await group.wait_until(lambda: digest.text.startswith(last) or None)
        assert await tap(sandbox, group, digest, readers[2], back) == ""
        await group.wait_until(lambda: digest.text == as_sent or None)
    assert {str((each.answer or {})["text"]) for each in taps} <= {"", "Nothing has changed."}
    assert not caplog.records
    refused = [each for each in sandbox.record.refused if "not modified" not in each.description]
    assert refused == []


async def test_what_only_admins_may_says_what_it_is_about(
    group: Room, digest: Message, readers: list[User]
) -> None:
    await group.tap("1", message=digest, by=readers[0])
    await group.wait_until(lambda: "🔔 Follow" in digest.labels or None)
    refusal = await group.tap("🔔 Follow", message=digest, by=readers[0])
    assert "its admins choose which stories are followed" in refusal
    assert "In the private chat" in refusal
    for command in ("/mydata", "/forget"):
        said = (await group.ask(command, by=readers[0])).text
        assert "have what is stored of it, or have it deleted" in said
        assert "change its settings" not in said
