"""Exact facts: what two reports do not share by chance, however little a store has read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories.facts import corroborate, facts
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import judge
from digests.decisions.stories.story_index import StoryIndex
from digests.decisions.stories.weights import MOST_FACTS
from tests.digests.decisions.stories.telling import beside, told

TUNNEL = (
    "The railway tunnel between Turin and Lyon opened to trains. It is {} long and cost {}, said its owner."
)
FIRST = told("Trains run under the Alps", TUNNEL.format("57.5 kilometres", "8,640 million euros"))
LATER = (
    "On Tuesday a first train left for Lyon from Turin through the {} tunnel under the Alps, which cost {}."
)
SECOND = told("A tunnel for two countries", LATER.format("57.5-kilometre", "8,640 million euros"), hours=2)


def is_evidence(one: str, other: str) -> bool:
    return corroborate(facts(TUNNEL.format("57 kilometres", one)), facts(LATER.format("57-kilometre", other)))


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        ("8,640 million euros", "8640 million", True),
        ("86.4%", "86.4%", True),
        ("8,640 million euros", "8,650 million euros", False),
        ("8,000 million euros", "8,000 million euros", False),
        ("86 lives", "86 lives", False),
        ("80 lives and 862 trees", "80 lives and 862 trees", True),
        ("1962 euros", "1962 euros", False),
        ("more (8640)", "more (8640)", False),
        ("what a Boeing 8640 Cargo costs", "what a Boeing 8640 Cargo costs", False),
        ("8,640 and more", "8,640 and more", False),
    ],
)
def test_which_figures_are_exact(one: str, other: str, evidence: bool) -> None:
    assert is_evidence(one, other) is evidence


def test_names_stand_inside_sentences() -> None:
    figures = " It took 57.5 kilometres of rails and 8,640 workers."
    both = facts("A tunnel joins Turin and Lyon." + figures)
    assert corroborate(both, facts("In Lyon and in Turin people rejoiced." + figures))
    assert not corroborate(both, facts("Lyon rejoices. Turin does so too, like Nice and Milan." + figures))
    calendar = facts("He said on Monday that it opens in May or in June." + figures)
    assert not corroborate(calendar, calendar)
    every = facts(
        "Der Tunnel hat der Stadt und dem Land das Geld der Bahn und die Ruhe genommen, 57.5 km und 8,640 m."
    )
    assert every == ()


def test_two_reports_of_facts_are_one_event_in_a_store_that_knows_nothing() -> None:
    index = StoryIndex()
    index.add(1, 1, FIRST)
    assert index.decide(SECOND).story == 1
    round_ones = told("A tunnel for two countries", LATER.format("60-kilometre", "8 billion euros"), hours=2)
    assert index.decide(round_ones).story is None


def test_facts_of_a_running_affair_prove_nothing_on_another_day() -> None:
    next_day = told(
        "A tunnel for two countries", LATER.format("57.5-kilometre", "8,640 million euros"), hours=23
    )
    assert beside(FIRST, SECOND).corroborated()
    assert not beside(FIRST, next_day).corroborated()


def test_facts_add_to_the_likeness_that_is_there() -> None:
    less = told("A tunnel for two countries", LATER.format("60-kilometre", "8 billion euros"), hours=2)
    with_facts, without = (judge(FIRST, each, Frequencies()) for each in (SECOND, less))
    assert (with_facts.features["corroborated"], without.features["corroborated"]) == (1, 0)
    strangers = (
        "The rail tunnel near Nice is 57.5 kilometres long, and 8,640 million people love Turin and Lyon."
    )
    assert judge(FIRST, told("Concert halls fill", strangers), Frequencies()).score < with_facts.score


@given(st.text())
def test_facts_of_any_text_are_few(text: str) -> None:
    assert len(facts(text)) <= 2 * MOST_FACTS
