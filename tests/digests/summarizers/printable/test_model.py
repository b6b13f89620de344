"""The weights of a language as they are read, and what pieces of text weigh by their places."""

from __future__ import annotations

import pytest

from digests.summarizers.frame import pairs_of
from digests.summarizers.printable.cues import CLOSING, OPENING
from digests.summarizers.printable.model import models_of, read
from digests.summarizers.printable.signs import OF_SPAN, OF_UNIT, SIGNS
from digests.summarizers.text.sentences import NO_SPACES

SIGNS_OF_ONE = "\n".join(f"{name} = {number}.0" for number, name in enumerate(SIGNS))
CUES = """
[anywhere]
"公司" = 1.0
[opening]
"^" = 0.125
"公司" = 0.25
"^公" = 2.0
[closing]
"公司" = -0.5
"司$" = -4.0
"""


def test_each_sign_has_its_own_weight() -> None:
    model = read(f"constant = -1.5\n[signs]\n{SIGNS_OF_ONE}\n")
    assert model.constant == -1.5
    assert [*model.of_unit, *model.of_span] == list(range(len(OF_UNIT) + len(OF_SPAN)))


def test_a_sign_without_a_weight_is_a_mistake_of_the_file() -> None:
    with pytest.raises(KeyError, match="leans"):
        read(f"constant = 0.0\n[signs]\n{SIGNS_OF_ONE}\n".replace("leans =", "lean ="))


def test_pieces_weigh_where_they_stand() -> None:
    model = read(f"constant = 0.0\n[signs]\n{SIGNS_OF_ONE}\n{CUES}")
    assert model.sums(pairs_of("公司说公司")) == [0.0, 1.0, 1.0, 1.0, 2.0]
    assert model.at_opening("公司说公司") == 0.125 + 0.25 + 2.0, "each piece once"
    assert model.at_opening("说公司") == 0.125 + 0.25
    assert model.at_opening("说" * (OPENING - 1) + "公司") == 0.125, "too far behind"
    assert model.at_closing("公司说公司") == -0.5 - 4.0
    assert model.at_closing("公司说") == -0.5
    assert model.at_closing("公司" + "说" * (CLOSING - 1)) == 0.0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_leans_and_who_is_worth_little_is_printed_less(lang: str) -> None:
    models = models_of(lang)
    assert models is not None
    weights = dict(zip(OF_SPAN, models.alone.of_span, strict=True))
    assert weights["leans"] < 0 < weights["worth"]
    assert dict(zip(OF_UNIT, models.alone.of_unit, strict=True))["first"] > 0


def test_only_chinese_knows_pieces_and_what_is_explained() -> None:
    chinese, english = models_of("zh"), models_of("en")
    assert chinese is not None
    assert chinese.alone.anywhere
    assert chinese.explained != chinese.alone
    assert english is not None
    assert not english.alone.anywhere
    assert english.explained is english.alone


def test_languages_of_which_too_little_is_labelled_have_a_model_together() -> None:
    french, unknown = models_of("fr"), models_of("")
    assert french is not None
    assert french.explained is french.alone
    assert french == models_of("vi") == unknown
    assert french != models_of("en")
    assert not french.alone.anywhere, "no piece of text is one of all languages"


@pytest.mark.parametrize("lang", sorted(NO_SPACES - {"zh"}))
def test_where_no_blanks_part_words_nothing_of_other_languages_holds(lang: str) -> None:
    assert models_of(lang) is None


def test_in_the_common_model_it_weighs_nothing_where_a_sentence_stands() -> None:
    common = models_of("fr")
    assert common is not None
    weights = dict(zip(OF_UNIT, common.alone.of_unit, strict=True))
    assert {name for name, weight in weights.items() if weight} == {"figures", "units"}
