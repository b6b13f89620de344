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

PAGES = Path(__file__).parents[3] / "feeds" / "articles"
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


TAGS = [
    f"<{slash}{name}>"
    for name in ("ul", "ol", "li", "h2", "p", "div", "pre", "article")
    for slash in ("", "/")
]
JSON_LD = [
    '<script type="application/ld+json">',
    "</script>",
    '{"articleBody": "',
    '"}',
    "[[[",
    "中\n文",
    "a\nb",
]
PIECES = st.sampled_from([*TAGS, *JSON_LD])


@given(st.binary(max_size=400) | st.lists(PIECES | st.text(max_size=9)).map("".join).map(str.encode))
def test_whatever_comes_gives_clean_lines(data: bytes) -> None:
    for line in filter(None, article_of(data, "text/html").split("\n")):
        assert line == line.strip()


def test_scripts_of_other_kinds_state_nothing() -> None:
    body = "The reading room of the town library stays open all night from the first of March."
    page = '<html><body><script type="{}">{{"articleBody": "{}"}}</script><div id="app"></div></body></html>'
    assert article_of(page.format("application/ld+json; charset=utf-8", body).encode(), "text/html") == body
    assert article_of(page.format("Application/LD+JSON", body).encode(), "text/html") == body
    assert article_of(page.format("application/json", body).encode(), "text/html") == ""
    assert article_of(b"", "text/html") == ""
    assert article_of(b"<script>1</script>", "text/html") == ""


def test_scripts_without_a_type_or_a_text_are_passed_over() -> None:
    scripts = b"<script>x</script><script type='application/ld+json'></script>"
    text = "The reading room stays open all night, and a card lets readers in after eight."
    page = b"<html><body>%s<article><p>%s</p></article></body></html>" % (scripts, text.encode())
    assert article_of(page, "text/html") == text


def test_a_page_reads_alike_however_often_it_is_read() -> None:
    """Trafilatura can drop paragraphs that it has seen in other pages; they are part of these as well."""
    page, case = PAGES / "headings.html", json.loads((PAGES / "headings.expected.json").read_text("utf-8"))
    for _ in range(5):
        assert article_of(page.read_bytes(), "text/html").split("\n") == case["paragraphs"]
