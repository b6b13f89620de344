"""Figures beside Chinese: both databases find what a look at each post finds, also after the upgrade."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from digests.decisions.search.filters import filter_of
from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.wanted import Wanted, wanted
from digests.decisions.search.words import VERSION, Document, in_text
from digests.errors import BadInput
from digests.steps.upkeep.index import Index
from digests.store import Store
from digests.store.search import documents, passing, runs, word_index
from digests.store.search.page import look
from tests.conftest import NOW
from tests.digests.decisions.search.figures import CHARACTERS, FIGURES, LETTERS, QUERIES, together
from tests.digests.store.rows import a_feed, a_post
from tests.examples import examples, long

MINUTE = timedelta(minutes=1)
EXAMPLES = [
    ("47座", ["共有47座", "47座桥"], ["47条", "147座"]),
    ("18条", ["第18条", "18条路"], ["18日一条", "118条"]),
    ("2028年", ["到2028年", "到 2028 年底"], ["2028，年底"]),
    ("12月20", ["12月20日"], ["12月1日，20人", "12月1日，1月20日"]),
    ("9时30", ["9时30分"], ["9时到10时，30人"]),
    ("iPhone 17", ["苹果iPhone 17发布"], ["iPhone 16"]),
    ("Q4", ["Q4财报"], ["Q3财报"]),
    ("5G网络", ["5G移动网络", "5G 网络"], ["4G网络"]),
    ("A股", ["A股市场", "A股"], ["B股，A轮"]),
]


async def stored(store: Store, said: list[str]) -> dict[int, Document]:
    """Posts of these texts, the newest last, marked for the index."""
    async with store.write() as tx:
        feed = await a_feed(tx)
        sources = ("36氪财经", "2028年网络报")
        rows = [
            {"text": each, "source": sources[n % 2], "published": NOW + n * MINUTE}
            for n, each in enumerate(said)
        ]
        ids = [await a_post(tx, feed, str(n), title="", **row) for n, row in enumerate(rows)]
        await word_index.mark(tx, ids)
        return {story: document for story, _, document in await documents.read(tx, ids)}


@pytest.fixture(params=["alone", long("in runs")])
async def indexed(store: Store, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    """With ``in runs`` PostgreSQL puts the words of all but the newest together."""
    if request.param == "in runs":
        if "sqlite" in request.node.name:
            pytest.skip("runs are for PostgreSQL")
        monkeypatch.setattr(runs.merge, "__defaults__", (3, 2))
        monkeypatch.setattr(runs.are_due, "__defaults__", (3, 2))
    return store


async def take_in(store: Store) -> None:
    step = Index(store)
    while await step.due():
        pass
    for _ in range(20):
        await step._merge()


async def found(store: Store, asked: Wanted) -> set[int]:
    async with store.read() as tx:
        return {hit.post for hit in (await look(tx, asked, None, 1_000)).hits}


async def texts_found(store: Store, query: str, posts: dict[int, Document]) -> set[str]:
    return {posts[story].text for story in await found(store, wanted(parse(query, NOW), {}, {}))}


async def test_these_are_found_and_their_like_is_not(indexed: Store) -> None:
    posts = await stored(indexed, [text for _, some, others in EXAMPLES for text in (*some, *others)])
    await take_in(indexed)
    for query, some, others in EXAMPLES:
        there = await texts_found(indexed, query, posts)
        assert there & {*some, *others} == set(some), query


@pytest.fixture
async def mixed(indexed: Store) -> tuple[Store, dict[int, Document]]:
    """Posts of figures, Chinese and Latin words at random."""
    rng, pieces = random.Random(5), [*FIGURES, *CHARACTERS, *CHARACTERS, *LETTERS]
    said = [
        "，".join(together(rng.choices(pieces, k=rng.randrange(1, 7))) for _ in range(3)) for _ in range(40)
    ]
    posts = await stored(indexed, said)
    await take_in(indexed)
    return indexed, posts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(100))
@given(QUERIES)
async def test_the_index_answers_as_a_look_at_each_does(
    mixed: tuple[Store, dict[int, Document]], text: str
) -> None:
    store, posts = mixed
    query = parse(text, NOW)
    let_through = filter_of(query, {}, {})
    async with store.read() as tx:
        passed = await passing.passing(tx, let_through, list(posts))
    assert passed == {story for story, post in posts.items() if matches(let_through, post)}
    try:
        asked = wanted(query, {}, {})
    except BadInput:  # it only excludes
        return
    assert await found(store, asked) == passed


async def test_an_index_of_before_is_made_anew_newest_first(
    indexed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.steps.upkeep.index.BATCH", 20)
    posts = await stored(indexed, ["共有47座桥"] * 30)
    with monkeypatch.context() as before:
        before.setattr("digests.steps.upkeep.index.words_of", lambda post: list(in_text(post.text)))
        step = Index(indexed, "1")
        while await step.due():
            pass
    asked, pair = (wanted(parse(text, NOW), {}, {}) for text in ("47座", "座桥"))
    assert (await found(indexed, asked), await found(indexed, pair)) == (set(), set(posts))
    assert await Index(indexed).due() == 20
    newest = set(sorted(posts)[10:])
    assert await found(indexed, asked) == await found(indexed, pair) == newest
    async with indexed.read() as tx:
        state = await word_index.state(tx)
    assert (state.version, state.below) == (VERSION, min(newest)), "searches say how far it is"
    await take_in(indexed)
    assert await found(indexed, asked) == await found(indexed, pair) == set(posts)
