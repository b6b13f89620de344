"""A story is found by the words of any report, counted once, and shown by the report that has them."""

from __future__ import annotations

import pytest

from digests.services.search import Search
from digests.steps import Index
from tests.digests.steps.conftest import world
from tests.digests.steps.world import World, an_entry
from tests.stories import join

__all__ = ["world"]

RSS = "https://example.org/rss"
TEXTS = (
    "A ferry ran aground near the harbour on Monday morning.",
    "The captain says that the steering failed before the ship struck the rocks.",
    "Divers inspect the hull of the ferry; the captain and the steering are praised by nobody.",
)


async def found(world: World, query: str) -> tuple[list[str], int]:
    """Titles of what a query finds, and how many it counts."""
    index = Index(world.store)
    while await index.due():
        pass
    search = Search(world.store, world.articles, world.catalogue, lambda: world.now)
    page = (await search.find(query, "UTC")).page
    return [post.title for post in page.posts], page.total


@pytest.fixture
async def harbour(world: World) -> World:
    """Three reports of one event, and another story with one of their words."""
    feed = await world.feed()
    entries = [an_entry(n, title=f"Report {n}", text=text) for n, text in enumerate(TEXTS)]
    await world.comes_in(
        feed, RSS, *entries, an_entry(7, title="Other", text="The captain of the team left.")
    )
    page = await world.browse.latest(None)
    first, *others = sorted(post.id for post in page.posts if post.title != "Other")
    await join(world.store, first, *others, now=world.now)
    return world


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("harbour", ["Report 0"]),
        ("captain", ["Other", "Report 1"]),
        ("divers", ["Report 2"]),
        ("captain steering rocks", ["Report 1"]),
        ("ferry captain steering", ["Report 2"]),
        ("ferry rocks", ["Report 0"]),
        ('"the steering are"', ["Report 2"]),
        ('captain "struck the rocks"', ["Report 1"]),
        ('"harbour rocks"', []),
        ('"monday morning the captain"', []),
        ("captain -divers", ["Other"]),
        ("category:news ferry", ["Report 0"]),
        ("category:news", ["Other", "Report 0"]),
    ],
)
async def test_the_report_that_has_the_words_is_shown(harbour: World, query: str, titles: list[str]) -> None:
    assert await found(harbour, query) == (titles, len(titles))


async def test_its_telling_goes_with_it(harbour: World) -> None:
    search = Search(harbour.store, harbour.articles, harbour.catalogue, lambda: harbour.now)
    await found(harbour, "divers")
    [post] = (await search.find("divers", "UTC")).page.posts
    assert [each.title for each in post.telling.reports] == ["Report 0", "Report 1", "Report 2"]


async def test_the_report_that_has_a_figure_beside_its_character_is_shown(world: World) -> None:
    feed = await world.feed()
    texts = ("渡口关闭，47人改乘渡船", "市里要修47座桥", "渡口今天关闭")
    await world.comes_in(
        feed, RSS, *[an_entry(n, title=f"Report {n}", text=text) for n, text in enumerate(texts)]
    )
    first, *others = sorted(post.id for post in (await world.browse.latest(None)).posts)
    await join(world.store, first, *others, now=world.now)
    assert await found(world, "47座") == (["Report 1"], 1)
