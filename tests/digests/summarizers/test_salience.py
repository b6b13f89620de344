"""Which sentences and words of an article matter more than which: no number, only what outweighs what."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import common_words
from digests.summarizers.learning.weights import FEATURES, Weights
from digests.summarizers.salience import Salience, parts, salience
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import tokens, units

MAYOR = "The mayor of Hollin opens a new bridge on Monday."
CAPTAINS = "Two captains near Marden sold nine old boats to thieves."
FARMERS = "Every farmer along this river lost some sheep at night."
PLAIN = "Those who live under our hill want more trains again."


def weighed(text: str, title: str = "", lang: str = "en", learned: Weights | None = None) -> Salience:
    known = units(text, lang, phrases(lang))
    return salience(known, tokens(title, lang), common_words(lang), learned)


def pairs(made: Salience, one: str, other: str) -> list[float]:
    """What a pair weighs wherever it stands."""
    flat = made.frame.flat
    return [made.weights[i] for i in range(len(made.weights)) if (flat[i], flat[i + 1]) == (one, other)]


def pair(made: Salience, one: str, other: str) -> float:
    [weight] = pairs(made, one, other)
    return weight


def test_early_sentences_outweigh_later_ones() -> None:
    found = [weighed(" ".join([MAYOR, CAPTAINS, FARMERS, PLAIN])).of(n) for n in range(4)]
    assert found == sorted(found, reverse=True)


def test_the_second_sentence_goes_on_with_the_news() -> None:
    traits = weighed(MAYOR).frame.traits[0]
    of_many = [parts(n, 100, traits).total for n in range(4)]
    assert of_many[1] > 0.65 * of_many[0], "not half, as its place alone would have it"
    assert of_many[2] < 0.75 * of_many[1], "the third does so no more"
    assert of_many[0] < 1.5 * parts(0, 100, traits).position, "it says nothing else that counts"
    assert 0 < parts(9_999, 10_000, traits).position < 0.01, "the last one's place is worth nothing"


def test_what_the_article_comes_back_to_outweighs_what_it_says_once() -> None:
    again = "Every farmer along this river saw two captains near Marden."
    made = weighed(" ".join([MAYOR, CAPTAINS, PLAIN, FARMERS, again]))
    assert made.of(3) > made.of(2), "though it stands later"


def test_a_late_sentence_that_says_the_title_outweighs_its_neighbours() -> None:
    text = " ".join([MAYOR, CAPTAINS, PLAIN, FARMERS])
    assert weighed(text, "Farmer along this river lost some sheep").of(3) > weighed(text).of(3)
    assert weighed(text, "Farmer along this river lost some sheep").of(3) > weighed(text).of(2)


def test_a_sentence_full_of_figures_weighs_less_than_its_words() -> None:
    counted = "They were 1201, 1340, 1511, 1720, 1911 and 2022 boats."
    made = weighed(f"{MAYOR} {counted}")
    assert made.frame.traits[1].figures > 0
    plain = made.frame.traits[1]._replace(figures=0.0)
    assert parts(1, 2, made.frame.traits[1]).total < parts(1, 2, plain).total


def test_a_mark_takes_all_of_a_pair_and_a_number_some() -> None:
    made = weighed("The mayor of Hollin opens, after 12 years, a new bridge on Monday.")
    for one, other in (("opens", ","), (",", "after"), ("years", ","), (",", "a"), ("monday", ".")):
        assert pair(made, one, other) == 0.0
    assert 0 < pair(made, "after", "12") == pair(made, "12", "years") < pair(made, "the", "mayor")
    assert pair(made, "a", "new") == pair(made, "the", "mayor"), "they stand beside nothing of the kind"


def test_the_words_of_the_title_count_and_its_pairs_more_but_not_its_empty_words() -> None:
    made = weighed("The bridge of Hollin and Hollin bridge need the new coat.", "The new Hollin bridge")
    both, one, none = pair(made, "hollin", "bridge"), pair(made, "bridge", "of"), pair(made, "need", "the")
    assert none < one < both
    assert pair(made, "bridge", "need") == pair(made, "of", "hollin") == one
    assert pair(made, "the", "new") > one, "a pair of the title, of which one word is empty"


TWICE = "Police in Hollin closed the old bridge and police in Marden closed a road."
BACK = "Drivers said police in Hollin closed the old shop."


def test_a_pair_that_comes_back_weighs_the_same_in_each_sentence_and_more() -> None:
    made = weighed(f"{TWICE} {MAYOR} {BACK}")
    first, again = pairs(made, "in", "hollin")
    assert first == again > pair(made, "in", "marden"), "though the third sentence stands later"
    places = made.places[made.frame.pairs[1]]
    assert [made.frame.flat[at : at + 2] for at in places] == [["in", "hollin"]] * 2
    assert made.frame.pairs[made.frame.flat.index("marden")] not in made.places, "it stands once"


def test_a_pair_weighs_nothing_the_second_time_in_a_sentence() -> None:
    made = weighed(f"{TWICE} {MAYOR} {BACK}")
    here, second, below = pairs(made, "police", "in")
    assert here == below > 0 == second
    assert here > pairs(made, "in", "hollin")[0], "it stands three times, not two"
    opened = weighed("Police in Hollin closed a bridge. Police in Marden left.")
    assert pairs(opened, "police", "in") == [opened.weights[0]] * 2, "that is another sentence"
    later = weighed("Police in Hollin left. Then police in Marden met police in Hollin.")
    assert [each > 0 for each in pairs(later, "police", "in")] == [True, True, False]


def test_what_was_learned_is_not_raised_again_by_the_count() -> None:
    one = Weights(tuple(float(name == "one") for name in FEATURES))
    made = weighed(f"{TWICE} {MAYOR} {BACK}", learned=one)
    assert pairs(made, "in", "hollin") == [1.0, 1.0]
    assert pairs(made, "police", "in") == [1.0, 0.0, 1.0]
    assert pair(weighed(MAYOR, "The mayor", learned=one), "the", "mayor") > 1.0, "by the title it is"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_a_short_article_every_sentence_is_looked_at(lang: str) -> None:
    text = " ".join([MAYOR, CAPTAINS, FARMERS]) if lang == "en" else "大桥关了。" * 3
    assert weighed(text, lang=lang).heavy == [0, 1, 2]


def sentence(n: int, size: int, lang: str) -> str:
    """One of so many tokens of its own."""
    if lang == "zh":
        return "".join(chr(0x5000 + 20 * n + i) for i in range(size - 1)) + "。"
    return f"Man{n} sold {' '.join(f'cow{n}x{i}' for i in range(size - 3))}."


@pytest.mark.parametrize(
    ("lang", "size", "room"), [("en", 10, 36), ("en", 19, 18), ("zh", 10, 62), ("zh", 9, 68)]
)
def test_of_a_long_one_so_many_tokens_of_the_weightiest(lang: str, size: int, room: int) -> None:
    text = " ".join(sentence(n, size, lang) for n in range(100))
    assert weighed(text, lang=lang).heavy == list(range(room)), "all are alike, so the first ones"
    title = sentence(80, size, lang)
    assert weighed(text, title, lang).heavy == [*range(room - 1), 80], "one for what it says"


def test_a_short_sentence_is_not_crowded_out_by_long_ones() -> None:
    text = " ".join([MAYOR, *(sentence(n, 40, "en") for n in range(40))])
    assert weighed(text).heavy[0] == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_sentence_is_looked_at_however_long_it_is(lang: str) -> None:
    long = "The mayor sold nine boats and " * 80 if lang == "en" else "市长卖了九艘渡船又" * 80
    made = weighed(f"{long}left. {MAYOR}" if lang == "en" else f"{long}走。大桥关了。", lang=lang)
    assert len(made.heavy) == 1
