"""The line of digests that a chat was given says again what was put into it."""

from __future__ import annotations

from hypothesis import given as examples
from hypothesis import strategies as st

from digests.decisions.ranking.given import Given, before, given, recent

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
