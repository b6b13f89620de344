"""The names of several digests, and how many there may be."""

from __future__ import annotations

from bot.sandbox import Room
from tests.bot.conftest import Town
from tests.bot.handlers.editions.test_editions import further, markets, reader, told

__all__ = ["reader"]


async def test_what_is_followed_lends_its_name_and_moves(town: Town, reader: Room) -> None:
    screen = await reader.ask("/digests")
    await reader.tap("+ Another digest")
    await reader.wait_edit(screen, "What is the new digest called?")
    await reader.tap("Technology")
    await reader.wait_edit(screen, "🗂 Technology\nTechnology\nNext: tomorrow 08:00")
    [made] = await further(town, reader)
    assert (await told(town, reader))["Technology"] == made.id


async def test_a_name_is_asked_again_until_it_will_do(town: Town, reader: Room) -> None:
    await markets(reader)
    screen = await reader.ask("/digests")
    await reader.tap("+ Another digest")
    await reader.wait_edit(screen, "What is the new digest called?")
    assert "There is a digest called “MARKETS” already" in (await reader.ask("MARKETS")).text
    assert "There is a digest called “Ｍarkets” already" in (await reader.ask("Ｍarkets")).text
    assert "called “main Digest” already" in (await reader.ask("main Digest")).text
    assert "called “主简报” already" in (await reader.ask("主简报")).text, "in no language"
    assert "A digest needs a name" in (await reader.ask("\u200b\u3164 \u202e")).text, "one that can be seen"
    made = await reader.ask("Evening   <b>&")
    assert made.text.startswith("🗂 Evening <b>&\n")
    await reader.tap("Name", message=made)
    await reader.wait_edit(made, "What is it called from now on?")
    assert (await reader.ask("Late")).text.startswith("🗂 Late\n")
    assert [each.title for each in await further(town, reader)] == ["Markets", "Late"]


async def test_there_are_five_at_most(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    for n in range(3):
        await town.services.editions.add(me.id, f"Number {n}", town.now)
    open_question = await reader.ask("/digests")
    await reader.tap("+ Another digest")
    await reader.wait_edit(open_question, "What is the new digest called?")
    await town.services.editions.add(me.id, "Number 3", town.now)
    assert "A chat has 5 digests at most" in (await reader.ask("One more")).text
    assert "+ Another digest" not in (await reader.ask("/digests")).labels
