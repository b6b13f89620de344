"""Filters: queries that may exclude alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from digests.decisions.search.filters import EVERYTHING, filter_of
from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.wanted import Alternative, Wanted
from digests.decisions.search.words import Document
from digests.errors import BadInput
from tests.conftest import NOW
from tests.digests.decisions.search.wild import DOCUMENTS, TAGS, TEXTS, means

POST = Document("Chip maker cuts jobs", "芯片价格上涨，期货下跌。", "", [1], [(3, "Rail")], ["新浪财经"])


def read(text: str) -> Wanted:
    return filter_of(parse(text, NOW), TAGS, {"world": 1})


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("-期货", False),
        ("-股票", True),
        ("-(股票 OR tag:rail)", False),
        ("-(股票 tag:rail)", True),
        ("蔚来 OR -股票", True),
        ("蔚来 OR -期货", False),
        ("芯片 -股票", True),
        ("-tag:nope", True),
        ("tag:nope", False),
        ("category:world -from:新浪", False),
    ],
)
def test_what_passes(text: str, passes: bool) -> None:
    assert matches(read(text), POST) is passes


@given(TEXTS, DOCUMENTS)
def test_a_filter_means_what_it_says(text: str, document: Document) -> None:
    query = parse(text, NOW)
    try:
        wanted = filter_of(query, TAGS, {})
    except BadInput as error:
        assume(error.code != "search_too_much")
        raise
    assert query.tree is not None
    assert matches(wanted, document) is means(query.tree, document)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("chips since:7d", "filter_since"),
        ("since:7d", "filter_since"),
        ("🎉", "filter_empty"),
        ("", "filter_empty"),
        (" ".join(f"(a{n} OR b{n})" for n in range(8)), "search_too_much"),
    ],
)
def test_what_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        read(text)


def test_what_excludes_nothing_that_there_is_holds_nothing_back() -> None:
    assert read("-tag:nope") == EVERYTHING
    assert read("-chips") == Wanted((Alternative((), (("chip",),)),))
