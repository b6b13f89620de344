"""Filters that only exclude: together they let through what each lets through alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.search.excluding import Answered, Excluding
from digests.decisions.search.filters import EVERYTHING, filter_of, with_words
from digests.decisions.search.matching import Words, matches
from digests.decisions.search.query import parse
from digests.decisions.search.wanted import Wanted
from digests.decisions.search.words import Document
from digests.errors import BadInput
from tests.conftest import NOW
from tests.digests.decisions.search.wild import DOCUMENTS, TAGS, TEXTS


def read(text: str) -> Wanted:
    return filter_of(parse(text, NOW), TAGS, {})


def _understood(text: str) -> Wanted | None:
    try:
        return read(text)
    except BadInput:
        return None


FILTERS = TEXTS.map(_understood).filter(lambda one: one is not None and with_words(one) != one)


def test_a_post_is_kept_back_by_those_that_exclude_it() -> None:
    waiting = Excluding()
    waiting.add(1, read("-snow"))
    waiting.add(2, read("-(snow ice)"))
    waiting.add(3, read("alps OR -snow"))
    waiting.add(4, EVERYTHING)
    waiting.add(5, read("snow"))
    assert waiting.all == {1, 2, 3, 4}, "the fifth waits at its word"
    assert waiting.back(Words(Document("Snow", ""))) == {1, 3}
    assert waiting.back(Words(Document("Snow and ice", "on the Alps"))) == {1, 2}
    assert waiting.back(Words(Document("Hail", ""))) == set()


def test_only_what_a_post_has_is_looked_at() -> None:
    waiting = Excluding()
    for n in range(100):
        waiting.add(n, read(f'-"snow word{n}"'))
    assert len(waiting._excluded._hooks) == 100, "each hangs at a word of its own"
    waiting.add(7, read("-hail"))
    waiting.remove(8)
    waiting.remove(8)
    assert (len(waiting), waiting.back(Words(Document("snow word7 word8 hail", "")))) == (99, {7})


def test_what_passes_several_filters_passes_each() -> None:
    said = Answered(found={1}, excluding=frozenset({2, 3}), back={3})
    passing = [n for n in range(5) if said.passes([n])]
    assert passing == [1, 2]
    assert said.passes([1, 2])
    assert not said.passes([2, 3])
    assert said.passes([])


@given(st.lists(FILTERS, max_size=12), st.lists(DOCUMENTS, max_size=4), st.data())
def test_many_together_keep_back_what_each_does_alone(
    filters: list[Wanted], documents: list[Document], data: st.DataObject
) -> None:
    waiting = Excluding()
    for number, each in enumerate(filters):
        waiting.add(number, each)
    gone = data.draw(st.sets(st.integers(0, 11)))
    for number in gone:
        waiting.remove(number)
    for document in documents:
        alone = {n for n, each in enumerate(filters) if n not in gone and not matches(each, document)}
        assert waiting.back(Words(document)) == alone
