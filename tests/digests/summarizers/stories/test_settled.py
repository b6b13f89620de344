"""What a report leaves open stands no more when a later one settles it."""

from __future__ import annotations

import pytest

from digests.summarizers.stories.settled import outdated

OPEN_AND_SETTLED = [
    ("事故原因正在调查中", "海事局公布调查结果，搁浅的原因是值班大副睡着"),
    ("警方正在调查起火原因", "火灾由线路短路所致"),
    ("搜救工作仍在继续", "搜救行动已于周三结束"),
    ("大火仍在蔓延", "明火已被扑灭"),
    ("The cause of the fire is under investigation", "The fire was caused by a worn valve"),
    ("Police are investigating the cause", "The cause was a worn valve, the inquiry found"),
    ("The search for the crew continues", "The search was called off on Friday"),
    ("Firefighters are still battling the flames", "The fire was extinguished by noon"),
]


@pytest.mark.parametrize(("still_open", "settled"), OPEN_AND_SETTLED)
def test_what_is_settled_is_outdated(still_open: str, settled: str) -> None:
    assert outdated(still_open, [settled])
    assert not outdated(still_open, [still_open]), "it is as open as before"
    assert not outdated(settled, [still_open, settled])


@pytest.mark.parametrize("still_open", [still_open for still_open, _ in OPEN_AND_SETTLED])
def test_what_nothing_settles_stands(still_open: str) -> None:
    assert not outdated(still_open, ["渔民周二停止出海", "The mayor visited the yard.", "搁浅的原因仍不明"])


def test_a_question_is_settled_by_its_own_answer_alone() -> None:
    assert not outdated("事故原因正在调查中", ["明火已被扑灭", "搜救行动已结束"])


def test_what_names_one_cause_and_leaves_another_open_settles_nothing() -> None:
    half = "起火原因初步为线路短路，燃油泄漏的原因正在调查中"
    assert not outdated("事故原因正在调查中", [half])
    assert outdated("事故原因正在调查中", [half, "起火原因为线路短路"])
