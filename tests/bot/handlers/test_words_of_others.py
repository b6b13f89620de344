"""What buttons of a modified client do not tell: the words of other people's queries."""

from __future__ import annotations

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
