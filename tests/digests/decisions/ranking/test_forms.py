"""What calls itself a list or a form is one, and what only speaks of such things is none."""

from __future__ import annotations

import pytest

from digests.decisions.ranking.forms import form_of
from digests.model import Form

ARTICLE = "The council met on Tuesday and agreed on a plan for the harbour. " * 4
ROUND_UP = "\n".join(
    f"{n}. {said}"
    for n, said in enumerate(
        (
            "Harbour authority opens a second terminal after four years.",
            "Snow closes two passes in the northern valleys.",
            "Court orders railway to refund night trains.",
            "Farmers expect a small olive harvest.",
            "Orchestra plans free concerts for summer.",
        ),
        1,
    )
)
ROUND_UP_ZH = "\n".join(
    (
        "1、港口第二码头今日启用，历时四年建成。",
        "2、北部山区大雪，两条公路封闭。",
        "3、法院判令铁路公司退还夜车票款。",
        "4、果农预计今年橄榄减产。",
        "5、乐团将在夏天举办免费音乐会。",
    )
)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("[Sponsored] Ten reasons to love our mattresses", Form.ADVERT),
        ("Why our mattresses last | Advertisement", Form.ADVERT),
        ("【推广】这款床垫为什么好睡", Form.ADVERT),
        ("广告：年终大促今晚开始", Form.ADVERT),
        ("青港股份：关于回购公司股份的公告", Form.NOTICE),
        ("青港股份第三届董事会第二次会议决议公告", Form.NOTICE),
        ("青港股份(600999)股东减持计划", Form.NOTICE),
        ("REG - Harbour plc - Holding(s) in Company", Form.NOTICE),
        ("Form 8-K: Harbour Corp", Form.NOTICE),
        ("沪深两市龙虎榜", Form.TABLE),
        ("11月24日大宗交易一览", Form.TABLE),
        ("人民币兑美元中间价报7.0123", Form.TABLE),
        ("TABLE-Quarterly forecasts for major harbours", Form.TABLE),
        ("Top gainers and top losers at noon", Form.TABLE),
        ("财经早餐 11月24日", Form.ROUND_UP),
        ("港湾早报", Form.ROUND_UP),
        ("港湾晚报｜码头启用；大雪封路", Form.ROUND_UP),
        ("隔夜要闻：三件事", Form.ROUND_UP),
        ("Morning briefing: what happened overnight", Form.ROUND_UP),
        ("The week ahead: three dates", Form.ROUND_UP),
        ("Stocks to watch on Tuesday", Form.ROUND_UP),
        ("10 things you need to know today", Form.ROUND_UP),
        ("今日油价查询", Form.COLUMN),
        ("双色球第2026123期开奖", Form.COLUMN),
        ("港湾天气预报", Form.COLUMN),
        ("Weekly quiz: how well do you know harbours?", Form.COLUMN),
        ("Word of the day: quay", Form.COLUMN),
    ],
)
def test_titles_that_say_what_they_are(title: str, form: Form) -> None:
    assert form_of(title, ARTICLE) is form


@pytest.mark.parametrize(
    "title",
    [
        "Advertising revenue of harbour papers falls",
        "广告收入下滑，报业寻找出路",
        "港务局就停工致歉，并发布整改公告",
        "港务局发出公告，码头明起停用",
        "据《联合早报》报道，码头启用",
        "今日头条推出新功能",
        "Harbour Fed chief says rates may rise this week",
        "Weedkiller maker settles Roundup suits",
        "What the new harbour means for fishermen",
        "No. 1 seed knocked out",
        "A forecast of harder weather for shipping",
        "",
    ],
)
def test_news_that_speaks_of_such_things_is_news(title: str) -> None:
    assert form_of(title, ARTICLE) is Form.ARTICLE


@pytest.mark.parametrize("text", [ROUND_UP, ROUND_UP_ZH])
def test_numbered_items_without_a_subject_are_a_round_up(text: str) -> None:
    assert form_of("Tuesday in five lines 周二五行", text) is Form.ROUND_UP
    fewer = text.rpartition("\n")[0]
    assert form_of("Tuesday", fewer) is Form.ARTICLE, "four may be the points of an article"
    assert form_of("Tuesday", f"{ARTICLE * 3}\n{text}") is Form.ARTICLE, "nor is an article with a list"


def test_numbered_points_on_one_subject_are_none() -> None:
    said = "\n".join(f"{n}. The harbour {what} this year." for n, what in enumerate(("grows", "closes") * 3))
    assert form_of("Six plans for the harbour", said) is Form.ARTICLE
    zh = "\n".join(f"{n}、港口{what}。" for n, what in enumerate(("扩建码头", "关闭旧桥", "清淤") * 2, 1))
    assert form_of("港口六项计划", zh) is Form.ARTICLE


def test_what_is_mostly_figures_is_a_table() -> None:
    rows = "\n".join(f"Quay {n}  {n * 13.7:.2f}  {n * 0.3:+.1f}%" for n in range(1, 20))
    assert form_of("Quays", rows) is Form.TABLE
    dense = " ".join(f"{n * 137.5:.2f} 吨" for n in range(1, 60))
    assert form_of("吞吐量", dense) is Form.TABLE
    assert form_of("吞吐量", dense[:40]) is Form.ARTICLE, "a line is none"
    results = "港务公司去年盈利337.6亿元，同比增14%。派息每股0.232元，全年收入1126.3亿元，同比增7%。" * 3
    assert form_of("港务公司去年多赚14%", results) is Form.ARTICLE


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (ARTICLE + "\n本文为商业推广，不代表本报立场。", Form.ADVERT),
        ("Sponsored by the mattress makers\n" + ARTICLE, Form.ADVERT),
        ("This article is sponsored. " + ARTICLE, Form.ADVERT),
        ("LISBON, Nov. 24 /PRNewswire/ -- " + ARTICLE, Form.PRESS),
        ("里斯本11月24日/美通社/ --" + ARTICLE, Form.PRESS),
        (ARTICLE + "A rival sponsored by the city lost.", Form.ARTICLE),
        (ARTICLE * 2 + " The firm spoke to /PRNewswire/.", Form.ARTICLE),
        ("", Form.ARTICLE),
    ],
)
def test_what_a_text_says_of_itself(text: str, form: Form) -> None:
    assert form_of("Harbours", text) is form
