"""Articles in JSON-LD: where they stand, and what is none."""

from __future__ import annotations

import json

import pytest

from digests.sources.web.structured_data import article_body

BODY = "First line.\nSecond line."


def stated(*documents: object) -> str:
    return article_body(json.dumps(each) for each in documents)


@pytest.mark.parametrize(
    "document",
    [
        {"@type": "NewsArticle", "articleBody": BODY},
        {"articleBody": BODY},
        [{"@type": "WebSite"}, {"@type": "Article", "articleBody": BODY}],
        {"@graph": [{"@type": "Organization"}, {"@type": "BlogPosting", "articleBody": BODY}]},
        {"mainEntity": {"articleBody": BODY}},
        {"@type": "WebPage", "mainEntityOfPage": {"@type": "Report", "articleBody": BODY}},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"articleBody": BODY}}]},
        {"@type": "NewsArticle", "hasPart": [{"articleBody": BODY}]},
        {"@type": "DiscussionForumPosting", "text": BODY},
        {"@type": ["Thing", "SocialMediaPosting"], "text": BODY},
        {"@type": "NewsArticle", "articleBody": "", "text": BODY},
    ],
)
def test_an_article_is_found_wherever_it_stands(document: object) -> None:
    assert stated(document) == BODY


@pytest.mark.parametrize(
    "document",
    [
        None,
        7,
        "articleBody",
        [],
        {"@type": "Product", "description": BODY},
        {"@type": "WebPage", "text": BODY},
        {"text": BODY},
        {"@type": "Articles", "text": BODY},
        {"articleBody": ["a", "b"]},
        {"articleBody": {"@value": BODY}},
        {"author": {"articleBody": BODY}},
        [[[[[[[{"articleBody": BODY}]]]]]]],  # deeper than anybody writes
    ],
)
def test_other_things_are_none(document: object) -> None:
    assert stated(document) == ""


def test_five_steps_down_are_looked_at() -> None:
    assert stated([[[[[{"articleBody": BODY}]]]]]) == BODY
    assert stated([[[[[[{"articleBody": BODY}]]]]]]) == ""


@pytest.mark.parametrize(("steps", "found"), [(5, BODY), (6, "")])
def test_as_many_steps_down_inside_of_objects(steps: int, found: str) -> None:
    document: dict[str, object] = {"articleBody": BODY}
    for _ in range(steps):
        document = {"mainEntity": document}
    assert stated(document) == found


def test_the_longest_of_several_counts() -> None:
    assert stated({"articleBody": "Short."}, {"articleBody": BODY}, {"articleBody": "Mid line."}) == BODY


@pytest.mark.parametrize("script", ["", "{", '{"articleBody": "cut', "[" * 100_000, "\x00", "nul"])
def test_broken_scripts_state_nothing(script: str) -> None:
    assert article_body(iter([script])) == ""


def test_line_feeds_inside_of_strings_are_read() -> None:
    assert article_body(iter(['{"articleBody": "One.\n\tTwo.\r\n\n Three."}'])) == "One.\nTwo.\nThree."


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;", "One.\nTwo & three."),
        ("A &amp; B\nC", "A & B\nC"),
        ("a < b and c > d", "a < b and c > d"),
        ("One.<br/>Two.<BR>Three.", "One.\nTwo.\nThree."),
        ("x\u202ey\u200b z", "xy z"),
    ],
)
def test_bodies_of_all_kinds_become_lines(body: str, lines: str) -> None:
    assert stated({"articleBody": body}) == lines
