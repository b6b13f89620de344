"""One page in several spellings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digests.decisions.duplicates.permalink import permalink, same_page
from digests.model import Post

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE = Post(1, 1, "a", "", "", NOON, "", 1, "https://blog.example/a")


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://blog.example/a", "blog.example/a"),
        ("http://blog.example/a/#comments", "blog.example/a"),
        ("https://blog.example/?p=7", "blog.example/?p=7"),
        ("https://blog.example?p=7", "blog.example?p=7"),
        ("https://blog.example/", ""),
        ("https://blog.example/#latest", ""),
        ("https://blog.example", ""),
        ("", ""),
    ],
)
def test_the_page_of_a_link(link: str, page: str) -> None:
    assert permalink(link) == page


@pytest.mark.parametrize(
    ("feed", "link", "apart", "same"),
    [
        (2, "http://blog.example/a/#x", timedelta(hours=72), True),
        (2, "http://blog.example/a/#x", -timedelta(hours=72), True),
        (2, "http://blog.example/a/#x", timedelta(hours=72, seconds=1), False),
        (1, "https://blog.example/a", timedelta(0), False),
        (2, "https://blog.example/b", timedelta(0), False),
    ],
)
def test_two_feeds_on_one_page(feed: int, link: str, apart: timedelta, same: bool) -> None:
    other = replace(ONE, feed_id=feed, link=link, published=NOON + apart)
    assert same_page(ONE, other) is same
    assert not same_page(replace(ONE, link=""), replace(other, link=""))
