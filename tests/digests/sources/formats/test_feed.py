"""What holds for documents of feeds whatever stands in them; single cases are files in ``tests/feeds``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import DigestbotError, Unreadable
from digests.sources.entries import MOST, ParsedFeed
from digests.sources.formats.feed import parse
from digests.sources.formats.repair import mend
from tests.feeds.test_samples import as_json

ADDRESS = "https://feeds.example/dir/feed.xml"
NOW = datetime(2026, 3, 10, tzinfo=UTC)


def read(document: str, content_type: str = "application/xml") -> ParsedFeed:
    return parse(document.encode(), content_type, ADDRESS, NOW)


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", "empty_answer"),
        ("  \n ", "empty_answer"),
        ("<!DOCTYPE html><html><head><title>Page</title></head><body>Hi</body></html>", "not_a_feed"),
        ("<!-- x --><html><body>Hi</body></html>", "not_a_feed"),
        ("just words", "not_a_feed"),
        ("<!-- x -->" * 50 + "<xml/>", "not_a_feed"),
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', "not_a_feed"),
        ('<?xml version="1.0"?><urlset><url><loc>https://x</loc></url></urlset>', "not_a_feed"),
        ('{"items": []}', "not_a_feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "not_a_feed"),
        ('{"version"', "broken_json"),
        ("[" * 100_000, "broken_json"),
        ("[]", "not_a_feed"),
    ],
)
def test_what_is_no_feed_says_so(document: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(document)
    assert caught.value.code == code


def test_of_too_many_entries_the_newest_are_kept() -> None:
    def item(n: int) -> str:
        return f"<item><guid>{n}</guid><title>Entry {n}</title><pubDate>{day(n)}</pubDate></item>"

    def day(n: int) -> str:
        return datetime.fromtimestamp(1_700_000_000 + 3600 * n, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")

    document = rss(*(item(n) for n in range(6000)))  # the oldest first, as some feeds are
    feed = read(document)
    assert [entry.uid for entry in feed.entries] == [str(n) for n in range(5999, 5999 - MOST, -1)]
    assert [(p.code, p.params) for p in feed.problems] == [("entries_left_out", {"count": "5500"})]


def test_entities_from_outside_are_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    document = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>' + rss(
        "<item><title>a &x; b</title><guid>1</guid><description>&x;</description></item>"
    )
    assert "the secret" not in str(as_json(read(document)))


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("R&D", "R&amp;D"),
        ("a & b &amp; c &lt;", "a &amp; b &amp; c &lt;"),
        ("&nbsp;&eacute;", "\xa0é"),
        ("&nosuch;", "&nosuch;"),
        ("&LT;&AMP;", "&lt;&amp;"),
        ("&#65;&#x41;", "&#65;&#x41;"),
        ("&#0;&#xD800;&#x110000;&#99999999;", ""),
        ("<![CDATA[R&D &nbsp;]]> & x", "<![CDATA[R&D &nbsp;]]> &amp; x"),
        ("a<link/>b<link> </link>c<link>d</link>", "abc<link>d</link>"),
        ("<![CDATA[<link/>]]><link />", "<![CDATA[<link/>]]>"),
    ],
)
def test_ampersands_are_mended(text: str, mended: str) -> None:
    assert mend(text) == mended


MARKUP = st.sampled_from(
    [
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<description>",
        "</description>",
        "<![CDATA[",
        "]]>",
        "<guid>",
        "</guid>",
        "<pubDate>",
        "</pubDate>",
        "&#xD800;",
        "&#0;",
        "&amp;",
        "&",
        "<",
        ">",
        "<entry>",
        "</entry>",
        "<!DOCTYPE x [",
        "<!--",
        "-->",
        "<script>",
        "<a href='",
    ]
)


@given(st.lists(MARKUP | st.text(max_size=10), max_size=30).map("".join))
def test_no_document_raises_anything_but_the_domains_errors(inside: str) -> None:
    try:
        feed = read(f"<rss version='2.0'><channel>{inside}</channel></rss>")
    except DigestbotError:
        return
    for entry in feed.entries:
        assert entry.uid
        assert entry.title or entry.text


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=gbk", "text/xml; charset=utf-16", "x"])
)
def test_no_bytes_raise_anything_but_the_domains_errors(data: bytes, content_type: str) -> None:
    try:
        parse(data, content_type, ADDRESS, NOW)
    except DigestbotError:
        return


def test_entries_of_which_nothing_can_be_shown_are_named() -> None:
    items = "<item><guid>7</guid></item><item><title>A</title></item><item><title> </title></item>"
    feed = read(rss(items))
    assert [entry.title for entry in feed.entries] == ["A"]
    assert [(p.place, p.code) for p in feed.problems] == [("7", "empty_post"), ("#3", "empty_post")]
