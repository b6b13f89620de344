"""What ``/search`` finds, through the index of words, is what a look at each post finds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.wanted import wanted
from digests.decisions.search.words import Document
from digests.errors import BadInput
from digests.services.search import Search
from digests.steps.upkeep.index import Index
from digests.store.posts import tags as tag_rows
from digests.store.search import runs, word_index
from tests.conftest import NOW
from tests.digests.decisions.search.wild import WORDS, means, texts
from tests.digests.steps.world import World
from tests.digests.store.rows import a_feed, a_post
from tests.examples import examples

POSTS = 60


class Library:
    """Posts of a few words each, in the index; in runs where the database has them."""

    def __init__(self, world: World) -> None:
        self.search = Search(world.store, world.articles, world.catalogue, lambda: NOW)
        self.tags: Mapping[str, int] = {}
        self.documents: dict[int, Document] = {}

    async def find(self, text: str) -> list[int]:
        """The posts that a query finds, newest first."""
        found = await self.search.find(text, "UTC", size=POSTS)
        assert found.page.total == len(found.page.posts)
        return [post.id for post in found.page.posts]

    def looked_through(self, text: str) -> list[int]:
        """The same, by a look at each of them."""
        asked = wanted(parse(text, NOW), self.tags, {})
        return [n for n, document in reversed(self.documents.items()) if matches(asked, document)]

    def read_by_hand(self, text: str) -> list[int]:
        """The same again, by the query's own meaning."""
        tree = parse(text, NOW).tree
        assert tree is not None
        return [n for n, document in reversed(self.documents.items()) if means(tree, document)]


@pytest.fixture
async def library(world: World, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(runs.merge, "__defaults__", (8, 16))
    monkeypatch.setattr(runs.are_due, "__defaults__", (8, 16))
    made = Library(world)
    rng = random.Random(3)
    async with world.store.write() as tx:
        feed = await a_feed(tx)
        for n in range(POSTS):
            title = " ".join(rng.choices(WORDS, k=rng.randrange(3)))
            text = " ".join(rng.choices([*WORDS, "新能源"], k=rng.randrange(5)))
            tags = tuple(name for name in ("Rail", "Ship") if rng.random() < 0.3)
            source = rng.choice(["Herald", "Daily Herald"])
            values = {"title": title, "text": text, "source": source}
            at = NOW - timedelta(days=1) + n * timedelta(minutes=1)
            post_id = await a_post(tx, feed, str(n), tags=tags, published=at, **values)
            made.documents[post_id] = Document(title, text, tags=[(0, tag) for tag in tags], sources=[source])
        await word_index.mark(tx, list(made.documents))
        tagged = [await tag_rows.named(tx, name) for name in ("Rail", "Ship")]
        found = {tag.name: tag.id for tag in tagged if tag}
    made.tags = {name.casefold(): number for name, number in found.items()}
    for post_id, document in made.documents.items():
        tags = [(found[name], name) for _, name in document.tags]
        made.documents[post_id] = Document(document.title, document.text, tags=tags, sources=document.sources)
    step = Index(world.store)
    while await step.due():
        pass
    for _ in range(10):
        await step._merge()
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(50))
@given(texts())
async def test_the_index_answers_as_a_look_at_each_post_does(library: Library, text: str) -> None:
    found = await library.find(text)
    assert found == library.looked_through(text)
    assert found == library.read_by_hand(text)


@pytest.mark.parametrize(
    "text",
    [
        "a OR b",
        "(a OR 新能源) -c",
        '"a b" OR tag:rail',
        "a -(b OR tag:ship)",
        "from:daily (源 | c)",
        "a since:2d OR b",
    ],
)
async def test_each_of_these_finds_some_and_not_all(library: Library, text: str) -> None:
    found = await library.find(text)
    assert found == library.read_by_hand(text)
    assert 0 < len(found) < POSTS


async def test_since_counts_for_every_alternative(library: Library) -> None:
    assert await library.find("(a since:1h) OR b") == []


async def test_what_only_excludes_is_refused(library: Library) -> None:
    with pytest.raises(BadInput, match="search_unbounded"):
        await library.find("a OR -b")
