"""What becomes of text and entities on their way into a chat."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.formatting.entities import Entity, utf16_length, utf16_slice
from bot.sandbox.formatting.formatting import format_text
from bot.sandbox.formatting.html import parse_html
from bot.sandbox.formatting.links import LinkError, check_link

Found = list[tuple[str, str]]


def shown(source: str) -> Found:
    text, entities = format_text(*parse_html(source))
    return [(e.type, utf16_slice(text, e.offset, e.length)) for e in entities]


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        # styles are cut where another one begins, and merged where they touch
        ("<b>a<i>b</i>c</b>", [("bold", "a"), ("bold", "bc"), ("italic", "b")]),
        ("<b>a</b><b>b</b>", [("bold", "ab")]),
        ("<b>a<b>b</b></b>", [("bold", "ab")]),
        # code holds nothing else and stands in nothing but a quote
        ("<b>a<code>b</code></b>", [("bold", "a"), ("code", "b")]),
        ("<code><b>b</b></code>", [("code", "b")]),
        ('<a href="x.com"><code>b</code></a>', [("code", "b")]),
        ("<blockquote><code>b</code></blockquote>", [("blockquote", "b"), ("code", "b")]),
        # quotes do not nest
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", "ab")]),
        ('<b><a href="http://x.com">t</a></b>', [("text_link", "t"), ("bold", "t")]),
        # what Telegram finds by itself
        (
            "see /latest@some_bot #新闻 @someone",
            [("bot_command", "/latest@some_bot"), ("hashtag", "#新闻"), ("mention", "@someone")],
        ),
        ("a/b /x/ </x> 1/2".replace("<", "&lt;"), []),
        ("https://a.b/c?d, and x.com.", [("url", "https://a.b/c?d"), ("url", "x.com")]),
        ("some.body@x.com $USD", [("email", "some.body@x.com"), ("cashtag", "$USD")]),
        ("<code>/latest</code>", [("code", "/latest")]),
        (
            "<b>x /latest y</b>",
            [("bold", "x "), ("bot_command", "/latest"), ("bold", "/latest"), ("bold", " y")],
        ),
        ("  <b>  a  </b>  \n", [("bold", "  a")]),
    ],
)
def test_entities(source: str, entities: Found) -> None:
    assert shown(source) == entities


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  a \n", "a"),
        ("a\r\nb", "a\nb"),
        ("a\tb\x07c", "a b c"),
        ("a\u202eb\u2028c", "abc"),
        ("\n\n\u3000a", "\u3000a"),
    ],
)
def test_text_is_cleaned(raw: str, text: str) -> None:
    assert format_text(raw)[0] == text


def test_offsets_follow_what_is_removed() -> None:
    text, (bold,) = format_text("\r😀\r\u202eab", [Entity("bold", 5, 2)])
    assert (text, bold.offset, bold.length) == ("😀ab", 2, 2)


def test_a_hundred_entities_are_kept_links_before_styles() -> None:
    links = "".join(f'<a href="http://x.com/{n}">l</a> ' for n in range(60))
    styles = "".join("<b>b</b> " for _ in range(60))
    kept = [kind for kind, _ in shown(styles + links)]
    assert (kept.count("text_link"), kept.count("bold")) == (60, 40)


@pytest.mark.parametrize("text", ["   ", "\n", "\u200b", "\u2800 \u3000"])
def test_nothing_visible_is_refused(text: str) -> None:
    with pytest.raises(ApiError, match="Bad Request: text must be non-empty"):
        format_text(text)


@pytest.mark.parametrize(
    ("entity", "complaint"),
    [
        (Entity("bold", 100, 1), "entity begins after the end of the text at UTF-16 offset 100"),
        (Entity("bold", 0, 100), "entity beginning at UTF-16 offset 0 ends after the end of the text"),
        (Entity("bold", -1, 1), "receive an entity with incorrect offset -1"),
        (Entity("bold", 2, 1), "entity begins in a middle of a UTF-16 symbol"),
        (Entity("bold", 0, 2), "ends in a middle of a UTF-16 symbol"),
    ],
)
def test_stated_entities_must_fit(entity: Entity, complaint: str) -> None:
    with pytest.raises(ApiError, match=complaint):
        format_text("a😀b", [entity])


ENTITIES = st.builds(
    Entity,
    st.sampled_from(["bold", "italic", "spoiler", "code", "pre", "blockquote", "text_link"]),
    st.integers(0, 30),
    st.integers(0, 20),
)


@given(st.text(max_size=30), st.lists(ENTITIES, max_size=12))
def test_whatever_is_stated_ends_consistent_or_refused(text: str, entities: list[Entity]) -> None:
    try:
        text, kept = format_text(text, entities)
    except ApiError:
        return
    places = [(e.offset, -e.length) for e in kept]
    assert places == sorted(places)
    assert all(0 <= e.offset < e.end <= utf16_length(text) for e in kept)
    assert text == text.rstrip(" \n")
    for kind in ("bold", "italic", "spoiler", "blockquote"):
        same = [e for e in kept if e.type == kind]
        assert all(a.end <= b.offset for a, b in pairwise(same))


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("http://Example.com", "http://example.com/"),
        ("HTTPS://a.b:8443/Path?q=1#f", "https://a.b:8443/Path?q=1#f"),
        ("example.com/a b", "http://example.com/a%20b"),
        ("https://user:pass@a.b?x", "https://user:pass@a.b/?x"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("https://中国.cn/路", "https://中国.cn/路"),
    ],
)
def test_links_are_normalised(url: str, normal: str) -> None:
    assert check_link(url) == normal


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("", "URL host is empty"),
        ("not-a-url", "Wrong HTTP URL"),
        ("ftp://example.com", "Unsupported URL protocol"),
        ("javascript:alert(1)", "Wrong port number specified in the URL"),
        ("http://a b.com", "Disallowed characters in URL host"),
        ("http://a.b:0/", "Wrong port number specified in the URL"),
    ],
)
def test_other_links_are_refused(url: str, complaint: str) -> None:
    with pytest.raises(LinkError, match=complaint):
        check_link(url)
