"""Which stories pass a filter: the index says what a look at each says, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings

from digests.decisions.search.filters import filter_of
from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.words import Document
from digests.errors import BadInput
from digests.steps.upkeep.index import Index
from digests.store import Store
from digests.store.posts import tags as tag_rows
from digests.store.search import documents, passing, runs, word_index
from tests.conftest import NOW
from tests.digests.decisions.search.wild import TEXTS
from tests.digests.store.rows import a_feed, a_post
from tests.examples import examples, long

SAID = ("a b", "b c", "a c 新能源", "c", "源 能源", "新能", "a", "b a", "", "a b c")


class Shelf(NamedTuple):
    store: Store
    documents: dict[int, Document]
    tags: dict[str, int]


@pytest.fixture(params=["alone", long("in runs")])
async def shelf(store: Store, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Twenty stories; on PostgreSQL also with their words in runs, but for the newest."""
    if request.param == "in runs":
        if "sqlite" in request.node.name:
            pytest.skip("runs are for PostgreSQL")
        monkeypatch.setattr(runs.merge, "__defaults__", (3, 2))
        monkeypatch.setattr(runs.are_due, "__defaults__", (3, 2))
    async with store.write() as tx:
        feed = await a_feed(tx)
        ids = [
            await a_post(
                tx,
                feed,
                str(n),
                title="",
                text=said,
                tags=("Rail",) if n % 3 else ("Ship",),
                source="Daily Herald" if n % 2 else "Herald",
                published=NOW + n * timedelta(minutes=1),
            )
            for n, said in enumerate(SAID * 2)
        ]
        await word_index.mark(tx, ids)
    step = Index(store)
    while await step.due():
        pass
    if request.param == "in runs":
        for _ in range(20):
            await step._merge()
    async with store.read() as tx:
        read = {story: document for story, _, document in await documents.read(tx, ids)}
        tags = {name.casefold(): await tag_rows.named(tx, name) for name in ("Rail", "Ship")}
    return Shelf(store, read, {name: tag.id for name, tag in tags.items() if tag})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(40))
@given(TEXTS)
async def test_the_index_answers_as_a_look_at_each_does(shelf: Shelf, text: str) -> None:
    try:
        wanted = filter_of(parse(text, NOW), shelf.tags, {})
    except BadInput:
        return
    asked = [story for n, story in enumerate(shelf.documents) if n % 4]
    async with shelf.store.read() as tx:
        found = await passing.passing(tx, wanted, asked)
    assert found == {story for story in asked if matches(wanted, shelf.documents[story])}


async def test_more_than_the_index_gives_at_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "MOST_FOUND", 3)
    monkeypatch.setattr(passing, "_LOOKED_UP", 4)
    wanted = filter_of(parse("a OR -c", NOW), {}, {})
    async with shelf.store.read() as tx:
        found = await passing.passing(tx, wanted, shelf.documents)
    assert found == {n for n, document in shelf.documents.items() if matches(wanted, document)}
    assert 0 < len(found) < len(shelf.documents)


@pytest.mark.parametrize(("text", "passes"), [("-a", True), ("a", False)])
async def test_what_is_not_indexed_yet_has_no_words(shelf: Shelf, text: str, passes: bool) -> None:
    async with shelf.store.write() as tx:
        new = await a_post(tx, 1, "new", text="a", published=NOW)
        found = await passing.passing(tx, filter_of(parse(text, NOW), {}, {}), [new])
        assert await passing.passing(tx, filter_of(parse(text, NOW), {}, {}), []) == set()
    assert found == ({new} if passes else set())
