"""Links of entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.links import canonical_link


@pytest.mark.parametrize(
    ("link", "base", "expected"),
    [
        ("https://Example.com", "", "https://example.com/"),
        ("https://example.com:443/a", "", "https://example.com/a"),
        ("http://example.com:8080/a", "", "http://example.com:8080/a"),
        ("https://example.com/a#part", "", "https://example.com/a#part"),
        ("https://example.com/a#", "", "https://example.com/a"),
        ("changelog#v4.2.1", "https://example.com/x", "https://example.com/changelog#v4.2.1"),
        ("https://example.com/a#b c", "", "https://example.com/a#b%20c"),
        ("https://example.com/a?b=1&utm_id=2#c=1&utm_source=x&d", "", "https://example.com/a?b=1#c=1&d"),
        ("https://example.com/a#/utm_source=x", "", "https://example.com/a#/utm_source=x"),
        ("https://example.com/a#utm_source", "", "https://example.com/a"),
        ("https://example.com/a#REF=rss", "", "https://example.com/a"),
        ("https://example.com/a#xtor=RSS-1-[a]", "", "https://example.com/a"),
        ("https://example.com/a#ref", "", "https://example.com/a#ref"),
        ("https://example.com/a#reference=1", "", "https://example.com/a#reference=1"),
        ("https://example.com/a#wt.mc=1", "", "https://example.com/a"),
        ("https://example.com/a#tk.rss_all", "", "https://example.com/a"),
        ("https://example.com/a#rss", "", "https://example.com/a"),
        ("https://example.com/a#rss=1", "", "https://example.com/a"),
        ("https://example.com/a#rssfeeds", "", "https://example.com/a#rssfeeds"),
        ("https://example.com/a#_=_", "", "https://example.com/a"),
        ("https://example.com/a#p=_", "", "https://example.com/a#p=_"),
        ("https://example.com/#!/a", "", "https://example.com/#!/a"),
        ("https://example.com/a?utm_source=x&id=1&fbclid=y", "", "https://example.com/a?id=1"),
        ("https://example.com/a?UTM_Medium=x", "", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1&empty=", "", "https://example.com/a?b=2&a=1&empty="),
        ("https://user:secret@example.com/a", "", "https://example.com/a"),
        (" https://example.com/a b ", "", "https://example.com/a%20b"),
        ("/a", "https://example.com/x/y", "https://example.com/a"),
        ("a", "https://example.com/x/y", "https://example.com/x/a"),
        ("//cdn.example/a", "https://example.com/", "https://cdn.example/a"),
        ("https://例子.中国/文章", "", "https://例子.中国/文章"),
        ("javascript:alert(1)", "https://example.com/", ""),
        ("JavaScript:alert(1)", "", ""),
        ("data:text/html,x", "", ""),
        ("mailto:a@b", "", ""),
        ("ftp://example.com/x", "", ""),
        ("https://", "", ""),
        ("https://[::1", "", ""),
        ("https://example.com:99999/x", "", ""),
        ("x", "", ""),
        ("", "https://example.com/", ""),
        ("https://example.com/" + "x" * 3000, "", ""),
    ],
)
def test_canonical_links(link: str, base: str, expected: str) -> None:
    assert canonical_link(link, base) == expected


@given(st.text(), st.sampled_from(["", "https://example.com/a/b"]))
def test_any_text_gives_a_web_link_or_none_and_twice_is_once(link: str, base: str) -> None:
    once = canonical_link(link, base)
    assert once == "" or once.startswith(("http://", "https://"))
    assert canonical_link(once) == once
