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
