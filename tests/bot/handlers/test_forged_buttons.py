"""Forged buttons: whatever data come back, the tap is answered, and nothing is logged as a fault of ours."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.handlers import admin, registry
from bot.sandbox import Message, Room, Sandbox, people
from digests.store import Store
from tests.bot.conftest import Town, an_entry, running, settings_for
from tests.databases import database_url
from tests.examples import examples

__all__ = ["database_url"]

ACTIONS = sorted(
    str(handler.pattern.pattern)[4:].partition("(")[0]  # type: ignore[attr-defined]
    for handler in (*registry.buttons(), *admin.buttons())
)
WORDS = (
    "", "0", "1", "2", "-1", "zz", "x", "@", "@1", "@zz", "ı", "٣", "１", "²", "\x00", "\ud7ff", "'; --",
    "1y2p0ij32e8e7", "1y2p0ij32e8e8", "zzzzzz", "zik0zj", "zik0zk", "c8zzzzzzzzzzzz", "t80", "q80", "a81",
    "c01", "ck1", "<0.0.0", ">zzzzzzzzzzzz.zzzzzzzzzzzz.zzzz", ">-zzzzzzzzzzzz.1.1", "s", "o", "c", "Europe",
    "Europe/Berlin", "../UTC", "2400", "0860", "99999999", "1234567", "8", "en", "zh", "xx", "every", "times",
)  # fmt: skip


@pytest.fixture
async def town(sandbox: Sandbox, store: Store) -> AsyncIterator[Town]:
    """Somebody who is an admin of the bot, with something to read, on either database."""
    reader = sandbox.private(started=True)
    there = Town(sandbox, store, settings_for(sandbox, admin_ids=str(reader.person.id)))
    async with running(there):
        await there.publish("tech", [an_entry(n) for n in range(1, 13)], "Technology")
        yield there


@pytest.fixture
def reader(town: Town, sandbox: Sandbox) -> Room:
    return next(sandbox.room(chat) for chat in sandbox.world.chats)


async def begun(reader: Room) -> Message:
    """Somebody who follows something, and a message with buttons."""
    await reader.ask("/subscribe tech")
    return await reader.ask("/settings")


async def tapped(sandbox: Sandbox, reader: Room, message: Message, data: str) -> None:
    tap = people.tap(sandbox.world, message, reader.person, data)
    await reader.wait_until(lambda: tap.answer)


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR or each.exc_info]


@pytest.mark.long
async def test_every_action_answers_every_word(
    town: Town, sandbox: Sandbox, reader: Room, caplog: pytest.LogCaptureFixture
) -> None:
    """Three words a tap, beginning with another one for each action, so that each stands in each place."""
    message, found = await begun(reader), dict[str, list[str]]()
    with caplog.at_level(logging.WARNING):
        for n, action in enumerate(ACTIONS):
            words = WORDS[n % len(WORDS) :] + WORDS[: n % len(WORDS)]
            for three in (words[k : k + 3] for k in range(0, len(words), 3)):
                data = f"1.{':'.join([action, *three])}"
                caplog.clear()
                await tapped(sandbox, reader, message, data)
                if wrong := faults(caplog):
                    found[data] = wrong
    assert found == {}


FORGED = st.builds(
    lambda version, action, words, end: f"{version}.{':'.join([action, *words])}{end}",
    st.sampled_from(["1", "1", "1", "0", "", "11"]),
    st.sampled_from(ACTIONS),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=5),
    st.sampled_from(["", "", "@1", "@2", "@zzzz", "@", "@@1", "#1", "#2", "#zzzz", "#", "#1@1", "@1#1"]),
)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(FORGED | st.text(max_size=20), min_size=1, max_size=10))
async def test_whatever_comes_back_is_answered(
    town: Town, sandbox: Sandbox, reader: Room, caplog: pytest.LogCaptureFixture, data: list[str]
) -> None:
    message = await begun(reader)
    with caplog.at_level(logging.WARNING):
        for each in data:
            await tapped(sandbox, reader, message, each)
    assert faults(caplog) == []
