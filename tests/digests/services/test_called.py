"""Many names at once name what each of them does alone, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from digests.errors import BadInput
from digests.model import Category, CategoryName, StoredTag, Tag
from digests.store.posts import categories, tags
from tests.digests.steps.world import World, an_entry

WORDS = [
    "news",
    "NEWS",
    "#news",
    "World affairs",
    "＃Chips",
    "chips",
    "Ｃｈｉｐｓ",
    "#solar_power",
    "solar power",
    "solar_power",
    "NIO",
    "nyse:nio",
    "#nio",
    "both",
    "#both",
    "unused",
    "#unused",
    "UNU",
    "a_b",
    "#a_b",
    "#a b",
    "#",
    "##",
    "nothing",
    "no_thing",
]


@pytest.fixture
async def named(world: World) -> World:
    """Labels whose names, tickers and spellings cross."""
    feed = await world.feed()
    labels = [
        Tag("Chips"),
        Tag("Solar power"),
        Tag("蔚来", "NYSE:NIO"),
        Tag("a_b"),
        Tag("a b"),
        Tag("both"),
        Tag("news"),
    ]
    entries = [an_entry(n, tags=(each,)) for n, each in enumerate(labels)]
    rival = [an_entry(n, tags=(Tag("Nio of Amsterdam", "AMS:NIO"),)) for n in (20, 21)]
    await world.comes_in(feed, "https://example.org/rss", *entries, *rival)
    async with world.store.write() as tx:
        await categories.ensure(tx, [CategoryName("both", "Both"), CategoryName("w", "World affairs")])
        await tags.ensure(tx, [Tag("unused", "X:UNU")])
    return world


async def alone(world: World, word: str) -> Category | StoredTag | None:
    bare = word.lstrip("#＃")
    if bare == word:
        try:
            return await world.catalogue.category(word)
        except BadInput:
            pass
    return await world.catalogue.tag(bare) or await world.catalogue.tag(bare.replace("_", " "))


async def test_each_is_named_as_alone(named: World) -> None:
    expected = {word: found for word in WORDS if (found := await alone(named, word))}
    together = await named.catalogue.called(WORDS)
    assert together == expected
    assert (together["NIO"].id, together["#a_b"]) == (together["nyse:nio"].id, together["a_b"])
    assert isinstance(together["both"], Category)
    assert isinstance(together["#both"], StoredTag)
    assert together["NIO"].name == "Nio of Amsterdam"  # type: ignore[union-attr]
    assert {"unused", "#unused", "UNU", "nothing", "#"}.isdisjoint(together)
    assert len(together) == 18


async def test_it_takes_three_statements(named: World) -> None:
    seen: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        seen.append(statement)

    event.listen(named.store._reader, "before_cursor_execute", note)
    await named.catalogue.called([*WORDS, *(f"w{n}" for n in range(500))])
    assert len([each for each in seen if each.startswith("SELECT")]) == 3
