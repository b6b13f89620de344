"""What a later report must bring: a fact, of the event itself, and what others deny before all."""

from __future__ import annotations

import pytest

from digests.model import ReportText
from digests.summarizers.stories.facts import adds_fact, denies
from digests.summarizers.stories.story_points import condense_story
from tests.digests.summarizers.stories.test_each_report import ALIKE, points


@pytest.mark.parametrize(
    ("lang", "text", "adds"),
    [
        ("zh", "东港药业面临生死存亡之际，谁都知道退路没有了", False),
        ("zh", "东港药业的命运令人担忧", False),
        ("zh", "东港药业的命运令人担忧，股价周一跌了8%", True),
        ("zh", "市长表示，老桥的命运令人担忧", True),
        ("zh", "《东港晚报》说老桥的命运令人担忧", True),
        ("zh", "渔民停止出海", True),
        ("zh", "渔民的命运令人担忧，但码头Hollin还在", True),
        ("zh", "渔民的命运令人担忧，但码头H还在", False),
        ("en", "It remains to be seen how the town will pay", False),
        ("en", "It remains to be seen how Hollin will pay", True),
        ("en", "It remains to be seen, the mayor said", True),
        ("en", "Perhaps 12 boats will sail", True),
        ("en", "PERHAPS the boats will sail", False),
        ("en", "The boats will sail", True),
        ("fr", "Peut-être", True),
    ],
)
def test_a_comment_adds_nothing(lang: str, text: str, adds: bool) -> None:
    assert adds_fact(text, lang) is adds


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("公司否认要出售码头", True),
        ("公司称传闻不实", True),
        ("公司从未发布过停止供货的声明", True),
        ("公司没有计划出售码头", True),
        ("公司正在出售码头", False),
        ("The company denied that it sells the harbour", True),
        ("There are no plans to sell the harbour", True),
        ("The report is not true, the mayor said", True),
        ("The ferry is identified", False),
        ("THE COMPANY DENIED IT", True),
    ],
)
def test_denials(text: str, denied: bool) -> None:
    assert denies(text) is denied


def report(number: int, text: str) -> ReportText:
    return ReportText(number, "", text, "zh", f"source {number}")


FIRST = "5月9日有消息称，受洪水影响，东港药业正在推动出售码头和三座灯塔。"


def later(*texts: str) -> list[tuple[int, str]]:
    """What reports behind the first one add, by rank."""
    reports = [report(0, FIRST), *(report(n, each) for n, each in enumerate(texts, 1))]
    return [(p.report, p.text) for p in sorted(condense_story(reports, 6), key=lambda p: p.rank) if p.report]


def test_a_report_that_only_comments_has_no_point() -> None:
    assert later("在企业生死存亡之际，东港上下已经没有人可以袖手旁观了。") == []


def test_what_led_to_the_event_is_no_news_of_it() -> None:
    assert later("4月16日晚间，一艘运煤的货轮撞上了北原市的老铁桥，十二名船员落水。") == []
    assert later("5月10日晚间，一艘运煤的货轮撞上了北原市的老铁桥，十二名船员落水。") != []


def test_a_denial_stands_before_what_came_after_it() -> None:
    denial = "公司副总经理张东表示，这些传闻纯属虚构，董事会从来没有讨论过这样的方案。"
    other = "北原市的渔民协会打算下周同保险公司谈判赔偿渔网的事情，律师也会到场。"
    assert later(denial, other)[0][0] == 1
    assert later(other, other.replace("渔民", "船员") + denial)[0][0] == 2


FERRIES = "渡船公司打算从六月起把东港市到北原市和马登市的夜间班次增加到每周九班并降低票价"
RAILWAY = "环保志愿团体建议绕行红树林区的货物改由铁路运往内陆的三座仓库再分送各家超级商场"
DENIED = "船长周三否认自己喝过酒并要求公开全部录音"
DENIED_TOO = "码头经理说传闻不实，吊塔的钢索去年冬天刚换"


def test_a_second_denial_stands_before_longer_news_of_later_reports_only() -> None:
    later = (f"{FERRIES}。", f"{RAILWAY}。", f"{DENIED}。{DENIED_TOO}。")
    told = [text for _, text in points(FIRST, *later, learned=ALIKE)]
    assert {DENIED, DENIED_TOO} <= set(told)
    assert FERRIES not in told
    own = [text for _, text in points(f"{FERRIES}。{RAILWAY}。{DENIED}。{DENIED_TOO}。", learned=ALIKE)]
    assert FERRIES in own
    assert DENIED_TOO not in own
