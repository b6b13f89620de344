"""When a redirect for good is believed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.decisions.redirects import is_settled, may_follow, seen
from digests.model import Move
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def test_it_takes_three_times_and_a_day() -> None:
    move = Move()
    for n in range(3):
        move = seen(move, "https://new.example/", NOW + n * 12 * HOUR)
        assert is_settled(move, NOW + n * 12 * HOUR) == (n == 2)
    assert not is_settled(Move("https://new.example/", 50, NOW), NOW + 23 * HOUR)
    assert not is_settled(Move("https://new.example/", 2, NOW), NOW + 999 * HOUR)


def test_it_begins_anew_with_another_target() -> None:
    move = seen(Move("https://a.example/", 9, NOW), "https://b.example/", NOW + HOUR)
    assert move == Move("https://b.example/", 1, NOW + HOUR)
    assert seen(move, "", NOW) == Move()


@pytest.mark.parametrize(
    ("old", "new", "login", "may"),
    [
        ("http://a.example/", "https://a.example/", True, True),
        ("https://a.example/", "http://a.example/", False, False),
        ("https://a.example/", "https://b.example/", False, True),
        ("https://a.example/", "https://b.example/", True, False),
        ("https://a.example/x", "https://a.example/y", True, True),
    ],
)
def test_what_may_be_followed(old: str, new: str, login: bool, may: bool) -> None:
    assert may_follow(old, new, login) is may
