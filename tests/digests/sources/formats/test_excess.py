"""What an entry states thousands of times is cut, so that it and the others are read in time."""

from __future__ import annotations

import pytest

from digests.model import Problem
from digests.sources.formats.excess import MOST, MOST_ATTRIBUTES, without_excess
from digests.sources.formats.feed import parse
from tests.conftest import NOW

MANY = 12_000  # feedparser would take minutes for most of these
HEAD = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    " xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Paper</title>"
)


def document(inside: str, item: str = "<item>") -> str:
    odd = f"{item}<title>Odd</title><guid>odd</guid><description>Its text.</description>{inside}</item>"
    plain = "<item><title>Plain</title><guid>p</guid><category>A</category><category>B</category></item>"
    return f"{HEAD}{odd}{plain}</channel></rss>"


def said(count: int) -> tuple[Problem, ...]:
    return (Problem("", "excess_left_out", {"count": str(count)}),)


@pytest.mark.parametrize(
    "one",
    [
        "<category>c{n}</category>",
        "<category domain='d{n}' term='x{n}'><![CDATA[c{n}]]></category>",
        "<dc:subject>c{n}</dc:subject>",
        "<media:keywords>c{n}</media:keywords>",
        "<dc:creator>c{n}</dc:creator>",
        "<author><name>c{n}</name></author>",
        "<link href='https://example.org/{n}'/>",
        "<media:content url='https://example.org/{n}' />",
    ],
)
def test_what_is_stated_thousands_of_times_is_cut(one: str) -> None:
    text = document("".join(one.format(n=n) for n in range(MANY)))
    feed = parse(text.encode(), "", "https://example.org/feed", NOW)
    assert [entry.title for entry in feed.entries] == ["Odd", "Plain"]
    assert [tag.name for tag in feed.entries[1].tags] == ["A", "B"]
    assert feed.entries[0].text == "Its text."
    assert feed.problems == said(MANY - MOST)


@pytest.mark.parametrize("name", ["comments", "item"])
def test_so_are_attributes(name: str) -> None:
    many = " ".join(f"""a{n}={'"v"' if n % 2 else "'v'"}""" for n in range(MANY))
    text = document("", f"<item {many}>") if name == "item" else document(f"<comments {many}/>")
    feed = parse(text.encode(), "", "https://example.org/feed", NOW)
    assert [entry.title for entry in feed.entries] == ["Odd", "Plain"]
    assert feed.problems == said(1)
    cut, _ = without_excess(text)
    assert f"a{MOST_ATTRIBUTES - 1}=" in cut
    assert f"a{MOST_ATTRIBUTES}=" not in cut


@pytest.mark.parametrize(
    "text",
    [
        document("".join(f"<category>c{n}</category>" for n in range(MOST))),
        document("<description><![CDATA[" + "<link/><category>c</category>" * 100 + "]]></description>"),
        HEAD + "<category>c</category>" * 100 + "</channel></rss>",
        document("<comments " + " ".join(f"a{n}='>'" for n in range(MOST_ATTRIBUTES)) + "/>"),
        "no document at all <category",
        "",
    ],
)
def test_nothing_else_is_touched(text: str) -> None:
    assert without_excess(text) == (text, ())


def test_what_has_no_end_is_left_to_the_parser() -> None:
    text = document("<category>" * (MOST + 3))
    assert without_excess(text) == (text, ())
