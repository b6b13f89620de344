"""The most covered stories: by independent sources, within a time."""

from __future__ import annotations

from datetime import timedelta

from digests.decisions.ranking.most_covered import most_covered
from digests.model import Candidate
from tests.conftest import NOW

SINCE = NOW - timedelta(days=1)


def post(n: int, story: int, source: str, hours: float = 1, article: int = 0, length: int = 500) -> Candidate:
    return Candidate(n, story, NOW - timedelta(hours=hours), length, source, (), article=article or n)


def test_most_sources_come_first_and_of_equals_the_newest() -> None:
    posts = [post(1, 1, "A", 9), post(2, 1, "B", 9), post(3, 3, "A", 2), post(4, 3, "C", 2)]
    posts += [post(n, 5, source) for n, source in ((5, "A"), (6, "B"), (7, "C"))]
    assert [(one.story, one.coverage) for one in most_covered(posts, SINCE, 9)] == [(5, 3), (3, 2), (1, 2)]
    assert [one.story for one in most_covered(posts, SINCE, 1)] == [5]


def test_what_one_source_tells_is_not_among_them_however_often() -> None:
    alone = [post(1, 1, "A"), post(2, 1, "A")]
    copies = [post(3, 3, "A", article=3), post(4, 3, "B", article=3), post(5, 3, "C", article=3)]
    assert most_covered(alone + copies, SINCE, 9) == []


def test_what_was_told_before_that_time_does_not_count() -> None:
    posts = [post(1, 1, "A", 30), post(2, 1, "B"), post(3, 1, "C")]
    [one] = most_covered(posts, SINCE, 9)
    assert (one.coverage, one.newest) == (2, NOW - timedelta(hours=1))
    assert most_covered(posts[:2], SINCE, 9) == []
    assert most_covered([post(1, 1, "A", 24), post(2, 1, "B")], SINCE, 9) != [], "the moment itself counts"


def test_the_fullest_report_stands_for_it_and_names_the_others() -> None:
    posts = [post(1, 1, "A", 3), post(2, 1, "B", 2, length=800), post(3, 1, "C", 1), post(4, 1, "", 1)]
    [one] = most_covered(posts, SINCE, 9)
    assert (one.post, one.others, one.coverage) == (2, ("A", "C"), 4)
