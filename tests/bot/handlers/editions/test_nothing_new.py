"""A digest that has nothing new says why, of what it tells itself."""

from __future__ import annotations

from bot.sandbox import Room
from digests.model import FollowKind
from tests.bot.conftest import Town
from tests.bot.handlers.editions.test_editions import markets, reader

__all__ = ["reader"]


async def test_a_filter_on_what_another_digest_tells_is_no_reason(town: Town, reader: Room) -> None:
    screen = await markets(reader)
    await reader.tap("nothing followed")
    await reader.wait_edit(screen, "What this digest tells")
    await reader.tap("Technology")
    await reader.wait_until(lambda: "✓ Technology" in screen.labels or None)
    me = await town.subscriber(reader)
    world = (await town.services.catalogue.category("world")).id
    await town.services.filters.keep(me.id, (FollowKind.CATEGORY, world), "-olive")
    await reader.tap("‹ Back")
    await reader.wait_edit(screen, "Technology\nNext: tomorrow 08:00")
    said = await reader.tap("A digest now", message=screen)
    assert "held back by your filters" not in said
    assert "held back by your filters" not in (await reader.wait_reply("Nothing new")).text
