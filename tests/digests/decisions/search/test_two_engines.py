"""What a digest's index lets through a filter, alerts' waiting queries let through, and nothing else."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from digests.decisions.search.excluding import Answered, Excluding
from digests.decisions.search.filters import EVERYTHING, filter_of
from digests.decisions.search.matching import Words
from digests.decisions.search.query import parse
from digests.decisions.search.run_index import RunIndex
from digests.decisions.search.standing_queries import StandingQueries
from digests.decisions.search.wanted import Wanted, wanted
from digests.decisions.search.words import Document
from digests.errors import BadInput
from tests.conftest import NOW
from tests.digests.decisions.search.wild import FILTERS, POSTS, TAGS

_CATEGORIES = {"news": 7}
_NOTHING = Wanted(())


def _as_search(text: str) -> Wanted:
    """As alerts have it wait (``store/search/awaiting.py``)."""
    try:
        return wanted(parse(text, NOW), TAGS, _CATEGORIES)
    except BadInput:
        return _NOTHING


def _as_filter(text: str) -> Wanted:
    """As digests ask it (``standing.filters_by``)."""
    try:
        return filter_of(parse(text, NOW), TAGS, _CATEGORIES)
    except BadInput:
        return EVERYTHING


def by_alerts(texts: list[str], posts: list[Document]) -> list[list[int]]:
    """Of each filter the posts that it lets through."""
    queries, excluding = StandingQueries(), Excluding()
    for number, text in enumerate(texts):
        queries.add(number, _as_search(text))
        if _as_search(text) != (let_through := _as_filter(text)):
            excluding.add(number, let_through)
    words = [Words(each) for each in posts]
    said = [Answered(queries.find(each), excluding.all, excluding.back(each)) for each in words]
    return [[n for n, each in enumerate(said) if each.passes([number])] for number in range(len(texts))]


def by_digests(texts: list[str], posts: list[Document]) -> list[list[int]]:
    """The same, as a run has it."""
    index = RunIndex()
    index.add([(n, NOW, each) for n, each in enumerate(posts)])
    return [index.stories(index.answering(number, _as_filter(text))) for number, text in enumerate(texts)]


@given(st.lists(FILTERS, max_size=8), st.lists(POSTS, max_size=6))
@example(["-期货", "-(期货 OR rate)", "芯片 OR -from:herald", '-"rate cut"'], [Document("期货 rate", "芯片")])
@example(
    ["tag:nope", "-tag:nope", "since:2d", "rate since:2d", "-since:2d", "!", '""'], [Document("rate", "")]
)
@example(["category:news -rate", "is:saved", "-is:saved"], [Document("rate", "", categories=[7])])
def test_both_let_the_same_through(texts: list[str], posts: list[Document]) -> None:
    assert by_alerts(texts, posts) == by_digests(texts, posts)


def test_they_are_held_against_each_other_where_they_differ() -> None:
    posts = [
        Document("Rate cut", "芯片 期货"),
        Document("Bank", "rate"),
        Document("芯片", "", sources=["Herald"]),
    ]
    texts = ["芯片 -期货", "-rate", '"rate cut" OR from:herald', "-tag:rail"]
    assert by_alerts(texts, posts) == [[2], [2], [0, 2], [0, 1, 2]]
