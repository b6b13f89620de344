"""The rules that judge key points, and the measure of their quality."""

from __future__ import annotations

import pytest

from bench.faults import faults, is_subsequence
from bench.rouge import rouge2

TEXT = {
    "zh": "公司称“产能不足（含外包）”，今年不会扩产，但明年拟投资三十亿元。据悉，责任编辑：东港",
    "en": 'The council said "the bridge (of 1931) is not safe" and it will not open before May.',
}


@pytest.mark.parametrize(
    ("lang", "point", "fault"),
    [
        ("zh", "公司称“产能不足", "unbalanced quotes or brackets"),
        ("zh", "”，今年不会扩产", "begins with closing punctuation"),
        ("zh", "但明年拟投资三十亿元", "begins with a dangling word"),
        ("zh", "责任编辑：东港", "boilerplate"),
        ("zh", "公司今年会扩产", "lost negation"),
        ("zh", "公司明年不会投资", "not a subsequence of one sentence"),
        ("zh", "东" * 81, "too long"),
        ("zh", " ", "empty"),
        ("en", "The council said it will open before May", "lost negation"),
        ("en", "it will not open", "begins with a dangling word"),
        ("en", "a " * 33, "too long"),
        ("en", "bridge.open(10);", "code or a row of a table"),
        ("en", "Bridge | Closed", "code or a row of a table"),
        ("en", "Publication date: 29 November", "greeting or label"),
        ("en", "Good morning", "greeting or label"),
        ("zh", "欢迎来到第112期周报", "greeting or label"),
    ],
)
def test_each_rule_finds_its_fault(lang: str, point: str, fault: str) -> None:
    assert fault in list(faults("", TEXT[lang], lang, [point]))


def test_repetitions_are_found() -> None:
    text = "东港市上半年外贸增长一成。东港市上半年外贸增长了一成多。"
    points = ["东港市上半年外贸增长一成", "东港市上半年外贸增长了一成多"]
    assert list(faults("", text, "zh", points)) == ["near-duplicate of another point"]
    assert list(faults("上半年东港市外贸增长一成", text, "zh", points[:1])) == ["repeats the title"]


def test_a_pronoun_is_no_fault_under_the_sentence_before() -> None:
    text = "Tina Novak runs the ferry. She will retire. The tower is closed. A bank pays. It opens in May."
    under = ["Tina Novak runs the ferry", "She will retire"]
    assert not list(faults("", text, "en", under))
    assert list(faults("", text, "en", under[1:])) == ["begins with a dangling word"]
    far = ["Tina Novak runs the ferry", "It opens in May"]
    assert list(faults("", text, "en", far)) == ["begins with a dangling word"]


def test_points_end_alike() -> None:
    text = "东港大桥关闭。市长说：“工期十个月。”"
    mixed = ["东港大桥关闭", "市长说：“工期十个月。”"]
    assert list(faults("", text, "zh", mixed)) == ["only some end with a full stop"]
    assert not list(faults("", text, "zh", ["东港大桥关闭", "市长说：“工期十个月”"]))


def test_a_good_point_has_no_fault() -> None:
    assert not list(faults("东港", TEXT["zh"], "zh", ["公司称“产能不足（含外包）”，今年不会扩产"]))


def test_subsequence_ignores_blanks_and_nothing_else() -> None:
    assert is_subsequence("a c", "a b  c")
    assert not is_subsequence("ca", "abc")


def test_rouge_counts_pairs_once_each() -> None:
    assert rouge2(["东港市"], "东港市", "zh") == (1.0, 1.0)
    assert rouge2(["the old bridge"], "the old bridge closed", "en") == pytest.approx((0.8, 2 / 3))
    assert rouge2([], "东港", "zh") == (0.0, 0.0)
    long = ["x " * 75 + "old bridge"]
    assert rouge2(long, "old bridge", "en")[1] == 0.0
