"""The language of ``/search``, and the words that it is looked for by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.search.query import LONGEST, MOST_TERMS, Field, Term, parse, wanted
from digests.decisions.search.words import Document, fold, holds_all, in_text, spell, words_of
from digests.errors import BadInput
from digests.store.columns import pack, unpack
from tests.conftest import NOW


def terms(text: str) -> tuple[Term, ...]:
    return parse(text, NOW).terms


def test_words_stand_alone_or_in_quotes() -> None:
    assert terms("snow  ice") == (Term(Field.TEXT, "snow"), Term(Field.TEXT, "ice"))
    assert terms('"heavy snow"') == (Term(Field.TEXT, "heavy snow", phrase=True),)
    assert terms("“特斯拉 上海”") == (Term(Field.TEXT, "特斯拉 上海", phrase=True),)
    assert terms('"left open') == (Term(Field.TEXT, "left open", phrase=True),)


def test_fields_in_both_languages() -> None:
    assert terms("tag:rail 标签：铁路") == (Term(Field.TAG, "rail"), Term(Field.TAG, "铁路"))
    assert terms('category:"World news" FROM:reuters') == (
        Term(Field.CATEGORY, "World news", phrase=True),
        Term(Field.SOURCE, "reuters"),
    )
    assert terms("https://example.org") == (Term(Field.TEXT, "https://example.org"),)


def test_exclusions() -> None:
    assert terms("snow -ice") == (Term(Field.TEXT, "snow"), Term(Field.TEXT, "ice", without=True))
    assert terms("-tag:rail -") == (Term(Field.TAG, "rail", without=True), Term(Field.TEXT, "-"))
    assert terms("covid-19") == (Term(Field.TEXT, "covid-19"),)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("7d", NOW - timedelta(days=7)),
        ("24h", NOW - timedelta(hours=24)),
        ("2w", NOW - timedelta(weeks=2)),
        ("3天", NOW - timedelta(days=3)),
        ("2026-03-01", datetime(2026, 2, 28, 16, tzinfo=UTC)),
        ("2026年3月1日", datetime(2026, 2, 28, 16, tzinfo=UTC)),
        ("2026-03", datetime(2026, 2, 28, 16, tzinfo=UTC)),
        ("2026", datetime(2025, 12, 31, 16, tzinfo=UTC)),
        ("today", datetime(2026, 3, 1, 16, tzinfo=UTC)),
        ("昨天", datetime(2026, 2, 28, 16, tzinfo=UTC)),
        ("9999y", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_since(text: str, since: datetime) -> None:
    assert parse(f"snow since:{text}", NOW, "Asia/Shanghai").since == since


@pytest.mark.parametrize("text", ["yesterdays", "2026-13-01", "7", "0000", "d7"])
def test_a_date_that_is_none_is_said_so(text: str) -> None:
    with pytest.raises(BadInput) as error:
        parse(f"since:{text}", NOW)
    assert error.value.code == "bad_since"


def test_the_words_of_a_query() -> None:
    asked = wanted(parse('新能源 chips tag:Rail -ice "heavy snow" since:7d', NOW), {"rail": 3}, {})
    assert asked.words == ("新能", "能源", "chip", "\ue000t3", "heavy", "snow")
    assert asked.without == (("ice",),)
    assert asked.phrases == (" heavy snow ",)
    assert asked.since == NOW - timedelta(days=7)


@pytest.mark.parametrize("text", ["", "   ", "😀 🎉", "-snow", "-", '""', "-ice since:7d"])
def test_a_query_of_nothing(text: str) -> None:
    with pytest.raises(BadInput) as error:
        wanted(parse(text, NOW), {}, {})
    assert error.value.code == "search_empty"


def test_since_alone_is_a_question() -> None:
    assert wanted(parse("since:7d", NOW), {}, {}).words == ()


@given(st.text(max_size=5000) | st.text(alphabet="\"'-:() *^{}ANDORNEAR新能源 tag:since:", max_size=400))
def test_whatever_is_typed_is_read(text: str) -> None:
    try:
        query = parse(text, NOW)
        asked = wanted(query, {}, {})
    except BadInput:
        return
    assert len(query.text) <= LONGEST
    assert len(query.terms) <= MOST_TERMS
    assert not any(c in word for word in asked.words for c in "\"'()*^:{}- ")


# --------------------------------------------------------------------------- words


def test_words_are_folded() -> None:
    assert list(in_text("Ｃｈｉｐｓ, the CAFÉ’s companies!")) == ["chip", "the", "cafe", "s", "company"]
    assert list(in_text("bus gas class news HFO-1234yf 5G")) == [
        "bus", "gas", "class", "new", "hfo", "1234yf", "5g",
    ]  # fmt: skip
    assert fold("Ёлка Đà Nẵng 한국") == "елка đa nang 한국"


def test_unspaced_scripts_are_taken_in_pairs() -> None:
    assert list(in_text("新能源汽车，5G手机")) == ["新能", "能源", "源汽", "汽车", "5g", "手机"]
    assert list(in_text("猫。")) == ["猫"]


@given(st.text(alphabet="新能源汽车上海特斯拉，。 ab", max_size=60), st.data())
def test_any_two_characters_that_stand_together_are_found(text: str, data: st.DataObject) -> None:
    found = set(words_of(Document("", text)))
    for n in range(len(text) - 1):
        pair = text[n : n + 2]
        if all("一" <= c <= "鿿" for c in pair):
            assert pair in found


def test_a_document_has_its_labels_and_the_characters_of_its_title() -> None:
    found = set(words_of(Document("猫粮涨价", "狗", "", [2], [(7, "Rail")], ["上海证券报"])))
    assert {"猫", "猫粮", "狗", "\ue000c2", "\ue000t7", "rail", "\ue000s证券"} <= found
    assert "证券" not in found


@pytest.mark.parametrize(
    ("phrase", "held"),
    [
        ("heavy snow", True),
        ("Heavy  SNOW!", True),
        ("snow heavy", False),
        ("eavy snow", False),
        ("特斯拉上海", True),
        ("拉上", True),
        ("上海特斯拉", False),
    ],
)
def test_phrases(phrase: str, held: bool) -> None:
    text = ("A heavy snow fell.", "", "据悉，特斯拉上海工厂复工")
    assert holds_all(text, [spell(phrase)]) is held


# --------------------------------------------------------------------------- texts as they are stored


@given(st.text(max_size=300) | st.text(alphabet="新能源汽车，。\n\x01\x02ab", max_size=2000))
def test_a_packed_text_comes_back(text: str) -> None:
    assert unpack(pack(text)) == text


def test_packing_is_worth_it() -> None:
    text = "海关负责人表示，企业抢抓订单，中欧班列每周开行十二列，物流时间缩短了五天。" * 3
    assert len(pack(text)) < len(text.encode()) / 2
