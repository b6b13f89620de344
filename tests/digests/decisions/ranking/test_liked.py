"""Tastes: what is like them moves by so many doublings, and never further than all may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.ranking.contenders import Contender, contender, without
from digests.decisions.ranking.liked import ALL, liked
from digests.decisions.ranking.reports import reports_of
from digests.decisions.search.words import by_tag
from digests.decisions.selection import choose_among
from digests.model.own import Mutes, Taste, TasteKind
from tests.digests.decisions.ranking.candidates import FINANCE, candidate, posts


def story(number: int, *sources: str) -> Contender:
    told = [
        replace(candidate(10 * number + n, source=each, story=number), named=each, feed=n)
        for n, each in enumerate(sources)
    ]
    return contender(number, reports_of(told))


def having(words: Iterable[str], stories: Iterable[int]) -> dict[str, Sequence[int]]:
    """Story 1 is of tag 7, story 2 says "tunnel"."""
    known = {by_tag(7): [1], "tunnel": [2]}
    return {word: known[word] for word in words if word in known}


STORIES = {1: story(1, "A", "B"), 2: story(2, "C"), 3: story(3, "C")}


def test_sources_tags_and_words_add_up() -> None:
    tastes = [Taste(TasteKind.TAG, "7", 1.0), Taste(TasteKind.SOURCE, "B", -0.5)]
    tastes += [Taste(TasteKind.WORD, "tunnel", -1.0), Taste(TasteKind.SOURCE, "C", -9.0)]
    assert liked(STORIES, tastes, having) == {1: 0.5, 2: -3.0, 3: -2.0}


@given(st.lists(st.floats(-9, 9), min_size=2, max_size=2))
def test_they_stay_within_what_all_may(weights: list[float]) -> None:
    tastes = [Taste(TasteKind.TAG, "7", weights[0]), Taste(TasteKind.SOURCE, "A", weights[1])]
    assert abs(liked(STORIES, tastes, having).get(1, 0.0)) <= ALL


def test_what_is_liked_stands_before_what_more_tell() -> None:
    under = dict.fromkeys(STORIES, FINANCE)
    plain = choose_among(STORIES, under, [FINANCE], 3, size=3)
    assert posts(plain.picks)[0] in (10, 11)
    moved = choose_among(STORIES, under, [FINANCE], 3, size=3, liked={3: 3.0})
    assert moved.picks[0].post == 30
    assert moved.picks[0].figures.liked == 3.0
    assert moved.picks[0].figures.score == plain.picks[1].figures.score + 3.0


def test_without_who_is_muted_others_count() -> None:
    left = without(STORIES[1], Mutes(sources=frozenset("A")))
    assert left is not None
    assert (left.voices, left.best.source) == (("B",), "B")
    assert without(STORIES[1], Mutes(frozenset("A"), frozenset({1}))) is None
    assert without(STORIES[2], Mutes(sources=frozenset("A"))) is STORIES[2]
