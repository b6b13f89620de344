"""How the weights of a model become a chance: made-up models, of which each knows only one thing."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from digests.summarizers.frame import pairs_of
from digests.summarizers.keypoints import Stretches, stretches
from digests.summarizers.printable.model import Model, Models
from digests.summarizers.printable.printable import Printable
from digests.summarizers.printable.signs import OF_SPAN, OF_UNIT
from digests.summarizers.span import Span
from digests.summarizers.units import tokens

NOTHING = Model(0.0, [0.0] * len(OF_UNIT), [0.0] * len(OF_SPAN), {}, {}, {})
FERRY = (
    "The ferry company raised its fares by 4 percent on Monday, and cut two routes. "
    "The council of Hollin closed the old bridge in June, which surprised many drivers."
)
HARBOUR = "东港公司今年投资三亿元扩建公司的码头，新的码头明年六月完工。北原公司关闭了三号码头的两座旧仓库。"


def article(text: str, lang: str) -> Stretches:
    found = stretches("", text, lang)
    assert found is not None
    return found


def rated(model: Model, text: str = HARBOUR, lang: str = "zh") -> dict[str, float]:
    """The logit of each stretch by one model."""
    found = article(text, lang)
    printable = found.printable(Models(model, NOTHING))
    return {found.text(span): printable.logit(span) for span in found.possible}


def cues(place: str, piece: str) -> Model:
    """A model that knows one piece in one place; one that knows no pairs is one without pieces."""
    if place == "anywhere":
        return replace(NOTHING, anywhere={pairs_of(piece)[0]: 1.0})
    known = replace(NOTHING, anywhere={pairs_of("龘龘")[0]: 1.0})
    return (
        replace(known, opening={piece: 1.0}) if place == "opening" else replace(known, closing={piece: 1.0})
    )


def weighing(model: Model, **weights: float) -> Model:
    """A model with weights of these signs."""
    return replace(
        model,
        of_unit=[weights.get(name, 0.0) for name in OF_UNIT],
        of_span=[weights.get(name, 0.0) for name in OF_SPAN],
    )


def printable_of(alone: float, explained: float) -> tuple[Printable, Span]:
    models = Models(replace(NOTHING, constant=alone), replace(NOTHING, constant=explained))
    found = article(HARBOUR, "zh")
    return found.printable(models), found.possible[0]


def test_a_logit_of_nought_is_an_even_chance_and_one_of_three_to_one_is_three_in_four() -> None:
    even, span = printable_of(0.0, 0.0)
    assert even(span) == 0.5
    likely, span = printable_of(log(3), -log(3))
    assert likely(span) == pytest.approx(0.75)
    assert likely.logit(span) == pytest.approx(log(3))


def test_what_is_explained_has_its_own_model_and_nothing_is_explained_unless_said() -> None:
    printable, span = printable_of(log(3), -log(3))
    assert printable(span) == printable(span, explained=False)
    assert printable(span, explained=True) == pytest.approx(0.25)
    assert printable.logit(span, explained=True) == pytest.approx(-log(3))


def test_the_constant_and_the_signs_of_unit_and_stretch_are_added() -> None:
    found = rated(weighing(replace(NOTHING, constant=0.5), second=10.0, numbers=2.0), FERRY, "en")
    assert found["The ferry company raised its fares by 4 percent on Monday"] == 0.5 + 2
    assert found["The council of Hollin closed the old bridge in June"] == 0.5 + 10


def test_pairs_count_where_they_are_wholly_inside_a_stretch() -> None:
    found = rated(cues("anywhere", "公司"))
    whole = "东港公司今年投资三亿元扩建公司的码头，新的码头明年六月完工"
    assert found[whole] == 2
    assert found["北原公司关闭了三号码头的两座旧仓库"] == 1
    head = whole.split("，", maxsplit=1)[0]
    assert rated(cues("anywhere", "码头"))[head] == 1, "its last pair is inside"
    assert rated(cues("anywhere", "头，"))[head] == 0, "half of it is outside"
    assert rated(cues("anywhere", "东港"))[head] == 1, "so is its first"


@pytest.mark.parametrize(
    ("place", "piece", "first", "second"),
    [
        ("opening", "^东港", 1, 0),
        ("opening", "^北原", 0, 1),
        ("opening", "码头", 0, 0),  # too far behind
        ("closing", "头$", 1, 0),
        ("closing", "座旧仓", 0, 1),
        ("closing", "关闭了", 0, 0),
    ],
)
def test_pieces_count_at_the_ends_of_the_stretch_itself(
    place: str, piece: str, first: float, second: float
) -> None:
    found = rated(cues(place, piece))
    assert found["东港公司今年投资三亿元扩建公司的码头"] == first
    assert found["北原公司关闭了三号码头的两座旧仓库"] == second


def test_what_stands_in_front_of_a_stretch_in_its_sentence_is_none_of_it() -> None:
    text = "东港药业营业收入三十一亿元；北原药业净利润五亿元。"
    late, whole = "北原药业净利润五亿元", text.rstrip("。")
    pairs, opening = rated(cues("anywhere", "药业"), text), rated(cues("opening", "^北原"), text)
    assert (pairs[late], pairs[whole]) == (1, 2)
    assert (opening[late], opening[whole]) == (1, 0)


def test_in_a_short_stretch_all_of_its_end_counts() -> None:
    assert rated(cues("closing", "船沉"), "渡船沉没三人失踪。") == {"渡船沉没三人失踪": 0}
    assert rated(cues("closing", "没三"), "渡船沉没三人失踪。") == {"渡船沉没三人失踪": 1}


def test_which_figure_it_is_weighs_nothing() -> None:
    assert rated(cues("opening", "^00"), "37名船员周二获救。") == {"37名船员周二获救": 1}


@pytest.mark.parametrize(("text", "lang"), [(FERRY, "en"), (HARBOUR, "zh")])
def test_the_pairs_of_a_stretch_are_those_of_its_own_words(text: str, lang: str) -> None:
    found = article(text, lang)
    printable = found.printable(Models(NOTHING, NOTHING))
    assert {span.unit for span in found.possible} == {0, 1}
    for span in found.possible:
        assert list(printable.pairs(span)) == list(pairs_of(tokens(found.text(span), lang)))
