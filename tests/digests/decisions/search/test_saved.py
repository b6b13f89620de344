"""``is:saved``: said of the whole query, wherever it stands, and asked for by nothing else."""

from __future__ import annotations

import pytest

from digests.decisions.search.query import parse
from digests.decisions.search.terms import Field, Term
from digests.decisions.search.wanted import Alternative, Wanted, wanted
from digests.errors import BadInput
from tests.conftest import NOW


@pytest.mark.parametrize(
    "text",
    ["is:saved rate", "rate is:saved", "rate IS:Saved", "rate is:收藏", "rate is：已存", 'rate is:"saved"'],
)
def test_it_counts_for_the_whole(text: str) -> None:
    query = parse(text, NOW)
    assert (query.saved, query.tree) == (True, Term(Field.TEXT, "rate"))


def test_alone_it_asks_for_all() -> None:
    query = parse("is:saved since:7d", NOW)
    assert query.saved
    assert query.tree is None


@pytest.mark.parametrize(("text", "word"), [("is:new", "is:new"), ("this:saved", "this:saved")])
def test_what_is_none_of_it_is_a_word(text: str, word: str) -> None:
    query = parse(text, NOW)
    assert (query.saved, query.tree) == (False, Term(Field.TEXT, word))


@pytest.mark.parametrize(
    ("text", "code"), [("a -is:saved", "saved_excluded"), ("a OR is:saved", "search_or")]
)
def test_what_could_be_misread_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(text, NOW)
    assert refused.value.code == code


def test_among_few_a_query_may_only_exclude() -> None:
    query = parse("is:saved -rate", NOW)
    assert wanted(query, {}, {}, among_few=True) == Wanted((Alternative((), (("rate",),)),))
    with pytest.raises(BadInput):
        wanted(query, {}, {})
