"""Whatever a feed states becomes something that can be stored, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.normalize import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_CATEGORIES,
    MOST_TAGS,
    normalize,
    stored_uid,
)
from digests.model import CategoryName, Entry, Tag

ENTRY = Entry("uid", "Title", "First paragraph.\nSecond paragraph.")
WILD = st.text(st.characters(), max_size=60) | st.text(
    "a \x00\t\n\r\x1f\x85\u2028\u202e\ud800\ufeff　。.", max_size=30
)
ENTRIES = st.builds(
    Entry,
    uid=WILD,
    title=WILD,
    text=WILD,
    link=WILD,
    source=WILD,
    digest=WILD,
    categories=st.lists(st.builds(CategoryName, WILD, WILD), max_size=8).map(tuple),
    tags=st.lists(st.builds(Tag, WILD, WILD), max_size=30).map(tuple),
    lang=WILD,
)


def stored(entry: Entry) -> Entry:
    tidied = normalize(entry)
    assert tidied is not None
    return tidied


@given(ENTRIES)
def test_normalizing_twice_is_normalizing_once(entry: Entry) -> None:
    tidied = normalize(entry)
    assert tidied is None or normalize(tidied) == tidied


@given(ENTRIES)
def test_what_is_left_can_be_stored_and_shown(entry: Entry) -> None:
    tidied = normalize(entry)
    if tidied is None:
        return
    names = [part for tag in tidied.tags for part in (tag.name, tag.ticker)]
    slugs = [part for name in tidied.categories for part in (name.slug, name.title)]
    lines = [tidied.uid, tidied.title, tidied.link, tidied.source, tidied.lang, *names, *slugs]
    for text in (*lines, tidied.text, tidied.digest):
        text.encode()
        assert not set(text) & set("\x00\x1e\x1f\u202e\ufeff\r")
    assert not any("\n" in text for text in lines)
    assert tidied.title
    assert len({tag.key for tag in tidied.tags}) == len(tidied.tags) <= MOST_TAGS
    assert len(tidied.categories) <= MOST_CATEGORIES


def test_a_clean_entry_is_left_as_it_is() -> None:
    entry = Entry(
        "guid:1",
        "净利润 +12%：“新高”",
        "第一段。\n第二段。",
        link="https://example.com/a?b=c",
        source="上海证券报",
        digest="摘要",
        categories=(CategoryName("finance", "财经"),),
        tags=(Tag("蔚来", "NYSE:NIO"),),
        lang="zh",
    )
    assert normalize(entry) == entry


def test_white_space_is_single_and_paragraphs_stay_apart() -> None:
    entry = stored(replace(ENTRY, title=" A\n  title\t", text="\u3000\u3000第一段 \r\n\r\n　第二段\x0b\n"))
    assert (entry.title, entry.text) == ("A title", "第一段\n第二段")


def test_marks_that_turn_the_direction_of_writing_are_removed() -> None:
    assert stored(replace(ENTRY, title="safe\u202egpj.exe\u2066")).title == "safegpj.exe"


@pytest.mark.parametrize("empty", ["", " \n\u3000", "\x00\ufeff"])
def test_an_entry_without_title_and_text_is_none(empty: str) -> None:
    assert normalize(replace(ENTRY, title=empty, text=empty)) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("蔚来发布新车。价格为30万元。", "蔚来发布新车。"),
        ("Profit rose 3.5 percent. Shares fell.", "Profit rose 3.5 percent."),
        ("No full stop here\nSecond line.", "No full stop here"),
        ("长" * 200, "长" * 79 + "…"),
    ],
)
def test_a_missing_title_is_the_first_sentence(text: str, title: str) -> None:
    assert stored(replace(ENTRY, title="", text=text)).title == title


UNSEEN = ["\u200b\u200b\u2060", "\ufeff", "\u00ad", "\u3164", "\u2800 \u2800", "\ufe0f\u034f", "\U000e0041"]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_shows_nothing_is_no_title(unseen: str) -> None:
    assert stored(replace(ENTRY, title=unseen)).title == "First paragraph."
    assert stored(replace(ENTRY, title="", text=f"{unseen}\nSecond.")).title == "Second."
    assert stored(replace(ENTRY, title=unseen, text=unseen, digest="Third.")).title == "Third."
    assert normalize(replace(ENTRY, title=unseen, text=unseen, digest=unseen)) is None


@pytest.mark.parametrize(
    "title", ["👨\u200d👩\u200d👧", "می\u200cخواهم", "❤\ufe0f", "…", "\ue000", "\U0001faff", "한\u3164글"]
)
def test_what_shows_something_is_a_title_as_it_is(title: str) -> None:
    assert stored(replace(ENTRY, title=title)).title == title


def test_an_editors_digest_can_give_the_title() -> None:
    assert stored(replace(ENTRY, title="", text="", digest="摘要。")).title == "摘要。"


def test_sizes_are_bounded() -> None:
    entry = stored(
        Entry(
            "u" * 5_000,
            "t" * 5_000,
            "x" * 500_000,
            link="https://example.com/" + "p" * 5_000,
            source="s" * 5_000,
            digest="d" * 500_000,
            categories=tuple(CategoryName(f"c{n}", "t" * 500) for n in range(50)),
            tags=(Tag("n" * 500), *(Tag(f"tag {n}", "t" * 99) for n in range(50))),
            lang="x" * 99,
        )
    )
    assert len(entry.title) == LONGEST_TITLE
    assert len(entry.text) == len(entry.digest) == LONGEST_TEXT
    assert entry.link == ""
    assert (len(entry.source), entry.lang) == (100, "")
    assert [tag.name for tag in entry.tags] == [f"tag {n}" for n in range(MOST_TAGS)]
    assert [name.slug for name in entry.categories] == [f"c{n}" for n in range(MOST_CATEGORIES)]


@pytest.mark.parametrize(
    ("stated", "lang"),
    [
        ("zh", "zh"),
        ("zh-Hans-CN", "zh"),
        ("en_US", "en"),
        ("EN", "en"),
        ("haw", "haw"),
        ("english", ""),
        ("中", ""),
    ],
)
def test_a_language_is_its_primary_subtag_or_unknown(stated: str, lang: str) -> None:
    assert stored(replace(ENTRY, lang=stated)).lang == lang


def test_one_label_in_two_spellings_is_one() -> None:
    entry = stored(replace(ENTRY, tags=(Tag("#AI"), Tag("ＡＩ", "X"), Tag("ai "))))
    assert entry.tags == (Tag("#AI"),)


def test_a_long_identity_keeps_apart_what_differs_at_its_end() -> None:
    one, other = (stored_uid("https://example.com/" + "a" * 900 + end) for end in "xy")
    assert one != other
    assert len(one) <= 500
    assert stored_uid(one) == one
    assert stored_uid(" guid\x00 ") == "guid"
