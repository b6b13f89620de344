"""Pairs of posts that are one story, and pairs that merely share a form of words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.duplicates.near_duplicates import are_copies
from digests.model import Post

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def post(title: str, text: str, feed: int = 1, hours: float = 0) -> Post:
    return Post(feed, feed, f"uid {feed}", title, text, NOW - timedelta(hours=hours), "v", 1)


ARTICLE = """某电池企业11月24日宣布，将在当地投资120亿元建设一座年产40吉瓦时的动力电池工厂。
项目分两期实施，一期计划于2027年底投产，全部建成后预计每年可为60万辆电动汽车配套。
企业负责人在签约仪式上表示，新工厂将采用新一代干法电极工艺，单位能耗较现有产线下降三成以上。
当地主管部门介绍，为支持项目落地，已预留2300亩工业用地，并将配套建设220千伏变电站。
分析人士认为，随着储能需求快速增长，动力电池行业的产能利用率有望在明年回升至75%左右。
不过也有业内人士提醒，原材料价格波动以及海外市场的准入政策仍是企业需要面对的主要风险。"""
TITLE = "某电池企业拟投资120亿元建设新工厂"

FLASH = (
    "央行今日开展1000亿元7天期逆回购操作，操作利率为1.40%，与此前持平。"
    "因今日有800亿元逆回购到期，实现净投放200亿元。"
)
FLASH_TITLE = "央行开展1000亿元逆回购操作"

REPORT = """Harbour Mills reported quarterly revenue of $412.5 million on Tuesday, up 8 percent on the year.
Net income rose to $31.2 million, or 54 cents a share, compared with $27.9 million, or 48 cents, a year ago.
Analysts had expected earnings of 51 cents a share on revenue of $405 million, according to a survey.
The company raised its full-year outlook and now expects revenue between $1.62 billion and $1.66 billion.
Harbour Mills said that demand for packaging paper stayed strong while energy costs fell by 11 percent.
Shares of Harbour Mills gained 3.4 percent in early trading and have risen 19 percent since January."""
REPORT_TITLE = "Harbour Mills beats third-quarter expectations"


def other_figures(text: str) -> str:
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10), text)


ONE_STORY = {
    "the same": (post(TITLE, ARTICLE), post(TITLE, ARTICLE, 2)),
    "another title": (post(TITLE, ARTICLE), post("120亿元！电池巨头再扩产", ARTICLE, 2)),
    "another source at the end": (
        post(TITLE, ARTICLE + "\n（文章来源：甲财经）"),
        post(TITLE, ARTICLE + "\n（文章来源：乙证券报）", 2),
    ),
    "credits with figures of their own": (
        post(TITLE, "来源：甲财经 2026-11-24 08:15\n" + ARTICLE + "\n责任编辑：SF014"),
        post(TITLE, "来源：乙在线 2026-11-25 10:40\n" + ARTICLE + "\n（编辑：HN087 电话：021-55550000）", 2),
    ),
    "an unmarked line of its own in each": (
        post(TITLE, ARTICLE + "\n更多资讯请下载客户端，累计下载超过3亿次。"),
        post(TITLE, ARTICLE + "\n本栏目每周三上线，第58期。", 2),
    ),
    "light edits": (
        post(TITLE, ARTICLE),
        post(
            TITLE,
            ARTICLE.replace("宣布", "发布公告称")
            .replace("预计每年可为", "每年可为大约")
            .replace("介绍，为支持", "透露，为了支持")
            .replace("有望在明年", "明年有望"),
            2,
        ),
    ),
    "cut short by the feed": (post(TITLE, ARTICLE), post(TITLE, ARTICLE[:160] + "…", 2)),
    "cut inside a figure": (
        post(TITLE, ARTICLE),
        post(TITLE, ARTICLE[: ARTICLE.index("2300") + 2] + "...", 2),
    ),
    "a paragraph more": (post(TITLE, ARTICLE), post(TITLE, ARTICLE + "\n公司股价当日收涨5.2%。", 2)),
    "a paragraph less": (
        post(TITLE, ARTICLE),
        post(TITLE, ARTICLE.replace("\n项目分两期", "\n分两期", 1), 2),
    ),
    "other widths and punctuation": (
        post(TITLE, ARTICLE),
        post(TITLE, ARTICLE.replace("，", ", ").replace("120", "１２０"), 2),
    ),
    "old, and dated differently": (post(TITLE, ARTICLE), post(TITLE, ARTICLE, 2, hours=24 * 900)),
    "a flash": (post(FLASH_TITLE, FLASH), post(FLASH_TITLE, FLASH, 2, hours=1)),
    "a flash of two agencies": (
        post(FLASH_TITLE, "甲联社11月24日讯，" + FLASH),
        post(FLASH_TITLE, "【乙时报网11月24日讯】" + FLASH + "（记者 某某）", 2),
    ),
    "a flash with a sentence more": (
        post(FLASH_TITLE, FLASH),
        post(FLASH_TITLE, FLASH + "本周共有4200亿元到期。", 2),
    ),
    "a report in English": (
        post(REPORT_TITLE, REPORT),
        post(
            "Paper maker lifts outlook",
            "By our markets desk\n" + REPORT + "\n(Editing by the night desk, 4417)",
            2,
        ),
    ),
    "a report in English cut short": (
        post(REPORT_TITLE, REPORT),
        post(REPORT_TITLE, REPORT[:150] + " [...]", 2),
    ),
    "a headline of two feeds": (
        post("某电池企业拟投资建设新工厂", ""),
        post("某电池企业拟投资建设新工厂！", "", 2),
    ),
}

PAGE = "https://blog.example/cache"
TEASED = "Why our cache lied to us"
TEASER = "Our image cache served pictures that had been deleted two days before."


def linked(title: str, text: str, feed: int = 1, link: str = PAGE, hours: float = 0) -> Post:
    return replace(post(title, text, feed, hours), link=link)


ONE_STORY |= {
    "a teaser of an article": (linked(TEASED, REPORT), linked(TEASED, TEASER, 2)),
    "a teaser below the name of its source": (
        linked(TEASED, REPORT),
        linked(f"Edge Notes: {TEASED}", TEASER, 2, "http://blog.example/cache/#comments"),
    ),
    "a link without words": (linked(TEASED, REPORT), linked(TEASED, "", 2, hours=71)),
    "a long teaser of a longer article": (
        linked(TEASED, REPORT * 5),
        linked(TEASED, REPORT.replace("Harbour", "Granite"), 2),
    ),
    "two teasers in other words": (
        linked(TEASED, TEASER),
        linked(TEASED, "A node was restored from an old copy.", 2),
    ),
}

TWO_STORIES = {
    "a teaser of another page": (
        linked(TEASED, REPORT),
        linked(TEASED, TEASER, 2, "https://blog.example/cache-2"),
    ),
    "a teaser of the front page": (
        linked(TEASED, REPORT, link="https://blog.example/"),
        linked(TEASED, TEASER, 2, "https://blog.example"),
    ),
    "a page of one feed, twice": (linked(TEASED, REPORT), linked(TEASED, TEASER)),
    "a page that says other things four days later": (
        linked(TEASED, REPORT),
        linked(TEASED, TEASER, 2, hours=96),
    ),
    "another title of one page": (linked(TEASED, REPORT), linked("Harbour Mills in figures", TEASER, 2)),
    "a title of two words": (linked("Morning news", REPORT), linked("Morning news", TEASER, 2)),
    "the beginning of a title": (linked(f"{TEASED} again", REPORT), linked(TEASED, TEASER, 2)),
    "a teaser with another figure": (
        linked("Fuel prices fall by 3 percent", REPORT),
        linked("Fuel prices fall by 3 percent", REPORT[:160].replace("412", "321"), 2),
    ),
    "two whole articles on one page": (
        linked(TEASED, REPORT * 2),
        linked(TEASED, REPORT.replace("Harbour Mills", "Granite Works") * 2, 2),
    ),
    "a report with other figures": (
        post(TITLE, ARTICLE),
        post(other_figures(TITLE), other_figures(ARTICLE), 2),
    ),
    "a report in English with other figures": (
        post(REPORT_TITLE, REPORT),
        post(REPORT_TITLE, other_figures(REPORT), 2),
    ),
    "a report of another company": (
        post(REPORT_TITLE, REPORT),
        post(REPORT_TITLE.replace("Harbour", "Granite"), REPORT.replace("Harbour Mills", "Granite Works"), 2),
    ),
    "a flash with other figures": (
        post(FLASH_TITLE, FLASH),
        post("央行开展1500亿元逆回购操作", FLASH.replace("1000", "1500").replace("200亿", "700亿"), 2),
    ),
    "a flash of another day": (
        post(FLASH_TITLE, "甲联社11月23日电，" + FLASH),
        post(FLASH_TITLE, "甲联社11月24日电，" + FLASH, 2),
    ),
    "a flash of another weekday": (
        post("早盘快讯", "周一早盘，两市主要股指窄幅震荡，银行板块领涨，成交额较上一交易日有所放大。"),
        post("早盘快讯", "周二早盘，两市主要股指窄幅震荡，银行板块领涨，成交额较上一交易日有所放大。", 2),
    ),
    "a flash of another company": (
        post("甲证券盘中涨停", "甲证券今日盘中涨停，封单资金充足，股价创下年内新高。"),
        post("乙证券盘中涨停", "乙证券今日盘中涨停，封单资金充足，股价创下年内新高。", 2),
    ),
    "up and down": (
        post("某公司股价异动", "某公司今日午后股价快速上涨，成交明显放大，公司回应称经营一切正常。"),
        post("某公司股价异动", "某公司今日午后股价快速下跌，成交明显放大，公司回应称经营一切正常。", 2),
    ),
    "the same flash long after": (post(FLASH_TITLE, FLASH), post(FLASH_TITLE, FLASH, 2, hours=24 * 7)),
    "a flash in a round-up": (
        post(FLASH_TITLE, FLASH),
        post("每日财经早餐：多家公司发布公告", FLASH + ARTICLE, 2),
    ),
    "teasers": (
        post("新车上市首日订单破万", "点击阅读全文，关注我们获取更多独家报道与深度分析。"),
        post("夏季奥运会闭幕", "点击阅读全文，关注我们获取更多独家报道与深度分析。", 2),
    ),
    "a column's title again": (
        post("What you need to know this morning from our desk", ""),
        post("What you need to know this morning from our desk", "", hours=24),
    ),
    "a column's short name": (post("早间新闻", ""), post("早间新闻", "", 2)),
    "strangers": (post(TITLE, ARTICLE), post(REPORT_TITLE, REPORT, 2)),
    "nothing but signs": (post("🎉", "🎉"), post("🔥", "🔥", 2)),
}


@pytest.mark.parametrize("name", ONE_STORY)
def test_is_one_story(name: str) -> None:
    a, b = ONE_STORY[name]
    assert are_copies(a, b)
    assert are_copies(b, a)


@pytest.mark.parametrize("name", TWO_STORIES)
def test_is_two_stories(name: str) -> None:
    a, b = TWO_STORIES[name]
    assert not are_copies(a, b)
    assert not are_copies(b, a)


@given(st.sampled_from(re.findall(r"\d+", ARTICLE)), st.integers(1, 9999))
def test_one_other_figure_in_what_both_say_makes_two_stories(figure: str, other: int) -> None:
    title, text = (re.sub(rf"(?<!\d){figure}(?!\d)", f"{figure}{other}", each) for each in (TITLE, ARTICLE))
    assert not are_copies(post(TITLE, ARTICLE), post(title, text, 2))


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_any_two_texts_are_compared_and_the_order_does_not_matter(a: str, b: str, title: str) -> None:
    one, other = post(title, a), post(a, b, 2)
    assert are_copies(one, other) == are_copies(other, one)


@given(st.integers(0, 5))
def test_a_story_without_any_one_paragraph_is_still_that_story(left_out: int) -> None:
    rest = [each for n, each in enumerate(ARTICLE.split("\n")) if n != left_out]
    whole = post(TITLE, ARTICLE)
    assert are_copies(whole, replace(whole, feed_id=2, text="\n".join(rest)))
