"""News of followed stories: which stand apart, which in a line, and which are told already."""

from __future__ import annotations

from datetime import timedelta

from digests.decisions.ranking.followed import MOST_APART, going_on
from digests.decisions.ranking.reports import Report, by_story
from digests.model import Candidate, FollowUp
from tests.conftest import NOW

SEEN = 100


def reports(story: int, old: int, new: int) -> tuple[Report, ...]:
    """A story that so many sources told before, and so many after post ``SEEN``."""
    ids = [10 * story + k for k in range(old)] + [SEEN + 10 * story + k for k in range(new)]
    posts = [Candidate(n, story, NOW + timedelta(seconds=n), 500, f"Paper {n}", (), article=n) for n in ids]
    return by_story(posts, {story})[story]


def line(story: int) -> FollowUp:
    return FollowUp(story, (story,), ("Paper",), 1, 2)


def test_what_is_new_of_a_followed_story_stands_apart() -> None:
    apart, lines = going_on({1: reports(1, 2, 1)}, {1: 2}, SEEN, (), ())
    assert [(one.story, one.posts, one.before, one.coverage) for one in apart] == [(1, (110,), 2, 3)]
    assert lines == []


def test_of_one_that_was_never_told_the_sources_before_are_counted() -> None:
    [one] = going_on({1: reports(1, 3, 1)}, {}, SEEN, (), ()).apart
    assert (one.before, one.coverage) == (3, 4)
    [one] = going_on({1: reports(1, 3, 1)}, {1: 2}, SEEN, (), ()).apart
    assert one.before == 2, "what the chat was told counts"


def test_without_news_there_is_nothing() -> None:
    assert going_on({1: reports(1, 2, 0)}, {1: 2}, SEEN, (), ()) == ([], [])


def test_what_the_digest_shows_as_news_is_not_said_twice() -> None:
    stories = {1: reports(1, 1, 3), 2: reports(2, 1, 1)}
    assert [one.story for one in going_on(stories, {}, SEEN, {111}, ()).apart] == [2]


def test_three_stand_apart_the_most_covered_first_and_the_rest_in_lines() -> None:
    stories = {n: reports(n, 1, count) for n, count in ((1, 1), (2, 3), (3, 2), (4, 1), (5, 1))}
    apart, lines = going_on(stories, {}, SEEN, (), [line(9), line(5), line(2)])
    assert [one.story for one in apart] == [2, 3, 1]
    assert len(apart) == MOST_APART
    assert [one.story for one in lines] == [4, 5, 9], "each once; those that are not followed at the end"
