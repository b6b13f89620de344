"""What a story is to a chat: news, news again, a follow-up, or known."""

from __future__ import annotations

import pytest

from digests.decisions.ranking.reports import reports_of
from digests.decisions.ranking.told import Heard, follow_up, heard
from digests.decisions.selection import History, choose
from digests.model import Candidate, FollowUp
from tests.digests.decisions.ranking.candidates import FINANCE, candidate


def of(*numbers: int) -> list[Candidate]:
    return [candidate(n, story=1, hours=20 - n) for n in numbers]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (1, 2, Heard.GOES_ON),
        (1, 3, Heard.AGAIN),
        (2, 3, Heard.GOES_ON),
        (2, 4, Heard.AGAIN),
        (3, 5, Heard.GOES_ON),
        (3, 6, Heard.AGAIN),
    ],
)
def test_twice_the_sources_and_three_at_least_make_it_news_again(
    before: int, now: int, expected: Heard
) -> None:
    reports = reports_of(of(*range(1, now + 1)))
    assert heard(1, reports, {1: before}, seen=before) is expected
    assert heard(1, reports, {2: 1}, seen=before) is Heard.NEWS
    assert heard(1, reports, {1: before}, seen=now) is Heard.KNOWN


def test_a_follow_up_says_what_is_new_the_best_first_then_the_newest() -> None:
    posts = [*of(1, 2, 4, 5), candidate(3, story=1, hours=1, length=2000), candidate(6, story=1, article=1)]
    found = follow_up(1, reports_of(posts), 2, seen=2)
    assert found == FollowUp(1, (3, 5, 4), ("Paper 4", "Paper 5", "Paper 3"), 2, 5)


def test_follow_ups_stand_by_their_weight() -> None:
    small = [candidate(n, story=1) for n in (1, 2, 11)]
    large = [candidate(n, story=20) for n in (20, 21, 22, 23, 24)]
    history = History(told={1: 2, 20: 4}, seen=10)
    chosen = choose([*small, *large], [FINANCE], 9, size=9, history=history)
    assert chosen.picks == []
    assert [one.story for one in chosen.follow_ups] == [20, 1]
