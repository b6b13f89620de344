"""Queries that wait for posts: each finds what it would find alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.standing_queries import StandingQueries
from digests.decisions.search.wanted import Wanted, wanted
from digests.decisions.search.words import Document
from tests.conftest import NOW
from tests.digests.decisions.search.wild import DOCUMENTS, TAGS, asked


def query(text: str) -> Wanted:
    return wanted(parse(text, NOW), TAGS, {})


def test_a_post_finds_the_queries_that_it_answers() -> None:
    waiting = StandingQueries({"snow": 90, "alp": 2})
    waiting.add(1, query("snow alps -ice"))
    waiting.add(2, query("ice OR hail"))
    waiting.add(3, query('"heavy snow" tag:rail'))
    assert waiting.find(Document("Snow on the Alps", "")) == {1}
    assert waiting.find(Document("Snow on the Alps", "and ice")) == {2}
    assert waiting.find(Document("Heavy snow", "hail", tags=[(3, "Rail")])) == {2, 3}
    assert waiting.find(Document("Snow so heavy", "", tags=[(3, "Rail")])) == set()


def test_each_hangs_at_its_rarest_word() -> None:
    waiting = StandingQueries({"snow": 90, "alp": 2})
    waiting.add(1, query("snow alps"))
    assert list(waiting._hooks) == ["alp"]
    for number in range(2, 6):
        waiting.add(number, query("snow ice"))
    assert "snow" not in waiting._hooks


def test_what_is_taken_away_is_not_found() -> None:
    waiting = StandingQueries()
    waiting.add(1, query("snow OR ice"))
    waiting.add(2, query("snow"))
    waiting.remove(1)
    waiting.remove(1)
    assert (len(waiting), 1 in waiting, 2 in waiting) == (1, False, True)
    assert waiting.find(Document("snow and ice", "")) == {2}
    waiting.add(2, query("hail"))
    assert waiting.find(Document("snow and ice", "")) == set()
    waiting.remove(2)
    assert not waiting._hooks


def test_what_asks_for_no_words_finds_nothing() -> None:
    waiting = StandingQueries()
    waiting.add(1, query("since:7d"))
    waiting.add(2, query("tag:nope"))
    assert waiting.find(Document("snow", "")) == set()


@given(st.lists(asked(), max_size=12), st.lists(DOCUMENTS, max_size=4), st.data())
def test_many_together_find_what_each_finds_alone(
    queries: list[Wanted], documents: list[Document], data: st.DataObject
) -> None:
    waiting = StandingQueries(data.draw(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9))))
    for number, each in enumerate(queries):
        waiting.add(number, each)
    gone = data.draw(st.sets(st.integers(0, 11)))
    for number in gone:
        waiting.remove(number)
    for document in documents:
        alone = {n for n, each in enumerate(queries) if n not in gone and matches(each, document)}
        assert waiting.find(document) == alone
