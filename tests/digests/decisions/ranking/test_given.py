"""The line of digests that a chat was given says again what was put into it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given as examples
from hypothesis import strategies as st

from digests.decisions.alerts.pacing import CHOICES
from digests.decisions.ranking.given import MOST, REMEMBERED, Given, among, before, given, latest, recent

LINES = st.lists(st.builds(Given, st.integers(0, 10**9), st.integers(0, 999)), max_size=20)


@examples(LINES, st.integers(0, 30))
def test_what_was_cut_off_says_nothing_and_the_rest_says_the_same(line: list[Given], cut: int) -> None:
    told = "".join(one.entry() for one in line)
    assert given(told) == tuple(line)
    left = given(told[:-cut] if cut else told)
    assert left == tuple(line[: len(left)])


@examples(LINES, st.integers(0, 10**9))
def test_old_digests_are_forgotten_and_those_that_came_to_nothing_taken_back(
    line: list[Given], digest: int
) -> None:
    told = "".join(one.entry() for one in line)
    assert given(recent(told, digest)) == tuple(one for one in line if one.digest >= digest)
    assert given(before(told, digest)) == tuple(one for one in line if one.digest < digest)


@examples(LINES, st.sets(st.integers(0, 10**9)), st.integers(0, 30), st.integers(0, 30))
def test_parts_of_the_line_are_read_without_the_whole(
    line: list[Given], digests: set[int], most: int, cut: int
) -> None:
    told = "".join(one.entry() for one in line)
    told = told[:-cut] if cut else told
    wanted = digests | {one.digest for one in line[::2]}
    assert latest(told, most) == given(told)[:most]
    assert among(told, wanted) == [one for one in given(told) if one.digest in wanted]


def test_it_holds_two_weeks_of_as_many_alerts_as_there_may_be() -> None:
    hours = REMEMBERED // timedelta(hours=1)
    assert hours * CHOICES[-1] * len(Given(12_345_678, 50).entry()) <= MOST


def test_long_lines_are_read_like_short_ones() -> None:
    line = [Given(n, 1) for n in range(9_000, 0, -1)]
    told = "".join(one.entry() for one in line)
    assert given(recent(told, 8_000)) == tuple(line[:1_001])
