"""The sandbox's sample feeds: two papers tell of one cable, and nothing else of them is one story."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import select

from bot.process.sandbox import SAMPLES
from bot.sandbox.feeds import fill
from digests.sources.parsing import parse_feed
from digests.store.tables import post
from tests.digests.steps.stories.test_stories import judged
from tests.digests.steps.world import World

CABLE = "Undersea cable between Lisbon and Casablanca goes live with 24 fibre pairs"
LINK = "New data link under the sea joins Portugal and Morocco"
TYPES = {"xml": "application/xml", "json": "application/feed+json"}


async def test_two_papers_tell_of_one_cable(world: World) -> None:
    for name in SAMPLES:
        address = f"https://samples.example/{name}"
        body = fill((files("bot.sandbox.feeds") / name).read_text("utf-8"), world.now)
        parsed = parse_feed(body.encode(), TYPES[name.rpartition(".")[2]], address, world.now)
        await world.comes_in(await world.feed(address), address, *parsed.entries)
    await judged(world)
    async with world.store.read() as tx:
        rows = (await tx.execute(select(post.c.title, post.c.story_id))).all()
        stories = {row[0]: row[1] for row in rows}
    assert len(rows) == 15
    assert stories[LINK] == stories[CABLE]
    others = [story for title, story in stories.items() if title not in (CABLE, LINK)]
    assert len(set(others)) == len(others), "nothing else is one"
