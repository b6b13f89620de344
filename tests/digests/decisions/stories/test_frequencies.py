"""How rare terms are."""

from __future__ import annotations

from math import log

import pytest

from digests.decisions.stories import frequencies as module
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.vectors import pairs_of, unique_units_of
from digests.decisions.stories.weights import LEAST_IDF, PRIOR
from tests.digests.decisions.stories.telling import told


def test_what_many_articles_have_is_less_rare() -> None:
    known = Frequencies()
    for _ in range(3):
        known.add(told("中兴"))
    known.add(told("中国"))
    middle, rare, new = known.idfs([ord("兴"), ord("国"), ord("龙")])
    assert middle < rare < new == known.idf(ord("龙")) == 1
    assert known.idf(ord("中")) == pytest.approx(log((PRIOR + 4) / 5) / log(PRIOR + 4))


def test_a_term_counts_once_an_article() -> None:
    once, often = Frequencies(), Frequencies()
    once.add(told("中"))
    often.add(told("中中中"))
    assert once.idf(ord("中")) == often.idf(ord("中"))


def test_pairs_have_their_own_counts() -> None:
    known = Frequencies()
    known.add(told("中兴"))
    (pair,) = pairs_of(told("中兴"))
    assert known.pair_idf(pair) < 1
    assert known.pair_rarities(pairs_of(told("兴中"))).tolist() == [1]


def test_what_is_removed_was_never_there() -> None:
    known = Frequencies()
    known.add(told("中兴"))
    known.remove(told("中兴"))
    known.remove(told("国"))
    assert (known.articles, known.idf(ord("中")), known.idf(ord("国"))) == (0, 1, 1)


def test_nothing_is_worth_nothing() -> None:
    known = Frequencies()
    for _ in range(4000):
        known.add(told("的"))
    assert known.idf(ord("的")) == LEAST_IDF


def test_older_articles_count_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 4)
    known = Frequencies()
    for _ in range(5):
        known.add(told("中兴"))
    assert known.articles == 3
    assert known.idf(ord("中")) == pytest.approx(log((PRIOR + 3) / 4) / log(PRIOR + 3))


def test_many_at_once_count_as_one_after_the_other() -> None:
    one, all_ = Frequencies(), Frequencies()
    articles = [told("中兴中国" * n, f"{n} words said again and again {n}") for n in range(1, 6)]
    for each in articles:
        one.add(each)
    all_.count_all(articles[:2])
    all_.count_all(articles[2:])
    for each in articles:
        assert all_.rarities(unique_units_of(each)).tolist() == one.rarities(unique_units_of(each)).tolist()
        assert all_.pair_rarities(pairs_of(each)).tolist() == one.pair_rarities(pairs_of(each)).tolist()
    assert all_.articles == 5


def test_counts_that_are_full_stay_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 1 << 20)
    known = Frequencies()
    known.articles = 65_000  # and each had everything
    known._units += 65_000
    known._pairs += 65_000
    known.count_all([told("的")] * 1000)
    full = known.idf(ord("的"))
    known.add(told("的"))
    assert (known.articles, known.idf(ord("的"))) == (66_001, pytest.approx(full, abs=1e-5))


def test_older_articles_count_half_before_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 4)
    known = Frequencies()
    known.count_all([told("中兴")] * 9)
    known.count_all([told("国")])
    assert known.articles == 3
