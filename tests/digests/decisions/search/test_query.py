"""The language of ``/search``, and the words that it is looked for by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.search.fields import refuse_bare
from digests.decisions.search.forms import fold
from digests.decisions.search.query import DEEPEST, LONGEST, MOST_TERMS, Query, parse
from digests.decisions.search.since import moment
from digests.decisions.search.terms import All, Either, Field, Node, Term
from digests.decisions.search.wanted import MOST_ALTERNATIVES, Alternative, Names, Wanted
from digests.decisions.search.wanted import wanted as wanted_by
from digests.decisions.search.words import Document, holds_all, in_text, spell, words_of
from digests.errors import BadInput
from digests.store.columns import pack, unpack
from tests.conftest import NOW


def terms(text: str) -> tuple[Term, ...]:
    return parse(text, NOW).terms


def tree(text: str) -> Node | None:
    return parse(text, NOW).tree


def word(text: str, *, without: bool = False) -> Term:
    return Term(Field.TEXT, text, without=without)


def wanted(query: Query, tags: Names, categories: Names) -> Alternative:
    """The only alternative of a query."""
    [only] = wanted_by(query, tags, categories).alternatives
    return only


def alternatives(text: str) -> list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    found = wanted_by(parse(text, NOW), {"rail": 3, "ship": 4}, {"tech": 5}).alternatives
    return [(each.words, each.without) for each in found]


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


def test_a_space_may_follow_the_colon_of_a_field() -> None:
    assert terms("tag: rail -来源： 新浪") == (
        Term(Field.TAG, "rail"),
        Term(Field.SOURCE, "新浪", without=True),
    )
    assert tree("tag: (rail OR ship)") == tree("tag:(rail OR ship)")
    assert parse("rate since: 7d", NOW).since == NOW - timedelta(days=7)
    assert terms("what is: this") == (word("what"), word("is:"), word("this"))


@pytest.mark.parametrize(
    "text", ["tag:", "snow -tag:", "来源：", "tag: | ice", "tag: OR ice", "(ice since:)"]
)
def test_a_field_with_nothing_behind_it_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="search_field"):
        refuse_bare(parse(text, NOW).terms)


@pytest.mark.parametrize("text", ['"tag:"', "what is: it", "note: this", "tag:x", "snow", ""])
def test_what_has_something_behind_it_is_not(text: str) -> None:
    refuse_bare(parse(text, NOW).terms)


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
    query = parse('新能源 chips tag:Rail -ice "heavy snow" since:7d', NOW)
    asked = wanted(query, {"rail": 3}, {})
    assert asked.words == ("新能", "能源", "chip", "\ue000t3", "heavy", "snow")
    assert asked.without == (("ice",),)
    assert asked.phrases == (" heavy snow ",)
    assert wanted_by(query, {"rail": 3}, {}).since == NOW - timedelta(days=7)


@pytest.mark.parametrize("text", ["", "   ", "😀 🎉", "-", '""'])
def test_a_query_of_nothing(text: str) -> None:
    with pytest.raises(BadInput) as error:
        wanted(parse(text, NOW), {}, {})
    assert error.value.code == "search_empty"


@pytest.mark.parametrize("text", ["-snow", "-ice since:7d", "-snow -tag:rail", "-(snow OR ice)"])
def test_a_query_that_only_excludes(text: str) -> None:
    with pytest.raises(BadInput, match="search_excludes"):
        wanted(parse(text, NOW), {}, {})


def test_since_alone_is_a_question() -> None:
    assert wanted(parse("since:7d", NOW), {}, {}).words == ()


@given(
    st.text(max_size=5000)
    | st.text(alphabet="\"'-:()（）| *^{}ANDORNEAR新能源 tag:since:", max_size=400)
    | st.lists(st.sampled_from(["a", "OR", "(", ")", "-(", "|", "-b", '"c d"', "tag:(", "tag:e"])).map(
        " ".join
    )
)
def test_whatever_is_typed_is_read(text: str) -> None:
    try:
        query = parse(text, NOW)
        asked = wanted_by(query, {}, {})
    except BadInput:
        return
    assert len(query.text) <= LONGEST
    assert len(query.terms) <= MOST_TERMS
    assert len(asked.alternatives) <= MOST_ALTERNATIVES
    words = [word for each in asked.alternatives for group in (each.words, *each.without) for word in group]
    assert not any(c in word for word in words for c in "\"'()（）|*^:{}- ")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("tag", Field.TAG),
        ("标签", Field.TAG),
        ("category", Field.CATEGORY),
        ("分类", Field.CATEGORY),
        ("from", Field.SOURCE),
        ("source", Field.SOURCE),
        ("feed", Field.SOURCE),
        ("来源", Field.SOURCE),
        ("Source", Field.SOURCE),
    ],
)
@pytest.mark.parametrize("colon", [":", "："])
def test_every_field_goes_by_all_of_its_names(name: str, field: Field, colon: str) -> None:
    assert terms(f"{name}{colon}x") == (Term(field, "x"),)
    assert terms(f"{name}{colon} x") == (Term(field, "x"),)
    assert parse(f"{name}{colon}x y", NOW).of(field) == ("x",)


@pytest.mark.parametrize("name", ["since", "自", "最近", "SINCE"])
def test_since_goes_by_all_of_its_names(name: str) -> None:
    query = parse(f"{name}:7d", NOW)
    assert (query.terms, query.since) == ((), NOW - timedelta(days=7))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("5h", 5),
        ("5小时", 5),
        ("2d", 48),
        ("2天", 48),
        ("2日", 48),
        ("2w", 336),
        ("2周", 336),
        ("3m", 2160),
        ("3个月", 2160),
        ("3月", 2160),
        ("2y", 17520),
        ("2年", 17520),
        ("0h", 0),
        ("10 d", 240),
        ("9999h", 9999),
    ],
)
def test_every_unit_has_its_length(text: str, hours: int) -> None:
    assert moment(text, NOW, "UTC") == NOW - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("yesterday", datetime(2026, 3, 1, tzinfo=UTC)),
        ("今天", datetime(2026, 3, 2, tzinfo=UTC)),
        (" TODAY ", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2025/12/31", datetime(2025, 12, 31, tzinfo=UTC)),
        ("2025.12", datetime(2025, 12, 1, tzinfo=UTC)),
        ("2025年", datetime(2025, 1, 1, tzinfo=UTC)),
        ("0001-01-01", datetime(1, 1, 1, tzinfo=UTC)),
        (
            "56y",
            datetime(1970, 1, 1, tzinfo=UTC)
            + (NOW - datetime(1970, 1, 1, tzinfo=UTC))
            - timedelta(hours=56 * 8760),
        ),
        ("57y", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_days_begin_at_midnight(text: str, at: datetime) -> None:
    assert moment(text, NOW, "UTC") == at


@pytest.mark.parametrize("text", ["0001-01-01", "2026-02-30", "10000d", "-7d", "7x", "昨", "2026-3-1-1"])
def test_what_is_no_moment_is_told_as_it_was_typed(text: str) -> None:
    with pytest.raises(BadInput) as error:
        moment(text, NOW, "Asia/Shanghai")
    assert (error.value.code, error.value.params) == ("bad_since", {"text": text})


def test_a_query_is_cut_and_told_on_one_line() -> None:
    assert parse("  snow\n\tice  ", NOW).text == "snow ice"
    assert parse("a" * 300, NOW).text == "a" * 256
    assert parse(" ".join(["a b"] * 200), NOW).text == " ".join(["a b"] * 200)[:256]
    assert parse(" " * 2000 + "snow", NOW).text == "", "what is looked at ends somewhere"
    assert [term.text for term in terms(" ".join(f"w{n}" for n in range(20)))] == [f"w{n}" for n in range(16)]


def test_quotes_of_all_kinds() -> None:
    for opening, closing in ("“”", "„”", "「」", "『』", "«»", '""'):
        assert terms(f"{opening}a b{closing}c") == (
            Term(Field.TEXT, "a b", phrase=True),
            Term(Field.TEXT, "c"),
        )
    assert terms('"" " " snow') == (Term(Field.TEXT, "snow"),)
    assert terms('" heavy snow "') == (Term(Field.TEXT, "heavy snow", phrase=True),)
    assert terms('-"heavy snow" from:"a b"') == (
        Term(Field.TEXT, "heavy snow", phrase=True, without=True),
        Term(Field.SOURCE, "a b", phrase=True),
    )
    assert terms("-−x --y") == (Term(Field.TEXT, "−x", without=True), Term(Field.TEXT, "--y"))
    assert terms("－ice") == (Term(Field.TEXT, "ice", without=True),)


def test_a_source_of_two_words_is_looked_for_among_sources() -> None:
    asked = wanted(parse('source:"Example Herald" snow', NOW), {}, {})
    assert asked.words == ("\ue000sexample", "\ue000sherald", "snow")
    assert asked.phrases == ()


def test_one_word_in_quotes_is_a_word() -> None:
    asked = wanted(parse('"Chips" "AI chips"', NOW), {}, {})
    assert asked.words == ("chip", "ai")
    assert asked.phrases == (" ai chips ",)


def test_names_that_there_are_not_find_nothing_and_exclude_nothing() -> None:
    asked = wanted(parse("snow -category:no -tag:no", NOW), {"rail": 3}, {"tech": 4})
    assert (asked.words, asked.without) == (("snow",), ())
    asked = wanted(parse("category:TECH tag:Rail -category:tech -tag:rail", NOW), {"rail": 3}, {"tech": 4})
    assert asked.words == ("\ue000c4", "\ue000t3")
    assert asked.without == (("\ue000c4",), ("\ue000t3",))
    for text in ("category:nope", "tag:nope", "snow tag:nope", "snow (tag:nope OR category:nope)"):
        assert wanted_by(parse(text, NOW), {}, {}) == Wanted(())
    with pytest.raises(BadInput, match="search_empty"):
        wanted_by(parse("-category:nope", NOW), {}, {})


def test_as_many_words_are_looked_for_as_there_may_be() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(100))
    assert len(wanted(parse(text, NOW), {}, {}).words) == 64
    assert wanted(parse('snow -"ice cream" -"a b"', NOW), {}, {}).without == (("ice", "cream"), ("a", "b"))
    assert wanted(parse('-"heavy snow" ice', NOW), {}, {}).phrases == ()
    assert wanted(parse('tag:"heavy snow" ice', NOW), {"heavy snow": 1}, {}).phrases == ()


# --------------------------------------------------------------------------- OR and brackets


@pytest.mark.parametrize(
    "text", ["a OR b", "a | b", "a|b", "a || b", "a ｜ b", "(a) OR (b)", "((a OR b))", "a OR b OR a"]
)
def test_either(text: str) -> None:
    assert tree(text) == Either((word("a"), word("b")))


def test_all_binds_closer_than_either() -> None:
    assert tree("a b OR c d") == Either((All((word("a"), word("b"))), All((word("c"), word("d")))))
    assert tree("a (b OR c) d") == All((word("a"), Either((word("b"), word("c"))), word("d")))
    assert tree("a AND (b OR c)") == All((word("a"), Either((word("b"), word("c")))))
    assert tree("（a｜b） c") == All((Either((word("a"), word("b"))), word("c")))


@pytest.mark.parametrize("text", ["a or b", "a 或 b", "ORa b", "fOR b", "a and b"])
def test_small_letters_and_other_words_are_words(text: str) -> None:
    assert not isinstance(tree(text), Either)
    assert [term.text for term in terms(text)] == text.split()


def test_what_is_left_out_in_brackets() -> None:
    assert tree("a -(b OR c)") == All((word("a"), word("b", without=True), word("c", without=True)))
    assert tree("a −（b c）") == All((word("a"), Either((word("b", without=True), word("c", without=True)))))
    assert tree("a -(b -c)") == All((word("a"), Either((word("b", without=True), word("c")))))
    assert tree("a -(-(b))") == tree("a b")


def test_a_field_before_a_bracket_counts_for_all_that_is_in_it() -> None:
    assert tree("tag:(rail OR ship)") == Either((Term(Field.TAG, "rail"), Term(Field.TAG, "ship")))
    assert terms("来源：(新浪 tag:x)") == (Term(Field.SOURCE, "新浪"), Term(Field.TAG, "x"))
    assert parse("since:(7d) a", NOW).since == NOW - timedelta(days=7)


@pytest.mark.parametrize(
    "text", ["main() f(x) b", "A股(上证 深证)", "NEAR(a b)", "收涨（附股）", "(f(x) b)", "a(b)c", "() a ( )"]
)
def test_brackets_within_words_are_part_of_them(text: str) -> None:
    assert not [term for term in terms(text) if term.without]
    assert "".join(term.text for term in terms(text)).strip("(）)（") in text.replace(" ", "")


@pytest.mark.parametrize("text", ["(a", "a)", "(a OR b", "((a) b", "a ) b", "-(a", "tag:(a", ")", "(", "（a"])
def test_brackets_that_do_not_match_are_said_so(text: str) -> None:
    with pytest.raises(BadInput, match="search_brackets"):
        parse(text, NOW)


def test_what_was_cut_off_is_not_missed() -> None:
    assert len(terms(f"(a OR b{' ' * 10}c{'d' * 300})")) == 3


@pytest.mark.parametrize(
    "text", ["OR", "a OR", "OR a", "a OR OR b", "a | | b", "(a OR) b", "a OR ()", "a OR since:7d"]
)
def test_or_needs_something_on_both_sides(text: str) -> None:
    with pytest.raises(BadInput, match="search_or"):
        parse(text, NOW)


@pytest.mark.parametrize(
    "text",
    [
        " OR ".join(f"w{n}" for n in range(MOST_TERMS + 1)),
        "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
        " ".join(f"(a{n} OR b{n})" for n in range(7)),
    ],
)
def test_a_query_ends_somewhere(text: str) -> None:
    with pytest.raises(BadInput, match="search_too_much"):
        alternatives(text)


def test_alternatives_are_multiplied_out() -> None:
    assert alternatives("(a OR b) c -d") == [(("a", "c"), (("d",),)), (("b", "c"), (("d",),))]
    assert alternatives("a -(b OR c)") == [(("a",), (("b",), ("c",)))]
    assert alternatives("a -(b c)") == [(("a",), (("b",),)), (("a",), (("c",),))]
    assert alternatives("tag:(rail OR ship) OR category:tech") == [
        (("\ue000t3",), ()),
        (("\ue000t4",), ()),
        (("\ue000c5",), ()),
    ]
    assert len(alternatives(" ".join(f"(a{n} OR b{n})" for n in range(6)))) == MOST_ALTERNATIVES


def test_what_another_alternative_includes_is_left_out() -> None:
    assert alternatives("a OR a b OR a -c") == [(("a",), ())]
    assert alternatives("a b OR b a") == [(("a", "b"), ())]
    assert alternatives("a b OR a") == [(("a",), ())]
    assert alternatives("a OR 😀") == [(("a",), ())]
    assert alternatives("a OR tag:nope") == [(("a",), ())]
    assert alternatives("a OR a") == [(("a",), ())]


@pytest.mark.parametrize("text", ["a OR -b", "-a OR -b", "a OR (-b -c)", "a -(b c) OR -d"])
def test_an_alternative_that_only_excludes_is_said_so(text: str) -> None:
    with pytest.raises(BadInput, match="search_unbounded"):
        alternatives(text)


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
