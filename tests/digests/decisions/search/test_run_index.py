"""The words of a run in memory: the same answers as looking at each story, however they came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.search import run_index
from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.run_index import RunIndex
from digests.decisions.search.wanted import Wanted, wanted
from digests.decisions.search.words import Document, by_tag, in_text

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
WORDS = st.sampled_from(["rate", "cut", "bank", "芯片", "期货", "降息", "harbour"])
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
DOCUMENTS = st.builds(
    Document, TEXTS, TEXTS, st.just(""), st.just(()), st.sets(st.tuples(st.integers(1, 2), WORDS), max_size=1)
)
QUERIES = st.sampled_from(
    [
        "rate",
        "rate cut",
        '"rate cut"',
        "芯片 -期货",
        '"rate cut" OR 降息',
        "(bank OR 芯片) -harbour",
        "rate since:1d",
    ]
)


def asked(words: str) -> Wanted:
    return wanted(parse(words, NOW), {}, {})


@given(st.lists(st.lists(DOCUMENTS, max_size=5), max_size=4), st.lists(QUERIES, min_size=1, max_size=3))
def test_it_answers_as_looking_at_each_story_does(
    stretches: list[list[Document]], queries: list[str]
) -> None:
    index, known = RunIndex(), dict[int, tuple[datetime, Document]]()
    for some in stretches:
        came = {len(known) + n + 1: (NOW - timedelta(hours=9 * n), one) for n, one in enumerate(some)}
        known |= came
        index.add([(story, *said) for story, said in came.items()])
        for number, words in enumerate(queries):
            query = asked(words)
            found = index.stories(index.answering(number, query))
            assert found == [
                story
                for story, (published, one) in known.items()
                if matches(query, one) and (not query.since or published >= query.since)
            ]


def test_stories_of_many_blocks_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_index, "_BLOCK", 4)
    index = RunIndex()
    for first in range(0, 30, 3):
        some = [
            (n, NOW, Document(f"story {n % 5}", "", tags=[(n % 3, "tag")])) for n in range(first, first + 3)
        ]
        index.add(some)
        assert index.stories(index.having("3")) == [n for n in range(first + 3) if n % 5 == 3]
    assert index.stories(index.having(by_tag(1)) & index.bits([4, 5, 7, 99])) == [4, 7]
    assert index.holds(index.having("3"), 8)
    assert not index.holds(index.having("3"), 99)


def test_words_and_texts_that_are_remembered_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_index, "_REMEMBERED", 2)
    monkeypatch.setattr(run_index, "_SPELLED", 2)
    index = RunIndex()
    index.add([(n, NOW, Document(f"rate cut {n}", "")) for n in range(6)])
    for n in range(5):
        assert index.stories(index.having(next(in_text(f"{n}")))) == [n]
        assert index.stories(index.answering(n, asked('"rate cut"'))) == list(range(6))
    assert len(index._words) <= 2
    assert len(index._spelled) <= 2
