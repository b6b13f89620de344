"""🌙 Quiet hours in a chat: set by buttons and words, and heard, or not, in what is sent."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.sandbox import Message, Room, Sandbox
from digests.model import Quiet
from digests.services.subscriptions import Subscriptions
from tests.bot.conftest import Town
from tests.examples import some


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "World")
    await town.deliver()
    return room


async def opened(reader: Room) -> Message:
    screen = await reader.ask("/settings")
    await reader.tap("Alerts")
    await reader.wait_edit(screen, "🔔 Alerts and quiet hours")
    assert screen.labels[0] == "🔔 Alerts: off"
    await reader.tap("🌙 Quiet hours: off")
    return await reader.wait_edit(screen, "🌙 Quiet hours · off")


async def quiet(town: Town, reader: Room) -> Quiet:
    return (await town.subscriber(reader)).quiet


async def test_everything_is_set_by_taps(town: Town, reader: Room) -> None:
    screen = await opened(reader)
    assert screen.labels[:2] == ["✓ Off", "22:00–07:00"]
    assert [each.get("style") for each in screen.buttons[:2]] == ["success", None]
    assert "Wait for the end" not in screen.labels
    await reader.tap("22:00–07:00")
    await reader.wait_edit(screen, "22:00–07:00, every day")
    await reader.tap("Wait for the end")
    await reader.wait_until(lambda: "✓ Wait for the end" in screen.labels or None)
    await reader.tap("Sun")
    await reader.wait_edit(screen, "22:00–07:00, Mon–Sat")
    await reader.tap("Never a sound")
    await reader.wait_until(lambda: "✓ Never a sound" in screen.labels or None)
    assert await quiet(town, reader) == Quiet((time(22), time(7)), frozenset(range(1, 7)), True, True)
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        await reader.tap(day)
    assert "at least one day" in await reader.tap("Sat")
    await reader.tap("Off")
    await reader.wait_edit(screen, "Quiet hours · off")
    assert (await quiet(town, reader)).hours is None


@pytest.mark.parametrize(
    ("typed", "hours"),
    some(
        [
            ("22:30-6:45", (time(22, 30), time(6, 45))),
            ("22:30－6:45", (time(22, 30), time(6, 45))),
            ("２２：３０ − ６：４５", (time(22, 30), time(6, 45))),
            ("晚上11点到早上7点半", (time(23), time(7, 30))),
            ("10pm until 7am", (time(22), time(7))),
        ],
        3,
    ),
)
async def test_times_may_be_typed(town: Town, reader: Room, typed: str, hours: tuple[time, time]) -> None:
    await opened(reader)
    answer = await reader.ask(typed)
    assert f"✓ {hours[0]:%H:%M}–{hours[1]:%H:%M}" in answer.labels
    assert (await quiet(town, reader)).hours == hours


@pytest.mark.parametrize("typed", ["22:00", "late", "8:00 9:00-10:00"])
async def test_what_is_not_two_times_is_asked_again(town: Town, reader: Room, typed: str) -> None:
    await opened(reader)
    assert "is not two times" in (await reader.ask(typed)).text
    assert "23:00–06:00, every day" in (await reader.ask("23-6")).text


async def test_of_the_same_time_twice_it_says_so(town: Town, reader: Room) -> None:
    await opened(reader)
    assert "Both times are 22:00." in (await reader.ask("22:00-10pm")).text
    assert (await quiet(town, reader)).hours is None
    assert "23:00–06:00, every day" in (await reader.ask("23-6")).text


async def set_quiet(town: Town, reader: Room, wanted: Quiet) -> None:
    subscriptions: Subscriptions = town.services.subscriptions
    await subscriptions.change((await town.subscriber(reader)).id, town.now, quiet=wanted)


async def next_digest(town: Town, reader: Room) -> None:
    """It is 08:00 there, the next day."""
    town.now += timedelta(hours=16)
    await town.more("world", 1)
    await town.deliver()


@pytest.mark.parametrize(
    ("wanted", "silent"),
    some(
        [
            (Quiet(), False),
            (Quiet(always=True), True),
            (Quiet((time(7), time(9))), True),
            (Quiet((time(7), time(9)), frozenset({1, 3})), False),
            (Quiet((time(22), time(8))), False),
        ],
        2,
    ),
)
async def test_a_digest_sounds_or_not(town: Town, reader: Room, wanted: Quiet, silent: bool) -> None:
    await set_quiet(town, reader, wanted)
    await next_digest(town, reader)
    assert (await reader.wait_reply("Morning digest")).silent is silent


async def test_a_digest_waits_for_the_end_and_nothing_else_does(town: Town, reader: Room) -> None:
    await set_quiet(town, reader, Quiet((time(7), time(9)), waits=True))
    said = (await reader.ask("/next")).text
    assert "Next: tomorrow 09:00" in said
    assert "🌙 Quiet hours put off: 08:00 → 09:00" in said
    before = reader.last
    await next_digest(town, reader)
    assert reader.last is before
    await town.more("world", 2)
    asked = await reader.ask("/digest")
    assert "1 story" in asked.text or "2 stories" in asked.text
    assert asked.silent
    town.now += timedelta(minutes=59)
    await town.deliver()
    assert reader.last is asked
    town.now += timedelta(minutes=1)
    await town.deliver()
    held = await reader.wait_reply("Morning digest")
    assert (held.silent, "1 story" in held.text) == (False, True)
