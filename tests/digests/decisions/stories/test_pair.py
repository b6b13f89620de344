"""Judging two articles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories import weights
from digests.decisions.stories.features import FEATURES
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.guard import limit
from digests.decisions.stories.pair import judge, total, verdict
from digests.decisions.stories.prepared import Prepared
from tests.digests.decisions.stories.telling import beside, told

CABLE = told(
    "里斯本至卡萨布兰卡海底光缆正式开通",
    "连接葡萄牙与摩洛哥的新海底光缆周二投入使用，全长1200公里，运营商称跨大西洋数据传输时延将缩短三成。" * 2,
)
SAME_CABLE_TEXT = (
    "从里斯本到卡萨布兰卡的海底光缆周二开通。这条1200公里的线路将数据传输时延缩短三成，两国运营商表示欢迎。"
)
SAME_CABLE = told("葡萄牙与摩洛哥之间的海底光缆投入使用", SAME_CABLE_TEXT * 2, hours=3)
STRANGER = told(
    "国际油价连续三日下跌",
    "受库存增加影响，纽约原油期货周二收跌百分之二，分析师预计需求仍将疲软。" * 3,
    hours=3,
)


def test_one_event_in_other_words() -> None:
    found = judge(CABLE, SAME_CABLE, Frequencies())
    assert (found.grade, found.score > 0) == ("same", True)
    assert set(found.terms) & {"海", "底", "光", "缆"}
    assert set(found.features) == set(FEATURES)


def test_strangers() -> None:
    found = judge(CABLE, STRANGER, Frequencies())
    assert (found.grade, found.score < -2) == ("", True)


def test_terms_are_named_as_far_as_they_can_be() -> None:
    a, b = told("Boeing 787 windows too bright"), told("Boeing 787 windows bright, says ANA")
    assert {"boeing", "787"} <= set(judge(a, b, Frequencies()).terms)
    stored = [Prepared.unpack(each.pack()) for each in (a, b)]
    assert judge(*stored, Frequencies()).terms == ()


@given(st.text(max_size=80), st.text(max_size=400), st.text(max_size=80), st.text(max_size=400))
def test_the_order_does_not_matter(a: str, b: str, c: str, d: str) -> None:
    one, other, known = told(a, b), told(c, d, hours=1), Frequencies()
    assert judge(one, other, known) == judge(other, one, known)


def test_what_the_guard_refuses_is_no_story() -> None:
    a, b = told("甲公司(600519)发布年度报告"), told("甲公司(600520)发布年度报告")
    found = judge(a, b, Frequencies())
    assert (found.grade, found.score) == ("", pytest.approx(min(found.score, weights.REFUSED)))


def test_what_may_be_related_at_most_joins_nothing() -> None:
    form = "公司公告，控股股东将其持有的{}万股股份办理质押，用途为补充流动资金，不存在平仓风险。"
    found = verdict(beside(told("股东质押", form.format(53)), told("股东质押", form.format(54), hours=1)))
    assert found.grade == "related"
    assert (found.score, found.joins) == (weights.AT_MOST_RELATED, weights.REFUSED)


def test_credits_keep_their_score_and_get_no_grade() -> None:
    found = verdict(beside(told("", "（来源：新华社）图片"), told("", "（来源：新华社）图片")))
    assert (found.grade, found.joins) == ("", weights.REFUSED)


@pytest.mark.parametrize(("size", "share"), [(40, 1.0), (170, 0.5), (300, 0.0)])
def test_how_much_an_article_in_words_is_a_headline(size: int, share: float) -> None:
    text = ("windows " * 99)[: size - len("Boeing")]
    assert verdict(beside(told("Boeing", text), told("Boeing", text))).headlines == pytest.approx(share)


def test_characters_need_no_profile() -> None:
    assert verdict(beside(told("央行宣布下调利率"), told("央行宣布下调利率"))).headlines == 0


def test_the_weights_name_features() -> None:
    models = [*weights.MODELS[True], *weights.MODELS[False], weights.SPACED_ALIKE]
    assert {name for model in models for name in model.features} <= set(FEATURES)
    assert all(model.related <= 0 for model in models)


def test_exact_facts_that_both_have_add_to_the_score() -> None:
    first = (
        "The undersea cable between Lisbon and Casablanca carries 72 terabits and is 1,137 kilometres long."
    )
    other = "Over 1,137 kilometres from Lisbon, as its owners told Casablanca, 72 terabits run since Monday."
    a, b = told("Cable goes live", first), told("Data run", other)
    certain, without = (verdict(beside(a, each)) for each in (b, replace(b, facts=())))
    assert (certain.certain, without.certain) == (True, False)
    assert certain.score - without.score == pytest.approx(weights.CORROBORATED)
    assert certain.joins - without.joins == pytest.approx(weights.CORROBORATED)


def test_what_is_near_is_related() -> None:
    cut = told(
        "渔船拖网疑致海底光缆中断",
        "上周正式开通的海底光缆周四起中断，维修船已从马赛出发，专家估计修复需要十天，渔业协会否认有船只进入禁区。"
        * 2,
        hours=3,
    )
    two = beside(CABLE, cut)
    found, related = verdict(two), weights.MODELS[True][1].related
    assert limit(two) == "same"
    assert related <= found.score < 0
    assert (found.grade, found.joins) == ("related", found.score)


def test_headlines_draw_each_other_less_with_time() -> None:
    title = "Boeing windows crack on three new jets"
    at_once, later = (verdict(beside(told(title), told(title, hours=hours))) for hours in (0, 12))
    assert at_once.joins - later.joins == pytest.approx(weights.FALL / 2)
    assert at_once.score - later.score < weights.FALL / 2


def test_headlines_must_be_alike_for_strangers_too() -> None:
    two = beside(told("Boeing windows crack on jets"), told("Cracked windows ground Boeing jets in Osaka"))
    alike, exact = total(weights.SPACED_ALIKE, two), total(weights.SPACED_SHORT, two)
    assert verdict(two).score == pytest.approx(min(exact, weights.ALIKE_SHARE * alike))
    assert exact > weights.ALIKE_SHARE * alike


def test_half_a_headline_draws_by_half() -> None:
    title, text = "Boeing windows crack", "windows " * 19
    size = len(title) + len(text)
    half = [told(title, text), told(title, text, hours=6)]
    found = verdict(beside(*half))
    least, most = weights.HEADLINE
    assert found.headlines == pytest.approx(1 - (size - least) / (most - least))
    drawn = total(weights.SPACED_ALIKE, beside(*half)) - weights.FALL / 4
    whole = found.headlines * drawn + (1 - found.headlines) * found.score
    assert found.joins == pytest.approx(whole)
