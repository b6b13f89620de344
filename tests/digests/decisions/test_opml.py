"""OPML: what other readers write is read, what could hurt is refused, what we write is read back."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digests.decisions.opml import Outline, read, write
from digests.errors import BadInput

NESTED = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>My feeds</title></head><body>
 <outline text="新闻" title="新闻">
  <outline type="rss" text="A &amp; B" xmlUrl="https://a.example/rss" htmlUrl="https://a.example"/>
  <outline text="Deeper"><outline text="C" xmlURL="https://c.example/feed"/></outline>
  <outline text="after" xmlUrl=" https://d.example/feed "/>
 </outline>
 <outline text="Alone" xmlUrl="https://e.example/feed"/>
 <outline text="By path" category="/Tech/Web, /Other" xmlUrl="https://f.example/feed"/>
 <outline text="again" xmlUrl="https://a.example/rss"/>
</body></opml>"""


def test_folders_become_categories() -> None:
    assert read(NESTED) == (
        Outline("https://a.example/rss", "A & B", "新闻"),
        Outline("https://c.example/feed", "C", "Deeper"),
        Outline("https://d.example/feed", "after", "新闻"),
        Outline("https://e.example/feed", "Alone"),
        Outline("https://f.example/feed", "By path", "Web"),
    )


def test_a_title_that_only_repeats_the_address_is_none() -> None:
    document = '<opml><body><outline text="https://a.example" xmlUrl="https://a.example"/></body></opml>'
    assert read(document) == (Outline("https://a.example"),)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "no markup at all",
        "<html><body><outline xmlUrl='https://a.example'/></body></html>",
        "<opml><body><outline text='open'></body></opml>",
        "<opml><body>A & B</body></opml>",
        '<!DOCTYPE o [<!ENTITY a "aaaa">]><opml><body>&a;</body></opml>',
        '<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml>&a;</opml>',
        '<!DOCTYPE o [<!ENTITY % a SYSTEM "http://127.0.0.1/">%a;]><opml/>',
    ],
)
def test_refuses(document: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(document)
    assert caught.value.code == "not_opml"


def test_deep_nesting_is_only_deep() -> None:
    deep = "<outline text='x'>" * 20_000 + "</outline>" * 20_000
    assert read(f"<opml><body>{deep}</body></opml>") == ()


PRINTABLE = st.text(st.characters(min_codepoint=32, blacklist_categories=["Cs", "Cc"]), max_size=20)
WORDS = PRINTABLE.map(lambda text: " ".join(text.split()))


def in_xml(text: str) -> str:
    """What of it XML can hold, in one line."""
    return " ".join(text.translate({0xFFFE: None, 0xFFFF: None}).split())


@given(st.lists(st.builds(Outline, WORDS.map("https://example.org/".__add__), WORDS, WORDS)))
@example([Outline("https://example.org/\ufffe", "\uffff", "\ufffe"), Outline("https://example.org/")])
@example([Outline("https://example.org/", "a \ufffe b", "\ufffe c")])
def test_what_we_write_is_read_back(outlines: list[Outline]) -> None:
    """Without what is no character, which XML cannot hold."""
    unique = {in_xml(each.address): each for each in reversed(outlines)}
    expected = {
        Outline(address, in_xml(e.title) if in_xml(e.title) != address else "", in_xml(e.category))
        for address, e in unique.items()
    }
    assert set(read(write("feeds & more", unique.values()))) == expected


@given(st.text())
def test_anything_is_read_or_refused(document: str) -> None:
    with suppress(BadInput):
        assert all(each.address for each in read(document))


@given(st.text())
def test_no_title_breaks_the_document(title: str) -> None:
    assert read(write(title, [Outline("https://a.example/rss", title)]))[0].address == "https://a.example/rss"


def test_our_own_settings_are_read_back() -> None:
    feeds = (
        Outline("https://a.example/rss", "A", "Tech & <more>", "tech", 3600, full_text=True),
        Outline("https://b.example/rss", "B", "Tech & <more>", "tech"),
    )
    written = write("feeds", feeds)
    assert 'xmlns:digestbot="urn:digestbot:opml"' in written
    assert read(written) == feeds


@pytest.mark.parametrize("interval", ["", "x", "-60", "59", "604801", "1e3", "٣٠٠", "9" * 5000])
def test_an_interval_that_cannot_be_is_none(interval: str) -> None:
    document = (
        f'<opml><body><outline xmlUrl="https://a.example" digestbot:interval="{interval}"/></body></opml>'
    )
    assert read(document)[0].every == 0


def test_a_list_that_is_too_long_is_refused_and_not_cut() -> None:
    feeds = "".join(f'<outline xmlUrl="https://{n}.example"/>' for n in range(20_001))
    with pytest.raises(BadInput, match="opml_too_long"):
        read(f"<opml><body>{feeds}</body></opml>")
