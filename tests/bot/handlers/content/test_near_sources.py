"""A source that is called a little otherwise is offered."""

from __future__ import annotations

from bot.sandbox import Room
from tests.bot.conftest import Town
from tests.bot.handlers.content.test_filters import goes
from tests.bot.handlers.content.test_follows import followed, named


async def test_by_a_slip_of_its_name(town: Town, reader: Room) -> None:
    await named(town, "world", "Harbour Gazette")
    await named(town, "tech", "科技日报")
    page = await reader.ask("/sources harbor gazete")
    assert page.text == "No source is called “harbor gazete”. Did you mean:"
    assert page.labels[0] == "+ Harbour Gazette"
    await goes(reader, page, "+ Harbour Gazette", "✅ Following: 📡 Harbour Gazette")
    assert await followed(town, reader) == ["feed Harbour Gazette"]
    assert (await reader.ask("/sources 科枝日报")).labels[0] == "+ 科技日报"


async def test_nothing_like_it(town: Town, reader: Room) -> None:
    await named(town, "world", "Harbour Gazette")
    page = await reader.ask("/sources zzzz")
    assert page.text == "No source is called “zzzz”."
    assert page.labels[-1] == "📡 All sources"


async def test_a_name_of_a_figure_and_a_character_is_found_without_the_rest(town: Town, reader: Room) -> None:
    await named(town, "tech", "36氪财经")
    page = await reader.ask("/sources 36氪")
    assert page.text.startswith("📡 Sources · “36氪” · 1")
    assert page.labels[0].startswith("36氪财经")
