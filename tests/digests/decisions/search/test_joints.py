"""Figures and words are found with the characters beside them."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from digests.decisions.search.filters import filter_of
from digests.decisions.search.joints import asked_in, joints_in
from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.run_index import RunIndex
from digests.decisions.search.wanted import wanted
from digests.decisions.search.words import MOST_JOINTS, MOST_WORDS, Document, said_in, words_of
from tests.conftest import NOW
from tests.digests.decisions.search.figures import QUERIES, RUNS, TEXTS, holds_figures_of, parts_of_texts


def finds(query: str, document: Document | str) -> bool:
    post = Document("", document) if isinstance(document, str) else document
    return matches(wanted(parse(query, NOW), {}, {}), post)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("47座", "共有47座", True),
        ("47座", "47座桥", True),
        ("47座", "47 座桥", True),
        ("47座", "47条，147座桥", False),
        ("47座", "147座", False),
        ("47座", "47，座桥", False),
        ("47座", "共47\n座桥", False),
        ("18条", "第18条规定", True),
        ("2028年", "到2028年", True),
        ("2028年", "到 2028 年底", True),
        ("２０２８年", "到2028年底", True),
        ("2028年底", "到2028，年底", False),
        ("12月20", "12月20日", True),
        ("12月20", "12月1日有20人", False),
        ("12月20", "12月1日，1月20日", False),
        ("12月20日", "11月20日，12月1日", False),
        ("9时30", "9时30分", True),
        ("9时30", "9时开始，10时30分", False),
        ("3.5万", "涨到3.5万元", True),
        ("47座 -12月20日", "47座桥，12月2日，11月20日", True),
        ("47座 -12月20日", "47座桥，12月20日", False),
        ("47座桥", "47条路，一座桥", False),
        ("第47", "第47条，47座", True),
        ("第47", "第一，47座", False),
        ("世界杯2026", "2026年世界杯", True),
        ("2026世界杯", "2026年世界杯", True),
        ("增长5%", "增长约5%", True),
        ("5月CPI", "5月份的CPI", True),
        ('"共有47座"', "共有 47 座桥", True),
        ('"47座桥"', "47座塔，一座桥", False),
        ('"12月20日 47座桥"', "12月20日，47座桥", True),
        ("iPhone 17", "苹果iPhone 17发布", True),
        ("Q4财报", "Q4的财报", True),
        ("5G网络", "5G移动网络", True),
        ("5G网络", "4G网络", False),
        ("A股", "A股市场", True),
        ("A股", "沪深 A 股市场", True),
        ("A股", "B股市场和A轮", False),
        ("女CEO", "一名女CEO说", True),
    ],
)
def test_what_finds_what(query: str, text: str, found: bool) -> None:
    assert finds(query, text) is found


def test_titles_tags_and_sources_have_them_too() -> None:
    post = Document("共47座桥", "", "到2028年底", tags=[(1, "A股 行情")], sources=["36氪财经"])
    for query in ("47座", "2028年", "A股", "from:36氪", "from:36氪财经"):
        assert finds(query, post), query
    assert not finds("from:6氪", post)
    assert not finds("36氪", post)


def test_what_is_asked() -> None:
    assert list(asked_in("共有47座桥，12月20日")) == ["共有", "47座", "座桥", "12月20", "20日"]
    assert list(asked_in("A股 Q4财报 iPhone 17")) == ["a股", "q4", "财报", "iphone", "17"]
    assert list(asked_in("A股12月 5月CPI 第3季度")) == ["a股", "12月", "5月", "cpi", "第3", "3季", "季度"]
    assert list(asked_in("猫，1,200人")) == ["猫", "1", "200人"]


@given(parts_of_texts())
@example(("1990s年代", "1990s年代"))
@example(("1" * 50 + "a座1", "1" * 50 + "a座1"))
@example(("iPhone和iPad", "iPhone和iPad"))
def test_whatever_stands_together_is_found(found: tuple[str, str]) -> None:
    text, part = found
    assume(len(part) > 1 or part.isascii())  # of one character alone only titles are asked
    assert finds(part, text)
    assert finds(f'"{part}"', text)
    assert set(asked_in(part)) <= set(said_in(text))


@given(RUNS, TEXTS)
@example("12月20", "12月，月20")
def test_figures_are_found_beside_what_they_stand_beside(run: str, text: str) -> None:
    run = run.split(" ")[0]
    if finds(run, text):
        assert holds_figures_of(run, text)


@given(st.lists(TEXTS, max_size=4), QUERIES)
def test_a_run_in_memory_answers_as_a_look_at_each_does(texts: list[str], query: str) -> None:
    index, asked = RunIndex(), filter_of(parse(query, NOW), {}, {})
    posts = [Document("", text, sources=["36氪财经"]) for text in texts]
    index.add([(n, NOW, post) for n, post in enumerate(posts)])
    assert index.stories(index.answering(1, asked)) == [n for n, p in enumerate(posts) if matches(asked, p)]


def test_joints_take_the_place_of_no_word() -> None:
    text = "".join(f"年{n}" for n in range(MOST_WORDS))
    words = words_of(Document("", text))
    assert len(words) == MOST_WORDS + MOST_JOINTS
    assert words[:3] == ["年", "0", "1"]
    assert words[MOST_WORDS:][:4] == ["年0", "0年", "0年1", "年1"]


def test_a_long_text_of_anything_takes_no_longer_than_its_length() -> None:
    for characters in ("新", " ", "x", "1", " 新", "1 ", "1新 "):
        assert len(list(joints_in(characters * 200_000))) < 3 * 200_000, characters
