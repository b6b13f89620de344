"""Each feature on the smallest texts that show it. Features do not depend on which article is the probe."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.decisions.stories.features import FEATURES
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared, prepare
from tests.digests.decisions.stories.telling import beside, told
from tests.examples import examples


def feature(name: str, a: Prepared, b: Prepared) -> float:
    """The feature, which must be the same the other way round."""
    found = FEATURES[name](beside(a, b))
    assert found == pytest.approx(FEATURES[name](beside(b, a)))
    return found


@pytest.mark.parametrize("name", ["units", "titles"])
def test_likeness_is_1_for_the_same_and_0_for_strangers(name: str) -> None:
    assert feature(name, told("央行宣布降息"), told("央行宣布降息")) == pytest.approx(1, abs=1e-4)
    assert feature(name, told("央行宣布降息"), told("火车脱轨")) == 0
    assert feature(name, told("甲乙"), told("甲丙")) == pytest.approx(sqrt(1 / 2), abs=1e-4)


def test_what_is_said_again_weighs_more() -> None:
    once, again = told("甲乙丙"), told("甲甲乙丙")
    assert feature("units", again, told("甲甲丁")) > feature("units", once, told("甲甲丁"))


def test_titles_leave_the_body_out() -> None:
    assert feature("titles", told("甲乙", "丙丁"), told("丙丁", "甲乙")) == 0
    assert feature("units", told("甲乙", "丙丁"), told("丙丁", "甲乙")) == pytest.approx(1, abs=1e-4)


def test_a_title_is_looked_for_in_the_others_opening() -> None:
    assert feature("lead", told("甲乙", "丙丁"), told("丙丁", "甲乙")) == pytest.approx(2 / 2.05, abs=1e-3)
    assert feature("lead", told("甲乙", "丙"), told("丙丁", "甲乙")) == pytest.approx(1 / 2.05, abs=1e-3)
    far = told("丙丁", "戊" * 200 + "甲乙")
    assert feature("lead", told("甲乙", "丙丁"), far) == 0
    assert feature("matched", told("甲乙", "丙丁"), far) == pytest.approx(4)


def test_rare_words_of_titles_that_the_other_has() -> None:
    a, b = told("Boeing beats"), told("Boeing loses")
    assert feature("rare", a, b) == pytest.approx(0.4 / (0.4 + 0.4 + 0.2), abs=1e-3)
    assert feature("unmatched", a, b) == pytest.approx(0.4, abs=1e-3)
    assert feature("unmatched", a, told("Boeing")) == 0
    assert feature("rarest", a, b) == 1
    assert feature("rarest", told("甲乙"), told("甲乙")) == 0


def test_common_words_are_not_rare() -> None:
    known = Frequencies()
    for _ in range(1000):
        known.add(told("Boeing"))
    two = beside(told("Boeing beats"), told("Boeing loses"), known)
    assert FEATURES["rare"](two) == 0
    assert 0 < FEATURES["rarest"](two) < 0.2


def test_a_frame_is_the_runs_without_figures() -> None:
    a, b = told("公司发布公告称净利润3亿元"), told("公司发布公告称净利润4亿元")
    assert feature("frame", a, b) == pytest.approx(sqrt(8 / 10))
    assert feature("form", a, b) == 0  # the same day
    assert feature("form", a, told("公司发布公告称净利润4亿元", hours=24)) == pytest.approx(8 / 10)
    assert feature("form", a, told("公司发布公告称净利润3亿元", hours=24)) == 0
    assert feature("form", prepare("甲乙丙丁1", "", None), prepare("甲乙丙丁2", "", None)) == pytest.approx(
        1 / 3
    )


def test_a_form_with_another_code_differs_at_any_time() -> None:
    a, b = told("甲公司(600519)发布公告"), told("甲公司(600520)发布公告")
    assert (feature("other_codes", a, b), feature("form", a, b) > 0) == (1, True)
    other_market = told("甲公司(00519)发布公告")
    assert (feature("other_codes", a, other_market), feature("form", a, other_market)) == (0, 0)


def test_the_rarest_pairs() -> None:
    assert feature("pairs", told("甲乙丙丁"), told("甲乙，丙丁")) == 2
    assert feature("lacking", told("甲乙丙丁"), told("甲乙，丙丁")) == 1
    assert feature("pairs", told("甲乙丙丁戊己庚"), told("甲乙丙丁戊己庚")) == 5
    assert feature("lacking", told("甲乙丙"), told("甲乙丙")) == 0


def test_figures() -> None:
    a, b = told("甲3乙5"), told("甲3乙7")
    assert feature("figures", a, b) == 1
    assert feature("other_figures", a, b) == pytest.approx(log(2))
    assert feature("figures", told("1 2 3 4"), told("1 2 3 4")) == 2
    assert feature("other_figures", a, told("甲3乙")) == 0


def test_days_names_and_lengths() -> None:
    assert feature("other_days", told("3月8日开会"), told("3月9日开会")) == 1
    assert feature("other_days", told("3月8日开会"), told("8日开会")) == 0
    assert feature("other_days", told("3月8日开会"), told("开会")) == 0
    assert feature("quoted", told("《流浪地球》"), told("“流浪地球”")) == 1
    assert feature("quoted", told("《流浪地球》"), told("流浪地球")) == 0
    assert feature("lengths", told("甲" * 10), told("甲" * 30)) == pytest.approx(log(2))


def test_whom_titles_speak_of() -> None:
    assert feature("subject", told("外交部：坚决反对"), told("外交部：没有的事情")) == pytest.approx(1)
    assert feature("subject", told("外交部：坚决反对"), told("商务部：没有的事情")) == pytest.approx(
        sqrt(1 / 3)
    )
    assert feature("subject", told("外交部：坚决反对"), told("没有的事情")) == 0


def test_time_between() -> None:
    assert feature("days", told("甲"), told("甲", hours=36)) == pytest.approx(1.5)
    assert feature("later", told("甲"), told("甲", hours=36)) == pytest.approx(0.5)
    assert feature("later", told("甲"), told("甲", hours=12)) == 0
    assert feature("days", told("甲"), told("甲", hours=999)) == 4
    assert feature("days", told("甲"), prepare("甲", "", None)) == 0


@settings(max_examples=examples(30))
@given(st.text(max_size=120), st.text(max_size=300), st.text(max_size=120), st.text(max_size=300))
def test_features_of_any_texts_are_the_same_both_ways(a: str, b: str, c: str, d: str) -> None:
    one, other = told(a, b), told(c, d, hours=30)
    for name in FEATURES:
        feature(name, one, other)
