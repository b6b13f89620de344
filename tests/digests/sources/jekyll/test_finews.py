"""The news site's posts: a case is a file with its expected result beside it."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digests.model import Entry, Tag
from digests.sources.jekyll import finews
from digests.sources.jekyll.post import read_with_date

POSTS = Path(__file__).parent / "finews"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def as_json(entry: Entry) -> dict[str, object]:
    return {
        "uid": entry.uid,
        "title": entry.title,
        "published": entry.published.isoformat() if entry.published else "",
        "link": entry.link,
        "source": entry.source,
        "digest": entry.digest,
        "categories": [[name.slug, name.title] for name in entry.categories],
        "tags": [[tag.name, tag.ticker] for tag in entry.tags],
        "paragraphs": entry.text.split("\n"),
    }


@pytest.mark.parametrize("expected", sorted(POSTS.glob("*.json")), ids=lambda path: path.stem)
def test_posts_come_out_exactly(expected: Path) -> None:
    post = expected.with_suffix(".md")
    entry = read_with_date(post.name, post.read_bytes(), SHANGHAI, is_finews=True)[0]
    assert isinstance(entry, Entry)
    assert as_json(entry) == json.loads(expected.read_text("utf-8"))


def test_all_samples_have_an_expectation() -> None:
    assert len(list(POSTS.glob("*.json"))) == 7


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1,600160", "600160"),
        ("0,300343", "300343"),
        ("105,NTES", "NASDAQ:NTES"),
        ("106,NIO", "NYSE:NIO"),
        ("107,IMO", "AMEX:IMO"),
        ("116,09999", "HK:09999"),
        ("90,BK0493", ""),
        ("", ""),
        ("1,", ""),
        ("K 09999|116|5", ""),
    ],
)
def test_tickers_are_written_as_exchanges_do(code: str, expected: str) -> None:
    assert finews.ticker(code) == expected


TERM = '<span id="stock_1.600160"><a class="keytip" data-code="1,600160">巨化股份</a></span><span></span>'


@pytest.mark.parametrize(
    "noise",
    [
        "<p>（责任编辑：DF064）</p>",
        "<p>责任编辑：某某</p>",
        "<p>郑重声明：发布此内容旨在传播更多信息，与本站立场无关，不构成投资建议。</p>",
        "<p>　　郑重声明：与本站立场无关。</p>",
        '<p style="text-align:center;">图片来源：公司官网</p>',
        "<p>图/视觉中国</p>",
        "<p>图注：生产车间</p>",
        "<p>数据来源：Wind</p>",
        "<p>（原标题：另一个标题）</p>",
        "<p>　　在东方财富看资讯行情，选东方财富证券一站式开户交易&gt;&gt;</p>",
        "<script>alert(1)</script>",
    ],
)
def test_noise_is_dropped_and_its_neighbours_stay(noise: str) -> None:
    body = f'<p>第一段。</p>{noise}<p>第二段。</p><p class="em_media">（文章来源：证券时报）</p>'
    reading = finews.read(body)
    assert reading.paragraphs == ("第一段。", "第二段。")
    assert reading.source == "证券时报"


def test_linked_terms_join_without_a_space_and_are_tags_once() -> None:
    reading = finews.read(f"<p>目前{TERM}、{TERM}已有产品。</p>")
    assert reading.paragraphs == ("目前巨化股份、巨化股份已有产品。",)
    assert reading.tags == (Tag("巨化股份", "600160"),)


def test_terms_of_the_source_and_info_keys_are_no_tags() -> None:
    reading = finews.read(
        '<p>新的<a class="infokey" href="#">业绩</a>。</p>'
        '<p class="em_media">（文章来源：上海<a data-code="90,BK0473">证券</a>报）</p>'
    )
    assert reading.tags == ()
    assert reading.source == "上海证券报"


@pytest.mark.parametrize(
    "footer",
    [
        "",
        "[返回东财滚动新闻](../emnews/)\n[返回首页](../)",
        "[返回东财滚动新闻](//finews.withounder.com/emnews/)｜[返回首页](//finews.withounder.com/)",
        "[返回青岛财经网新闻](//finews.withounder.com/category/q.html)｜[返回首页](//finews.withounder.com/)",
    ],
)
def test_footers_are_dropped_in_all_forms(footer: str) -> None:
    reading = finews.read(f"一段话。\n\n<http://finance.eastmoney.com/news/1,2.html>\n\n{footer}")
    assert reading.paragraphs == ("一段话。",)
    assert reading.link == "http://finance.eastmoney.com/news/1,2.html"


def test_stars_of_special_treatment_stocks_are_no_markdown() -> None:
    reading = finews.read("*ST金洲、*ST华英涨停。\n\n<>\n\n[返回首页](../)")
    assert reading.paragraphs == ("*ST金洲、*ST华英涨停。",)


def test_a_digest_alone_is_the_text() -> None:
    reading = finews.read("> 只有摘要。\n\n\n\n<>\n\n[返回首页](../)")
    assert (reading.paragraphs, reading.digest) == (("只有摘要。",), "")


def test_a_source_at_the_end_of_a_paragraph_is_taken_from_it() -> None:
    reading = finews.read("<p>正文。（文章来源：新华网（北京））</p>")
    assert (reading.paragraphs, reading.source) == (("正文。",), "新华网（北京）")


@pytest.mark.parametrize(
    ("tag", "source", "by_source", "title"),
    [
        ("青岛财经网新闻", "青岛财经网", False, "青岛财经网"),
        ("青岛财经网新闻", "", True, "青岛财经网"),
        ("每日经济新闻新闻", "每日经济新闻", False, "每日经济新闻"),
        ("东财滚动新闻", "上海证券报", False, "东财滚动新闻"),
        ("站长消息", "", False, "站长消息"),
    ],
)
def test_category_titles(tag: str, source: str, by_source: bool, title: str) -> None:
    reading = finews.Reading(paragraphs=(), source=source, by_source=by_source)
    assert finews.category("slug", [tag], reading).title == title
