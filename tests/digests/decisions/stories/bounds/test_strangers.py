"""What is passed over without a comparison: never what a comparison would make anything of."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories import story_index, weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.bounds.extremes import LEAST, MOST, corroborated
from digests.decisions.stories.bounds.many import Many
from digests.decisions.stories.bounds.strangers import at_most, strangers
from digests.decisions.stories.decision import Decision
from digests.decisions.stories.features import FEATURES
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import total
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.story_index import StoryIndex
from digests.decisions.stories.weighing import weigh
from tests.digests.decisions.stories.telling import told
from tests.digests.decisions.stories.test_pair import CABLE, SAME_CABLE, STRANGER

WORDS = [
    "海底", "光缆", "开通", "中断", "里斯本", "渔船", "油价", "下跌", "央行", "利率", "上调", "公司", "公告",
    "质押", "火车", "脱轨", "伤者", "救援", "3.5亿", "12%", "2018年", "5月9日", "昨天", "《长河》",
    "(600519)", "(600520)", "。", "：", "Boeing", "jets",
]  # fmt: skip
said = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
bodies = st.one_of(said, st.lists(st.sampled_from(WORDS), min_size=60, max_size=120).map("".join))
articles = st.builds(told, said, bodies, st.floats(0, 130))
SMALL = 1e-6


def at_once(a: Prepared, b: Prepared, known: Frequencies) -> tuple[Many, Beside]:
    probe, other = Probe(weigh(a, known), known), weigh(b, known)
    return Many(probe, [other]), Beside(probe, other)


def nobody(_: Probe, others: Sequence[array[int]]) -> list[bool]:
    return [False] * len(others)


def decided(made: Sequence[Prepared]) -> list[tuple[object, ...]]:
    """Story, terms and links of each article, as they come."""
    index, found = StoryIndex(), list[Decision]()
    for number, each in enumerate(made, 1):
        found.append(index.decide(each, apart=[number - 2]))
        index.add(number, found[-1].story or number, each)
    return [(each.story, each.terms, each.related) for each in found]


@given(st.lists(articles, min_size=2, max_size=14))
def test_passing_over_strangers_changes_no_decision(made: list[Prepared]) -> None:
    with patch.object(story_index, "strangers", nobody):
        patient = decided(made)
    assert decided(made) == patient


def test_most_of_the_nearest_are_passed_over() -> None:
    index = StoryIndex()
    for number, each in enumerate([STRANGER] * 5 + [CABLE], 1):
        index.add(number, number, each)
    with patch.object(story_index, "verdict", wraps=story_index.verdict) as compared:
        assert index.decide(SAME_CABLE).story == 6
        assert compared.call_count == 1
        assert index.decide(CABLE, apart=[6]).related == ()
        assert compared.call_count == 1


@pytest.mark.long
@given(articles, articles, st.lists(articles, max_size=6))
def test_no_feature_is_beyond_its_bound(a: Prepared, b: Prepared, others: list[Prepared]) -> None:
    known = Frequencies()
    known.count_all([*others, b])
    many, two = at_once(replace(a, unspaced=True), replace(b, unspaced=True), known)
    values = {name: feature(two) for name, feature in FEATURES.items()}
    assert min(values.values()) >= 0
    assert [name for name, most in MOST.items() if most(many)[0] < values[name] - SMALL] == []
    assert [name for name, least in LEAST.items() if least(many)[0] > values[name] + SMALL] == []
    for model in weights.MODELS[True]:
        assert at_most(model, many)[0] >= total(model, two) - SMALL


@pytest.mark.parametrize("name", ["units", "titles", "lead", "figures", "lengths", "days", "later"])
def test_most_bounds_are_the_features_themselves(name: str) -> None:
    b = replace(SAME_CABLE, seconds=SAME_CABLE.seconds + 2 * 86_400)
    many, two = at_once(CABLE, b, Frequencies())
    bound = (MOST.get(name) or LEAST[name])(many)[0]
    assert bound == pytest.approx(FEATURES[name](two))
    assert bound > 0


def test_every_feature_that_adds_to_a_score_has_a_bound() -> None:
    adding = {name for model in weights.MODELS[True] for name, weight in model.features.items() if weight > 0}
    assert adding <= MOST.keys()


def test_strangers_are_known_and_reports_of_one_event_are_none() -> None:
    known = Frequencies()
    probe = Probe(weigh(CABLE, known), known)
    others = [weigh(each, known) for each in (STRANGER, SAME_CABLE, CABLE)]
    assert strangers(probe, others) == [True, False, False]
    assert strangers(probe, []) == []


def test_short_strangers_are_known_by_the_rare_pair_that_they_lack() -> None:
    known = Frequencies()
    a, b = told("央行上调利率"), told("央行下调利率后渔船出海")
    many, two = at_once(a, b, known)
    assert LEAST["lacking"](many)[0] == pytest.approx(1)
    assert MOST["pairs"](many)[0] == pytest.approx(FEATURES["pairs"](two))
    assert strangers(many.probe, [weigh(told("火车在里斯本脱轨"), known)]) == [True]


def test_articles_in_words_are_always_compared() -> None:
    known = Frequencies()
    words, characters = (weigh(each, known) for each in (told("Boeing beats the forecasts"), STRANGER))
    assert strangers(Probe(words, known), [characters]) == [False]
    assert strangers(Probe(weigh(CABLE, known), known), [words]) == [False]


def test_terms_that_meet_in_their_last_bits_make_a_bound_larger() -> None:
    meet = "一", chr(ord("一") + (1 << 15))
    many, two = at_once(told(f"{meet[0]}央行"), told(f"{meet[1]}央行"), Frequencies())
    assert MOST["units"](many)[0] > FEATURES["units"](two)


def test_exact_facts_count_in_the_bound() -> None:
    facts = replace(CABLE, facts=(1, 2)), replace(STRANGER, facts=(3, 4))
    assert corroborated(at_once(*facts, Frequencies())[0])[0] == 1
    assert corroborated(at_once(CABLE, facts[1], Frequencies())[0])[0] == 0
