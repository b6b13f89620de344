"""One event of two papers, from their feeds to the message: it is told once, with both sources."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.sandbox.feeds
from bot.screens.digests.digest import messages
from bot.telegram.markup import without
from digests.sources.parsing import parse_feed
from tests.digests.steps.stories.test_stories import judged
from tests.digests.steps.world import World

FEEDS = Path(bot.sandbox.feeds.__file__).parent


async def read(world: World, name: str, title: str) -> None:
    """The feed of the sandbox comes in, an outlet of that name."""
    document = bot.sandbox.feeds.fill((FEEDS / f"{name}.xml").read_text("utf-8"), world.now)
    address = f"https://{name}.example/rss"
    found = parse_feed(document.encode(), "application/rss+xml", address, world.now)
    feed = await world.feed(address, category=name)
    world.source.says(address, *found.entries, title=title)
    await world.refresh(feed, world.now)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_first_digest_tells_the_cable_once_with_both_sources(world: World, language: str) -> None:
    await read(world, "technology", "Circuit & Code")
    await read(world, "science", "Field Notes")
    await judged(world)
    reader = await world.reader("technology", "science", size=10)
    await world.subscriptions.change(reader.id, world.now, language=language)
    await world.deliver()
    [cable] = [title for title in world.transport.payloads if "cable" in title or "data link" in title]
    shown = "\n".join(without(screen.html) for screen in messages(await world.composed.digest(1)))
    assert cable in shown
    both = {
        "en": "2 sources: Field Notes, Circuit & Code",
        "zh": "2 家报道：Field Notes、Circuit & Code",
    }
    assert both[language] in shown, "the earlier one first"
    assert len(world.transport.payloads) == 9
