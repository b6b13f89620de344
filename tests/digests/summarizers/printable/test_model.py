"""The weights of a language as they are read, and what pairs of tokens weigh by their places."""

from __future__ import annotations

import pytest

from digests.summarizers.frame import pairs_of
from digests.summarizers.printable.model import CLOSING, OPENING, model_of, read
from digests.summarizers.printable.signs import OF_SPAN, OF_UNIT, SIGNS

SIGNS_OF_ONE = "\n".join(f"{name} = {number}.0" for number, name in enumerate(SIGNS))
CUES = '[anywhere]\n"公司" = 1.0\n[opening]\n"公司" = 0.25\n[closing]\n"公司" = -0.5\n'


def test_each_sign_has_its_own_weight() -> None:
    model = read(f"constant = -1.5\n[signs]\n{SIGNS_OF_ONE}\n")
    assert model.constant == -1.5
    assert [*model.of_unit, *model.of_span] == list(range(len(OF_UNIT) + len(OF_SPAN)))


def test_a_sign_without_a_weight_is_a_mistake_of_the_file() -> None:
    with pytest.raises(KeyError, match="leans"):
        read(f"constant = 0.0\n[signs]\n{SIGNS_OF_ONE}\n".replace("leans =", "lean ="))


def test_pairs_weigh_where_they_stand() -> None:
    model = read(f"constant = 0.0\n[signs]\n{SIGNS_OF_ONE}\n{CUES}")
    pairs = pairs_of("公司说公司")
    assert model.sums(pairs) == [0.0, 1.0, 1.0, 1.0, 2.0]
    assert model.at_ends(pairs) == 2 * 0.25 - 2 * 0.5
    far = pairs_of("说" * OPENING + "公司" + "说" * CLOSING)
    assert model.at_ends(far) == 0.0
    assert model.at_ends(far[1:]) == 0.25
    assert model.at_ends(far[:-1]) == -0.5


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_leans_and_who_is_worth_little_is_printed_less(lang: str) -> None:
    model = model_of(lang)
    assert model is not None
    weights = dict(zip(OF_SPAN, model.of_span, strict=True))
    assert weights["leans"] < 0 < weights["worth"]
    assert dict(zip(OF_UNIT, model.of_unit, strict=True))["first"] > 0


def test_only_chinese_knows_pairs_and_nobody_else_has_a_model() -> None:
    chinese, english = model_of("zh"), model_of("en")
    assert chinese is not None
    assert chinese.anywhere
    assert english is not None
    assert not english.anywhere
    assert model_of("fr") is None
