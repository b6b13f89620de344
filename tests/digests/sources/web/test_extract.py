"""Articles in web pages, as files: what takes the place of a teaser, line by line, or that nothing does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import Unreadable
from digests.model import Entry
from digests.sources.web.extract import article_of
from digests.steps.refresh.full_text import with_article

PAGES = Path(__file__).parents[1] / "feeds" / "articles"
EXPECTED = sorted(PAGES.glob("*.expected.json"))


def stem(expected: Path) -> str:
    return expected.name.removesuffix(".expected.json")


def text_of(name: str) -> str:
    return article_of((PAGES / f"{name}.html").read_bytes(), "text/html; charset=utf-8")


@pytest.mark.parametrize("expected", EXPECTED, ids=stem)
def test_pages_come_out_as_expected(expected: Path) -> None:
    case = json.loads(expected.read_text("utf-8"))
    assert case["why"]
    entry, text = Entry(uid="1", title=case["title"], text=case["teaser"]), text_of(stem(expected))
    if case["paragraphs"] is None:
        with pytest.raises(Unreadable, match="not_the_article"):
            with_article(entry, text)
    else:
        assert with_article(entry, text).text.split("\n") == case["paragraphs"]


def test_every_page_has_an_expectation() -> None:
    assert {page.stem for page in PAGES.glob("*.html")} == {stem(each) for each in EXPECTED}


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_comes_gives_clean_lines(data: bytes) -> None:
    for line in filter(None, article_of(data, "text/html").split("\n")):
        assert line == line.strip()
