"""Headers as they are found in the wild."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from digests.sources.jekyll import front_matter
from digests.sources.jekyll.front_matter import labels, parse, split


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\n---\nbody",
        "\ufeff---\ntitle: x\n---\nbody",
        "\n  \n---\ntitle: x\n---\nbody",
        "---\r\ntitle: x\r\n---\r\nbody",
        "--- \ntitle: x\n...\nbody",
        "---\ntitle: x\nbody",
    ],
    ids=["plain", "mark", "blank lines", "crlf", "dots", "never closed"],
)
def test_headers_are_found(text: str) -> None:
    assert split(text) == ({"title": "x"}, "body")


@pytest.mark.parametrize("text", ["body", "", "--\ntitle: x\n---\n", "text\n---\ntitle: x\n---\n"])
def test_no_header_is_none(text: str) -> None:
    assert split(text) == (None, text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('title: "a "b" c"', 'a "b" c'),
        (r'title: "C:\dir \ x"', r"C:\dir \ x"),
        ('title: ""quoted""', '"quoted"'),
        ("title: a: b", "a: b"),
        ("title: @home", "@home"),
        ("title: `code`", "`code`"),
        ("title: 'it's'", "it's"),
        ("title: yes", "yes"),
        ("title: 12:30", "12:30"),
        ("title: 0123", "0123"),
        ("title: 2024-02-30", "2024-02-30"),
        ("title: ~", ""),
        ("title:", ""),
        ("Title: x", "x"),
        ("title: >\n  two\n  lines", "two lines"),
    ],
)
def test_titles_stay_what_somebody_wrote(line: str, expected: str) -> None:
    header = parse(f"layout: post\n{line}\ndate: 2024-01-01")
    assert front_matter.text(header, "title") == expected
    assert header["date"] == "2024-01-01"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tags: [a, b c]", ["a", "b c"]),
        ("tags:\n  - a\n  - b c", ["a", "b c"]),
        ("tags:\n- a\n- b", ["a", "b"]),
        ("tags: a b", ["a", "b"]),
        ("tags: 东财滚动新闻", ["东财滚动新闻"]),
        ("tags: machine learning, ai", ["machine learning", "ai"]),
        ("tag: one tag", ["one tag"]),
        ("tags: [a, a]", ["a"]),
        ("tags: '#a'", ["a"]),
        ("tags:", []),
        ("tags: [2024, true, ~]", ["2024", "true"]),
        ("tags: {a: b}", []),
        ('title: "a"b"\ntags: [c]', ["c"]),
        ('title: "a"b"\ntags:\n  - c\n  - d', ["c", "d"]),
    ],
)
def test_labels_as_jekyll_takes_them(line: str, expected: list[str]) -> None:
    assert labels(parse(line), "tag", "tags") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("published: false", False),
        ("published: no", False),
        ("draft: true", False),
        ("published: true", True),
    ],
)
def test_published(line: str, expected: bool) -> None:
    assert front_matter.is_published(parse(line)) is expected


def test_a_bomb_of_aliases_holds_nothing() -> None:
    bomb = "a: &a [x,x,x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert parse(bomb) == {"a": ["x"] * 4, **{key: [] for key in "bcdefghi"}}


def test_nesting_beyond_measure_does_not_reach_the_parser() -> None:
    assert parse("a: " + "[" * 50_000) == {"a": "[" * 50_000}


@given(st.text(), st.text())
def test_anything_is_split_without_an_error(header: str, body: str) -> None:
    split(f"---\n{header}\n---\n{body}")


TITLES = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufeff\\~") | st.just(" "))


@given(TITLES.map(lambda text: " ".join(text.split())))
def test_any_title_between_bare_quotes_is_kept(title: str) -> None:
    # nothing but quotes, and a quote before a comment, have another reading that is as good
    assume(title.strip('" ') and '" #' not in title)
    assert parse(f'layout: post\ntitle: "{title}"\ndate: 2024-01-01')["title"] == title
