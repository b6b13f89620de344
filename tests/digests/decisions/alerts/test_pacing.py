"""When alerts come: gathered, never later than twenty seconds, never more than an hour may have."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.alerts.pacing import (
    BESIDE,
    CHOICES,
    HOUR,
    LONGEST,
    SILENCE,
    has_room,
    is_being_made,
    ready_at,
    resumes,
)
from tests.conftest import NOW

MOMENTS = st.floats(0, 4 * 3600).map(lambda seconds: NOW + timedelta(seconds=seconds))
MOST = st.sampled_from(CHOICES)


@given(MOMENTS, MOMENTS)
def test_it_waits_for_silence_but_not_for_long(one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    at = ready_at(first, last)
    assert first < at <= first + LONGEST
    assert at - last >= SILENCE or at == first + LONGEST


@given(st.lists(MOMENTS, max_size=200), MOST)
def test_no_hour_has_more_than_it_may(wishes: list[datetime], most: int) -> None:
    sent = list[datetime]()
    for now in sorted(wishes):
        if has_room(sent, most, now):
            sent.append(now)
    for at in sent:
        assert sum(at <= each < at + HOUR for each in sent) <= most


@given(st.lists(MOMENTS, max_size=60, unique=True), MOST)
def test_what_is_said_of_the_next_one_is_true(wishes: list[datetime], most: int) -> None:
    """There is no room until the moment that the last one names, and there is from then on."""
    sent, named = list[datetime](), None
    for now in sorted(wishes):
        room = has_room(sent, most, now)
        assert room is (named is None or now >= named)
        if room:
            named = resumes(sent, most, now)
            assert named is None or now < named <= now + HOUR
            sent.append(now)


@given(st.lists(MOMENTS, min_size=1, max_size=60))
def test_nobody_waits_for_ever(wishes: list[datetime]) -> None:
    assert has_room(wishes, 1, max(wishes) + HOUR)


def test_a_digest_that_was_due_a_moment_ago_is_waited_for() -> None:
    assert is_being_made(NOW, NOW)
    assert is_being_made(NOW, NOW + BESIDE - timedelta(seconds=1))
    assert not is_being_made(NOW, NOW + BESIDE), "it may never come"
    assert not is_being_made(NOW + timedelta(seconds=1), NOW)
    assert not is_being_made(None, NOW)
