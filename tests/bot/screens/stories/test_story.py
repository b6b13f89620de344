"""A story of several reports on the screen: one valid message whatever they are, in pages that lose none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.stories.opened import view
from bot.screens.stories.story import entry
from bot.screens.stories.telling import PAGE
from bot.telegram.markup import plain_text
from bot.telegram.screen import MAX_TEXT, Button
from digests.model import Post, Report, StatedFigure, StoredTag, Story, StoryPoint, Telling
from digests.services.stories.told_stories import Opened
from tests.bot.screens.digests.test_digest import LINKS, NOW, WILD, a_post, check
from tests.examples import examples

READERS = {lang: Reader(lang, "Asia/Shanghai", NOW) for lang in ("en", "zh")}
REPORTS = st.builds(
    lambda title, link, source, copies: Report(0, title, link, source, NOW, "v", copies),
    WILD,
    LINKS,
    WILD,
    st.integers(0, 10**6),
)
POINTS = st.builds(
    lambda said, report, figures: (said, report, figures),
    WILD,
    st.integers(0, 50),
    st.lists(st.tuples(st.integers(0, 50), WILD), max_size=3),
)


def way(label: str, first: int) -> Button:
    return button(label, "post", 2**40, "c8" + "z" * 7, ">" + "z" * 20, first)


def of(reports: int, points: int = 3) -> Post:
    """A story of so many reports, each of a paper of its own, and points of the first of them."""
    listed = tuple(
        Report(n, f"Title {n}", f"https://e.org/{n}", f"Paper {n}", NOW + timedelta(minutes=n))
        for n in range(reports)
    )
    made = tuple(StoryPoint(f"What {n} says", n % reports, n) for n in range(points))
    return a_post(0, telling=Telling(listed, made, condensed=True))


def shown(post: Post, first: int = 0, lang: str = "en", **values: object) -> str:
    screen = view(Story(post), READERS[lang], (), Opened(first=first, **values), way)  # type: ignore[arg-type]
    return check(screen)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(REPORTS, min_size=2, max_size=20),
    st.lists(POINTS, max_size=10),
    st.integers(0, 30),
    st.sampled_from(["en", "zh"]),
    WILD,
)
def test_any_story_is_one_valid_message(
    reports: list[Report], points: list[tuple[str, int, list[tuple[int, str]]]], at: int, lang: str, wild: str
) -> None:
    numbered = tuple(
        Report(n, each.title, each.link, each.source, NOW, "v", each.copies) for n, each in enumerate(reports)
    )
    made = tuple(
        StoryPoint(said, report % len(reports), rank, tuple(StatedFigure(n, text) for n, text in figures))
        for rank, (said, report, figures) in enumerate(points)
    )
    post = a_post(1, wild, digest=wild, source=wild, telling=Telling(numbered, made, condensed=True))
    tags = tuple(StoredTag(n, wild) for n in range(9))
    first = at % len(reports) // PAGE * PAGE
    check(view(Story(post), READERS[lang], (), Opened(tags, 3, first), way))
    assert len(plain_text(entry(1, Story(post), 3, READERS[lang]), MAX_TEXT)) > 1


@given(st.integers(2, 45))
@settings(max_examples=examples(20), deadline=None)
def test_the_pages_hold_each_report_once_in_its_order(count: int) -> None:
    post = of(count)
    pages = [shown(post, first).split("Reports by time")[1] for first in range(0, count, PAGE)]
    found = [word.split("\n")[0].split(" ")[0] for page in pages for word in page.split("Title ")[1:]]
    assert found == [str(n) for n in range(count)]


def test_points_carry_their_sources_and_figures() -> None:
    post = of(4)
    figures = (StatedFigure(0, "23人"), StatedFigure(2, "25<人"))
    points = (StoryPoint("火灾造成23人受伤", 0, 0, figures), StoryPoint("原因已查明", 3, 1))
    post = a_post(0, telling=Telling(post.telling.reports, points, condensed=True))
    text = shown(post, lang="zh")
    assert "• 火灾造成23人受伤（Paper 0：23人；Paper 2：25<人）\n• 原因已查明（Paper 3）\n" in text
    assert "4 家报道：Paper 0、Paper 1、Paper 2 … · " in text
    assert "• 火灾造成23人受伤 (Paper 0: 23人; Paper 2: 25<人)" in shown(post)


def test_what_a_report_adds_stands_beside_it_and_later_under_it() -> None:
    post = of(8, points=10)
    text = shown(post)
    assert "Paper 0 · Title 0\n" in text
    assert "Paper 1 · Title 1 · adds 2 points\n" in text
    assert "Paper 2 · Title 2 · adds 1 point\n" in text
    assert "What 7 says (Paper 7)" in text
    assert "What 8 says" not in text
    later = shown(post, PAGE)
    assert "Paper 6 · Title 6\n• What 6 says\n" in later
    assert "(Paper 7)" not in later
    assert "Title 5" not in later


def test_copies_and_reports_of_one_source_are_counted() -> None:
    reports = tuple(Report(n, "T", "", "Daily", NOW, "v", n) for n in range(3))
    post = a_post(0, telling=Telling(reports, (), condensed=True))
    text = shown(post)
    assert "Daily, 3 reports · " in text
    assert [" (and 1 copy)" in text, " (and 2 copies)" in text, "copies)" in text] == [True] * 3
    assert "A point of some length. 0\n" in text, "the points of the post, where the story has none"


@pytest.mark.parametrize("count", [2, 4])
def test_signs_in_the_names_of_sources_stand_as_they_are(count: int) -> None:
    reports = tuple(Report(n, "T", "", f"Circuit & Code {n}", NOW) for n in range(count))
    post = a_post(0, telling=Telling(reports, (), condensed=True))
    assert f"{count} sources: Circuit & Code 0, Circuit & Code 1" in shown(post)


@pytest.mark.parametrize("count", [PAGE, PAGE + 1])
def test_only_more_than_a_page_turns(count: int) -> None:
    screen = view(Story(of(count)), READERS["en"], (), Opened(), way)
    labels = [each.text for row in screen.rows for each in row]
    assert ("1–6 / 7" in labels) == (count > PAGE)


def test_long_points_make_room_for_the_reports() -> None:
    reports = tuple(Report(n, "T" * 200, "https://e.org", "S" * 90, NOW, "v", 3) for n in range(PAGE))
    points = tuple(StoryPoint(f"{n} " + "word " * 58, n, n) for n in range(8))
    post = a_post(0, "x" * 400, digest="d" * 600, telling=Telling(reports, points, condensed=True))
    text = shown(post)
    assert text.count("TTTT…") == PAGE
    assert "• 0 word" in text
    assert "• 7 word" not in text
