from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatting.html import parse_html
from bot.telegram import markup
from bot.texts import Html


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_foreign_text_is_one_valid_line_within_its_limit(text: str, limit: int) -> None:
    made = markup.raw(text, limit)
    shown, entities = parse_html(made)
    assert entities == []
    assert "\n" not in shown
    assert markup.units(shown) <= limit
    assert shown == shown.encode("utf-8", "replace").decode("utf-8")


def test_what_is_cut_off_is_marked() -> None:
    assert markup.cut("abcdef", 6) == "abcdef"
    assert markup.cut("abcdefg", 6) == "abcde…"
    assert markup.cut("ab😀😀", 5) == "ab😀…", "no half of a character is left"


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("  a\n\tb  ", "a b"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\ud800c", "abc"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * 2),
        ("👩\u200d🔬 ok", "👩\u200d🔬 ok"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_tidying(foreign: str, shown: str) -> None:
    assert markup.tidy(foreign) == shown


@pytest.mark.parametrize(
    "address", ["https://a.example/x?a=1&b=2", "http://例子.example/路", 'https://a.example/"><b>']
)
def test_web_addresses_become_links(address: str) -> None:
    [link] = parse_html(markup.link(address, Html("x")))[1]
    assert link.type == "text_link"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "tg://user?id=1",
        "data:text/html,x",
        "//a.example",
        "https://",
        "https://a b.example",
        "http://[::1",
        "https://a.example/\x00",
        "https://a.example/" + "x" * 3000,
        "",
    ],
)
def test_other_addresses_do_not(address: str) -> None:
    assert markup.link(address, Html("x")) == "x"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("网易", "#网易"),
        ("electric cars", "#electric_cars"),
        ("5G", "#5G"),
        ("2021", "2021"),
        ("C++", "C++"),
        ("<x>", "&lt;x&gt;"),
    ],
)
def test_hashtags_where_telegram_takes_one(name: str, shown: str) -> None:
    assert markup.hashtag(name) == shown


def test_measuring() -> None:
    made = Html('<b><a href="https://a.example">😀 &amp; x</a></b> #tag')
    assert markup.length(made) == 2 + 4 + 5
    assert markup.entities(made) == 3


def test_without_markup_links_are_written_out() -> None:
    made = '1. <b><a href="https://a.example/?a=1&amp;b=2">T &lt; U</a></b>'
    assert markup.plain_text(made, 100) == "1. T < U https://a.example/?a=1&b=2"
    assert markup.plain_text(made, 8) == "1. T <…"


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("abcdef", 5, "abcd…"),
        ("ab cdef", 4, "ab…"),  # no space before the ellipsis
        ("cafe\u0301s", 6, "cafe\u0301s"),
        ("cafe\u0301s", 5, "cafe…"),  # an accent whose place is cut off
        ("cafe\u0301sx", 6, "caf\u0065…"),  # the cut falls behind the accent: it goes, its letter stays
        ("abc👩\u200d🔬x", 7, "abc👩…"),  # a joiner with nothing to join
        ("abc👩\u200d🔬x", 8, "abc👩…"),
        ("ab✈\ufe0fx", 5, "ab✈\ufe0fx"),
        ("ab✈\ufe0fxy", 5, "ab✈…"),
        ("\u0301\u0301\u0301", 2, "…"),
        ("😀😀", 2, "…"),
        ("😀😀", 3, "😀…"),
        ("abc", 1, "…"),
        ("", 1, ""),
    ],
)
def test_a_cut_leaves_nothing_half(text: str, limit: int, kept: str) -> None:
    assert markup.cut(text, limit) == kept


def test_units_are_those_of_utf_16() -> None:
    assert [markup.units(each) for each in ("", "a", "é", "中", "😀", "\ud800")] == [0, 1, 1, 1, 2, 1]


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("a\u200bb\u2028c\u2060d\ufeffe\u200ff\u061cg", "abcdefg"),
        ("x\u0300\u0301", "x\u0300\u0301"),
        ("x\u0483\u1ab0\u1dc0\u20d0", "x\u0483\u1ab0"),
        ("a\x07\x7f\x9fb", "ab"),
        ("a\u3000b\xa0c", "a b c"),
        ("", ""),
    ],
)
def test_what_nobody_sees_goes(foreign: str, shown: str) -> None:
    assert markup.tidy(foreign) == shown


def test_foreign_text_is_cut_before_it_is_escaped() -> None:
    assert markup.raw("<<<<<<", 4) == "&lt;&lt;&lt;…"
    assert markup.raw('"a" & b') == "&quot;a&quot; &amp; b"
    assert markup.units(markup.raw("x" * 301)) == 300
    assert markup.raw("x" * 300) == "x" * 300


def test_small_pieces() -> None:
    assert (markup.bold(Html("x")), markup.bold(Html(""))) == ("<b>x</b>", "")
    assert (markup.italic(Html("x")), markup.italic(Html(""))) == ("<i>x</i>", "")
    assert markup.lines(Html("a"), Html(""), Html("b")) == "a\nb"
    assert markup.spaced([Html("a"), Html(""), Html("b")]) == "a\n\nb"


def test_quotations_fold_unless_told_otherwise() -> None:
    two = [Html("a"), Html("b")]
    assert markup.quote(two) == "<blockquote expandable>a\nb</blockquote>"
    assert markup.quote(two, folds=False) == "<blockquote>a\nb</blockquote>"
    assert markup.quote([]) == ""


def test_links_are_safe_and_have_something_to_show() -> None:
    assert (
        markup.link(" https://a.example/?a=1&b=2 ", Html("x"))
        == '<a href="https://a.example/?a=1&amp;b=2">x</a>'
    )
    assert markup.link("https://a.example", Html("")) == ""
    assert markup.web_address("HTTP://a.example") == "HTTP://a.example"
    at_most = "https://a.example/" + "x" * (2048 - 18)
    assert (markup.web_address(at_most), markup.web_address(at_most + "x")) == (at_most, "")
    assert markup.web_address("https://a.example/\u3000b") == ""
    assert markup.web_address("https://a.example/\ud800") == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.b-c·d e", "#a_b_c_d_e"),
        ("a - b", "#a_b"),
        ("_1_", "_1_"),
        ("1a", "#1a"),
        ("x" * 60, "#" + "x" * 38 + "…"),
        ("\u202eabc", "#abc"),
        ("", ""),
    ],
)
def test_more_hashtags(name: str, shown: str) -> None:
    assert markup.hashtag(name) == shown


@pytest.mark.parametrize(
    ("made", "count"),
    [
        ("plain", 0),
        ("#tag", 1),
        ("a#tag #1 # x", 1),
        ("<b>#tag</b> <i>x</i> &lt;b&gt;", 3),
        ('<a href="https://a.example/#x">y</a>', 1),
        ("<blockquote expandable>x</blockquote>", 1),
    ],
)
def test_entities_are_counted_as_telegram_counts_them(made: str, count: int) -> None:
    assert markup.entities(made) == count


def test_lengths_are_those_of_what_is_shown() -> None:
    assert markup.length("<b>a &lt; 😀</b>") == 6
    assert markup.without("<b>a &lt;b&gt;</b>\n<i>c</i>") == "a <b>\nc"
    two = '<a href="https://a.example">A</a>\n<a href="https://b.example">B\nC</a>'
    assert markup.plain_text(two, 100) == "A https://a.example\nB\nC https://b.example"
