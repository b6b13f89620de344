"""Several digests a chat, paused and taken up again, and how they look, to the messages that go out."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.sandbox import Message, Room, Sandbox
from tests.bot.conftest import Town, an_entry
from tests.flow.own.conftest import come, through

HOUR = timedelta(hours=1)
TITLES = tuple(f"Story {n}" for n in range(150, 160))


def titles(text: str) -> list[str]:
    return [each for each in TITLES if each in text]


async def test_two_digests_share_what_is_new_and_a_pause(town: Town, reader: Room) -> None:
    """The clock stands at 16:00 of a Monday, by that of Shanghai."""
    screen = await reader.ask("/digests")
    await through(
        reader,
        screen,
        ("+ Another digest", "What is the new digest called?"),
        ("Technology", "🗂 Technology"),
        ("Times", "🕗 Times"),
    )
    assert "09:30" in (await reader.ask("9:30")).text
    both = an_entry(151, published=town.now)
    await town.more_of("world", an_entry(150, published=town.now), both)
    await town.more_of("tech", both, an_entry(152, published=town.now))
    for hours, found in ((16, ["Story 150", "Story 151"]), (1, []), (0.5, ["Story 152"]), (1, [])):
        town.now += hours * HOUR
        assert [title for text in await come(town, reader) for title in titles(text)] == found, hours
    assert "🗂 Technology: tomorrow 09:30" in (await reader.ask("/next")).text

    await reader.ask("/stop")
    await town.more_of("world", an_entry(153, published=town.now))
    await town.more_of("tech", an_entry(154, published=town.now))
    town.now += 24 * HOUR
    assert await come(town, reader) == []
    await reader.ask("/settings")
    await reader.tap("▶ Resume")
    town.now += 24 * HOUR
    # Both are due: the second is made once it is known what the first one told.
    main, second = await come(town, reader, rounds=2)
    assert (titles(main), titles(second)) == (["Story 153"], ["Story 154"])
    first, second, *_ = (await reader.ask("/history")).text.splitlines()[2:]
    assert (first[3:], second[3:]) == ("Thu 5 Mar 09:30 · 1 story · Technology", "Thu 5 Mar 08:00 · 1 story")


async def digest(town: Town, reader: Room, count: int) -> Message:
    await town.more("world", count)
    return await reader.ask("/digest")


async def look(reader: Room, name: str) -> None:
    screen = await reader.ask("/settings")
    await through(reader, screen, ("Look", "🎨"), ("🎨", "How a digest looks"))
    await reader.tap(name, message=screen)


async def test_each_layout_is_seen_in_what_comes(town: Town, sandbox: Sandbox, reader: Room) -> None:
    point = an_entry(100).text.split(".")[0]
    await look(reader, "Headlines")
    assert point not in (await digest(town, reader, 1)).text
    await look(reader, "Rich")
    sample = await reader.wait_reply("Do you see three stories")
    await reader.tap("Yes", message=sample)
    await reader.wait_reply("How a digest looks · Rich")
    await town.more("world", 2)
    sandbox.fail("reset", method="sendRichMessage", count=1, accepted=True)
    classic = sandbox.record.calls["sendmessage", 200]
    before = len(reader.replies)
    await reader.say("/digest")
    async with asyncio.timeout(20):
        while len(reader.replies) < before + 2:
            town.now += HOUR / 2
            await town.settled()
            await asyncio.sleep(0.05)
    once, again = reader.replies[before:]
    assert once.rich == again.rich is not None, "what timed out comes again in its own form alone"
    assert sandbox.record.calls["sendmessage", 200] == classic
    sandbox.fail("error", method="sendRichMessage", code=404, description="Not Found: method not found")
    rich = sandbox.record.calls["sendrichmessage", 200]
    refused = await digest(town, reader, 4)
    assert (refused.rich, "Story 103" in refused.text) == (None, True)
    assert sandbox.record.calls["sendrichmessage", 200] == rich
