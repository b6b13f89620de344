"""Fewer and better points: what leans, frames, only introduces or only says that something was said."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import key_points
from digests.summarizers.merit import says_little
from digests.summarizers.reference import Leans, Names
from digests.summarizers.spans import judged
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units
from tests.digests.summarizers.test_editor import RESULT, STORY


@pytest.mark.parametrize(
    "text",
    [
        "东港药业组建于1999年，与军方有历史渊源，产品销往全国。",
        "东港药业的前身是北原市的第一制药厂，产品销往全国各地。",
        "东港药业以眼药水起家，逐步成长为国内领先的感冒药供应商。",
        "此前，东港药业曾要求各地的经销商做好眼药水的储备工作。",
        "东港市将产生三方面的作用：一是有利于渡船公司的资产“瘦身”；",
        "计划体现了两个聚焦，一方面聚焦群众的期待，修好老桥。",
        "北原晚报的记者采访了东港药业的副总经理和三名船长。",
        "公司昨晚发布公告，通报了码头停工一事的最新进展消息。",
    ],
)
def test_portraits_halves_and_procedure_go_last(text: str) -> None:
    assert key_points("", f"{text}{STORY}", "zh", 1) == [STORY[:-1]]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("东港市抢抓国家建设新的码头和灯塔的大好机遇，明年建成三座新的渡船码头。", "promises"),
        ("公司以东港市的渡船公司和北原市的灯塔博物馆为重点，明年建成三座新的码头。", "promises"),
        ("东港市推进各项建设，公司以渡船和灯塔以及码头的改造为目标，明年建成新码头。", "promises"),
    ],
)
def test_what_frames_a_sentence_is_no_end(text: str, why: str) -> None:
    found = judged(text, phrases("zh"), unspaced=True)
    assert [end.why for end in found][-2] == why


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("特别提醒，北原的渡船从下个月起改由新的公司经营。", "北原的渡船从下个月起改由新的公司经营"),
        ("其中提出，北原的渡船从下个月起改由新的公司经营。", "北原的渡船从下个月起改由新的公司经营"),
        ("观点：北原的渡船从下个月起改由新的公司经营。", "北原的渡船从下个月起改由新的公司经营"),
    ],
)
def test_what_only_introduces_is_taken_off(text: str, point: str) -> None:
    assert key_points("", text, "zh", 1) == [point]


def test_questions_of_reporters_and_headings_are_no_points() -> None:
    asked = "有媒体问：北原市昨晚说渡船要停运，请问东港市怎么看？"
    assert not any("有媒体" in p for p in key_points("", f"{asked[:-1]}。{STORY}{RESULT}", "zh", 3))
    assert not any("回顾" in p for p in key_points("", f"{STORY}{RESULT}\n渡船事件回顾", "zh", 3))


@pytest.mark.parametrize(
    ("title", "text", "leans"),
    [
        ("", "Tina Novak runs a ferry. The ferry opens in May.", Leans(0, strictly=False)),
        ("", "A consignment came. It sank. The consignment held 12 cameras.", Leans(0, strictly=False)),
        ("", "Tina Novak wrote a lot. It rained. The tweet was read by many.", Leans(1, strictly=False)),
        ("Ferries stop", "Tina Novak is mayor. The ferries open in May.", None),
        ("A boat sinks", "Tina Novak is mayor. The boat was built in May.", None),
        ("Novak on top", "Tina Novak is mayor. The top was closed in May.", Leans(0, strictly=False)),
        ("", "Tina Novak is mayor. The government pays for it.", None),
        ("", "Tina Novak is mayor. The Harbour Office pays.", None),
        ("", "Tina Novak is mayor. The owner of the ferry pays.", None),
        ("", "The ferry opens in May.", None),
    ],
)
def test_a_thing_that_was_named_before_leans_on_it(title: str, text: str, leans: Leans | None) -> None:
    known = phrases("en")
    article = units(text, "en", known)
    assert Names(article, title).opening(len(article) - 1, 0, known) == leans


def test_a_thing_of_the_title_needs_no_other_sentence() -> None:
    text = "Tina Novak runs a boat. The bateau est fermé."
    french = units(text, "fr", phrases("fr"))
    assert Names(french, "").opening(1, 0, phrases("fr")) is None, "only where the language has a list"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor opened up about the years in which she ran the ferry.",
        "A case was registered with the police of Hollin in the evening.",
        "The incident took place in the old harbour in the evening.",
        "The clarification by the mayor came in the council on Monday.",
        "The mayor was speaking at a meeting of captains in the harbour.",
        "In the harbour the search is under way in the evening.",
        "Whether it is a ferry or a bridge, the mayor is known for views.",
    ],
)
def test_that_something_was_said_or_done_goes_last(text: str) -> None:
    assert says_little(text, phrases("en"))
    assert not says_little("The old harbour was closed in May by a flood.", phrases("en"))


def test_what_after_opens_ends_with_a_mark() -> None:
    text = (
        "Days after Hollin Town and Harbour Minister Tina Novak told the council that nine boats were lost "
        "in the last three years from the old pier of the town, the court today told the captain to appear."
    )
    assert not any(point.startswith("Days after") for point in key_points("", text, "en", 3))


def test_a_name_goes_on_behind_and() -> None:
    text = (
        "Nine of the captains broke the rules of the ferry and cost the town of Hollin nine million, "
        "the Comptroller and Auditor General has found in a report that was published by the council."
    )
    assert not any(point.endswith("Comptroller") for point in key_points("", text, "en", 3))
