"""Whether one document is what a query wants."""

from __future__ import annotations

import pytest
from hypothesis import given

from digests.decisions.search.matching import matches
from digests.decisions.search.query import parse
from digests.decisions.search.wanted import wanted
from digests.decisions.search.words import Document
from tests.conftest import NOW
from tests.digests.decisions.search.wild import DOCUMENTS, TAGS, means, texts

POST = Document(
    "Chip maker cuts jobs", "芯片价格上涨，期货下跌。The rate cut came.", "", [1], [(3, "Rail")], ["新浪财经"]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("芯片 -期货", False),
        ("芯片 -股票", True),
        ('"rate cut" OR 降息', True),
        ('"cut rate" OR 降息', False),
        ('"cut rate" OR (chips jobs)', True),
        ("(股票 OR tag:rail) source:新浪", True),
        ("(股票 OR tag:ship) source:新浪", False),
        ("chips -(股票 OR tag:rail)", False),
        ("chips -(股票 tag:rail)", True),
        ("since:7d", True),
    ],
)
def test_matching(text: str, found: bool) -> None:
    assert matches(wanted(parse(text, NOW), TAGS, {}), POST) is found


@given(texts(), DOCUMENTS)
def test_a_query_means_what_it_says(text: str, document: Document) -> None:
    query = parse(text, NOW)
    assert query.tree is not None
    assert matches(wanted(query, TAGS, {}), document) is means(query.tree, document)
