"""What is seen of where a sentence stands, one sign after the other."""

from __future__ import annotations

import pytest

from digests.summarizers.frame import frame
from digests.summarizers.printable.signs import OF_UNIT, of_unit
from digests.summarizers.text.sentences import Sentence
from digests.summarizers.units import Unit, tokens


def made(text: str, number: int = 0) -> Unit:
    """A unit; every second one opens a paragraph."""
    return Unit(text, Sentence(text, number // 2, number % 2), tokens(text, "en"), unspaced=False)


def signs(article: list[Unit]) -> list[dict[str, float]]:
    counted = frame(article, [])
    return [dict(zip(OF_UNIT, of_unit(article, counted, n), strict=True)) for n in range(len(article))]


def places(count: int) -> list[dict[str, float]]:
    return signs([made("The dam held.", number) for number in range(count)])


def test_the_first_three_sentences_have_signs_of_their_own() -> None:
    found = [(each["first"], each["second"], each["third"]) for each in places(4)]
    assert found == [(True, False, False), (False, True, False), (False, False, True), (False,) * 3]


def test_each_sentence_more_in_front_tells_less_than_the_one_before() -> None:
    later = [each["later"] for each in places(8)]
    assert later[0] == 0
    assert later[1] - later[0] == pytest.approx(later[3] - later[1]) == pytest.approx(later[7] - later[3])
    assert later[1] > 0


def test_how_far_down_is_a_share_of_the_article() -> None:
    assert [each["place"] for each in places(4)] == [0, 0.25, 0.5, 0.75]


def test_what_opens_a_paragraph_and_what_is_in_the_first_one() -> None:
    found = places(6)
    assert [each["opens_paragraph"] for each in found] == [True, False, True, False, True, False]
    assert [each["first_paragraph"] for each in found] == [True, True, False, False, False, False]


def test_a_long_article_prints_less_of_each_sentence_so_its_length_is_seen() -> None:
    assert places(1)[0]["units"] == 0
    assert 2 * places(2)[0]["units"] == pytest.approx(places(4)[3]["units"])
    assert places(2)[0]["units"] > 0


def test_how_full_of_figures_a_sentence_is() -> None:
    assert [each["figures"] for each in signs([made("The dam held."), made("12 of 34")])] == [0, 1]
