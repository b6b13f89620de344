"""HTML to paragraphs: nothing of the text lost, no markup left, whatever comes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.clean_html import line_of, paragraphs, plain


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("text", ["text"]),
        ("<p>a</p><p>b</p>", ["a", "b"]),
        ("a<br>b<br/><br>c", ["a", "b", "c"]),
        ("<p>one <b>bo</b>ld <i>word</i></p>", ["one bold word"]),
        ("<p>a\n  b\tc&nbsp;d\u3000e</p>", ["a b c d e"]),
        (
            "<h2>Head</h2>text<ul><li>x</li><li>y<ol><li>z</li></ol></li></ul>",
            ["Head", "text", "x", "y", "z"],
        ),
        ("<div><div>a<div>b</div>c</div></div>", ["a", "b", "c"]),
        ("<blockquote><p>said</p></blockquote>", ["said"]),
        ("<dl><dt>t</dt><dd>d</dd></dl>", ["t", "d"]),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td></td><td>c</td></tr></table>", ["a | b", "c"]),
        ("<pre>a  b\n  c</pre>", ["a b", "c"]),
        ("a < b &amp; c &lt;d&gt;", ["a < b & c <d>"]),
        ("<p>a<!-- b -->c</p>", ["ac"]),
        ("<p>un<b>closed", ["unclosed"]),
        ("</p></div>stray", ["stray"]),
        ("<body><p>whole</p></body>", ["whole"]),
        ("<figure><img alt='x'><figcaption>cap</figcaption></figure>text", ["text"]),
        ("<p>中文\n换行</p><p>English\nwrap</p>", ["中文换行", "English wrap"]),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", ["a", "b"]),
        ("<details><summary>S</summary>body</details>", ["S", "body"]),
        ("<p>x<span style='font-size:0'>tracking</span><span style='font-size:0.8em'>y</span></p>", ["xy"]),
        ("<script>if (a < b) x()</script>kept", ["kept"]),
        ("<style>p { }</style>kept", ["kept"]),
        ("<div aria-hidden='true'>icon</div>kept", ["kept"]),
    ],
)
def test_line_breaks_at_blocks_only(html: str, expected: list[str]) -> None:
    assert paragraphs(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Text.</p><p>The post <a>T</a> appeared first on <a>B</a>.</p>", ["Text."]),
        ("<p>Text. <a>Continue reading <em>T</em> →</a></p>", ["Text."]),
        ("<p>Text… <a>Read more</a></p>", ["Text…"]),
        ("<p>Text [&hellip;]</p>", ["Text…"]),
        ("<p>Text.</p><p>(more…)</p>", ["Text."]),
        ("<p>正文。</p><p>阅读全文 >></p>", ["正文。"]),
        ("<p>You can read more about it in the report.</p>", ["You can read more about it in the report."]),
        ("<p>Read more books, he says. They help.</p>", ["Read more books, he says. They help."]),
        ("<p>Read more</p>", []),
    ],
)
def test_calls_to_read_on_are_dropped(html: str, expected: list[str]) -> None:
    assert paragraphs(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>Bold</b> &amp; plain", "Bold & plain"),
        ("List<String>", "List<String>"),
        ("《<蒙特利尔议定书>修正案》", "《<蒙特利尔议定书>修正案》"),
        ("a < b > c", "a < b > c"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<script>x</script>T", "T"),
        ("  spaced \n out ", "spaced out"),
    ],
)
def test_titles_keep_what_is_no_markup(html: str, expected: str) -> None:
    assert line_of(html) == expected


def test_plain_text_keeps_its_paragraphs() -> None:
    text = "First sentence.\nSecond one.\n\nA line that was\nwrapped here.\n- item\n* item\nAT&amp;T"
    expected = "First sentence.\nSecond one.\nA line that was wrapped here.\n- item\n* item AT&T"
    assert plain(text) == expected


WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=6)
INLINE = st.sampled_from(["b", "i", "em", "span", "a", "code", "font", "u"])
BLOCK = st.sampled_from(["p", "div", "h2", "li", "blockquote", "section"])


@given(st.lists(st.tuples(BLOCK, st.lists(st.tuples(INLINE, WORDS), min_size=1, max_size=4)), max_size=5))
def test_every_word_is_kept_in_order(blocks: list[tuple[str, list[tuple[str, str]]]]) -> None:
    html = "".join(
        f"<{block}>{''.join(f'<{tag}>{word}</{tag}>' for tag, word in inside)}</{block}>"
        for block, inside in blocks
    )
    assert paragraphs(html) == ["".join(word for _, word in inside) for _, inside in blocks]


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div",
        ">",
        "<",
        "</",
        "<!--",
        "-->",
        "<b onclick='x'>",
        "</b>",
        "&lt;",
        "&#60;",
        "<script>",
        "</script>",
        "<![CDATA[",
        "]]>",
        "<svg>",
        "<math>",
        "<table>",
        "<tr>",
        "<td>",
        "<template>",
        "</template>",
        "<style>",
        "</style>",
        "<select>",
        "&#30;",
        "&#x202e;",
        "&#8203;",
        "&#xfdd0;",
        "&#xd800;",
        "<option>",
        "<textarea>",
        "</textarea>",
        "<plaintext>",
        "<pre>",
        "�",
        "<iframe>",
        "<noscript>",
        "<title>",
        "<frameset>",
        "<sup>",
        "<sup><a href='#'>",
        "<img class=emoji alt='😀'>",
    ]
)
TAG = re.compile(r"</?(?:p|div|b|script|style|td|svg)\b")


@given(st.lists(PIECES | st.text("ab &;\"'=/\x00\x1e\x1f", max_size=5), max_size=25).map("".join))
def test_no_markup_leaks_and_nothing_raises(html: str) -> None:
    for line in paragraphs(html):
        assert line == line.strip() != ""
        assert "\n" not in line
        assert not set("\x1e\x1f\x00\u202e\u200b\ufdd0\ufdd1\ud800") & set(line)
        shown = "&lt;" in html or "&#60;" in html or "CDATA" in html or "<p" + "laintext>" in html
        raw = any(f"<{tag}>" in html for tag in ("textarea", "title"))
        assert shown or raw or not TAG.search(line)


@given(st.text())
def test_any_text_is_cleaned_without_an_error(text: str) -> None:
    paragraphs(text)
    line_of(text)
    plain(text)


def test_nesting_beyond_measure_is_flattened() -> None:
    assert paragraphs("<div>" * 50_000 + "deep" + "</div>" * 50_000) == ["deep"]
