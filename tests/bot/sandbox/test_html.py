"""Markup to text and entities, and Telegram's complaints about markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.formatting.entities import utf16_length, utf16_slice
from bot.sandbox.formatting.html import parse_html


def parsed(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = parse_html(source)
    return text, [(e.type, e.offset, e.length) for e in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("a & b &lt;c&gt; &quot;d&quot; &amp;lt;", 'a & b <c> "d" &lt;', []),
        ("&#65;&#x42;&nbsp;&copy;&#0;&#x110000;", "AB&nbsp;&copy;&#0;&#x110000;", []),
        ("&lt &gt,", "< >,", []),
        ("a > b", "a > b", []),
        ("<b>x</b>", "x", [("bold", 0, 1)]),
        ("<B>x</b >", "x", [("bold", 0, 1)]),
        ("<strong>x</>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("中<b>文</b>😀<i>x</i>", "中文😀x", [("bold", 1, 1), ("italic", 4, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<blockquote expandable="">a</blockquote>', "a", [("expandable_blockquote", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<a href='http://a.b/?x=1&amp;y=2'>l</a>", "l", [("text_link", 0, 1)]),
        ('<a href="nonsense">l</a>', "l", []),
        ('<a href="javascript:alert(1)">l</a>', "l", []),
        ("<a>example.com</a>", "example.com", [("text_link", 0, 11)]),
        ('<a href="tg://user?id=12">l</a>', "l", [("text_mention", 0, 1)]),
        ("<code>a</code><pre>b</pre>", "ab", [("code", 0, 1), ("pre", 1, 1)]),
        ("<pre><code class=language-py>b</code></pre>", "b", [("pre", 0, 1)]),
        ('<pre><code class="python">b</code></pre>', "b", [("pre", 0, 1), ("code", 0, 1)]),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ('<tg-time unix="1700000000" format="wDT">then</tg-time>', "then", [("date_time", 0, 4)]),
        ('<tg-time unix="soon">then</tg-time>', "then", []),
    ],
)
def test_reads(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    assert parsed(source) == (text, entities)


def test_keeps_what_an_entity_says() -> None:
    text, (link, code, time) = parse_html(
        '<a href="HTTP://Example.COM">l</a> <pre><code class="language-c++">c</code></pre> '
        '<tg-time unix="1700000000" format="r">t</tg-time>'
    )
    assert text == "l c t"
    assert link.extra == {"url": "http://example.com/"}
    assert code.extra == {"language": "c++"}
    assert time.extra == {"unix_time": 1700000000, "date_time_format": "r"}


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("line one<br>two", 'Unsupported start tag "br" at byte offset 8'),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("中文 <h1>a</h1>", 'Unsupported start tag "h1" at byte offset 7'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("x<", "Unclosed start tag at byte offset 1"),
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<b />", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=http://a.b>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="no">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_complains_like_telegram(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(ApiError, match="unmatched surrogate code units"):
        parse_html("&#xD83D; <b>x</b>")


MARKUP = ["<", ">", "</", "</>", "b", "<b>", "</b>", "<i>", "</i>", "<a href=", "'x.y'", '"', "=", " ", "\n"]
BLOCKS = ["<code>", "</code>", "<pre>", "</pre>", "<blockquote expandable>", "</blockquote>", "</span>"]
OTHERS = [
    "<span class=tg-spoiler>",
    "<tg-time unix='1'>",
    "</tg-time>",
    "&",
    "&lt;",
    "&#",
    "x1F600;",
    "中",
    "😀",
    "\0",
]
PIECES = st.sampled_from([*MARKUP, *BLOCKS, *OTHERS])


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join))
def test_wild_markup_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError:
        return
    size = utf16_length(text)
    for entity in entities:
        assert 0 <= entity.offset < entity.end <= size
        utf16_slice(text, entity.offset, entity.length).encode()


STYLES = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "blockquote": "blockquote"}


@given(st.lists(st.tuples(st.sampled_from(sorted(STYLES)), st.text(min_size=1, max_size=8)), max_size=8))
def test_an_entity_covers_what_its_tag_enclosed(parts: list[tuple[str, str]]) -> None:
    escaped = [(tag, t.replace("&", "&amp;").replace("<", "&lt;")) for tag, t in parts]
    try:
        text, entities = parse_html("".join(f"<{tag}>{inner}</{tag}>" for tag, inner in escaped))
    except ApiError:
        assert any("\ud800" <= c <= "\udfff" for _, inner in parts for c in inner)
        return
    assert text == "".join(inner for _, inner in parts)
    assert [e.type for e in entities] == [STYLES[tag] for tag, _ in parts]
    assert [utf16_slice(text, e.offset, e.length) for e in entities] == [inner for _, inner in parts]
