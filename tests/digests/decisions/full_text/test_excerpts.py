"""What may take the place of a teaser: a text that holds it, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.full_text.excerpts import holds, is_article_of

TEXT = "one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(
    ("text", "excerpt", "expected"),
    [
        (TEXT, "", True),
        ("", "", True),
        ("", "one", False),
        (TEXT, "Two, three; FOUR…", True),
        # Worded anew: half of the different words, none of them in a run.
        (TEXT, "one a three b five c seven d", True),
        (TEXT, "one a three b five c e d", False),
        (TEXT, "one one one one a a b b", False),  # each counts once
        # Quoted (three of ten in a run): 85 % of it.
        (TEXT, "one two three a five b seven c nine d", False),
        (TEXT, "one two a three b five c seven d nine", True),  # two in a run are no quotation
        (TEXT, "one two three four five six seven a b c d", False),
        (TEXT, "one two three four five six seven eight nine a", True),
        (TEXT, "one two three four five six a b c", True),  # three words may differ
        (TEXT, "one two three four five six a b c d", False),
        # Characters that write no spaces count in pairs.
        ("三月一日起，阅览室通宵开放。", "三月一日起，阅览室通宵……", True),
        ("三月一日起，阅览室通宵开放。", "三月一日起，保安每小时巡视书库", False),
        ("หอสมุดเปิดตลอดคืน", "หอสมุดเปิด", True),
        ("도서관이 밤새 문을 연다", "도서관이 밤새", True),
        ("Η βιβλιοθήκη μένει ανοιχτή", "η βιβλιοθηκη", True),  # accents do not count
    ],
)
def test_what_a_text_must_hold_of_an_excerpt(text: str, excerpt: str, expected: bool) -> None:
    assert holds(text, excerpt) is expected


@pytest.mark.parametrize(
    ("text", "title", "teaser", "expected"),
    [
        ("", "Any title", "", False),
        ("", "", "", False),
        (TEXT, "", "", True),
        (TEXT, "one a b", "", True),  # a third of the title
        (TEXT, "one a b c", "", False),
        (TEXT, "a b c", "one two three", True),  # a short teaser counts with the title: three of six
        (TEXT, "one two three", "a b c d", True),
        (TEXT, "one two a b c", "One, two: a b c!", True),  # the title once more is no teaser
        (TEXT, "one two a b c", "one two a b c d", False),
        (TEXT, "one two three", "a b c d e", False),  # five words are a teaser
        (TEXT, "one two", "Article URL: https://a.example/b/c/d/e\nPoints: 4\n# Comments: 12", True),
        (TEXT, "a b", "Article URL: https://a.example/b/c/d/e\nPoints: 4\n# Comments: 12", False),
        (TEXT, "one two", "Points: they were counted by hand", False),  # a sentence with a colon is a teaser
    ],
)
def test_an_entry_without_a_teaser_is_known_by_its_title(
    text: str, title: str, teaser: str, expected: bool
) -> None:
    assert is_article_of(text, title, teaser) is expected


@pytest.mark.parametrize(("held", "others", "expected"), [(26, 4, True), (25, 5, False), (34, 6, True)])
def test_of_a_long_quotation_85_percent_must_be_there(held: int, others: int, expected: bool) -> None:
    text = " ".join(f"word{n}" for n in range(40))
    excerpt = " ".join([*(f"word{n}" for n in range(held)), *(f"other{n}" for n in range(others))])
    assert holds(text, excerpt) is expected


def test_what_is_quoted_less_is_worded_anew() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    runs = [[f"word{8 * n + k}" for k in range(5)] + [f"other{n}{k}" for k in range(4)] for n in range(2)]
    assert holds(text, " ".join(word for run in runs for word in run)), "five of eighteen are no 30 %"
    runs[0][5:5] = ["word5"]
    assert not holds(text, " ".join(word for run in runs for word in run)), "six of nineteen are"


def test_only_the_beginning_of_an_endless_text_is_looked_at() -> None:
    assert holds("x " * 99_995 + "end", "end")
    assert not holds("x " * 100_000 + "end", "end")


@given(st.text(), st.text(), st.text())
def test_every_text_holds_each_part_of_itself(before: str, part: str, after: str) -> None:
    assert holds(f"{before} {part} {after}", part)
