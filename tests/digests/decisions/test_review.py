"""When the weekly review is due, through clock changes and after downtime."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from digests.decisions.review import STORIES, next_review, packed, schedule_of, slot_of
from digests.errors import BadInput

SUNDAY = packed(7, time(20))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_weekday_and_a_time_in_one_word() -> None:
    assert SUNDAY == "7T20:00"
    schedule = schedule_of(SUNDAY, "Asia/Shanghai")
    assert schedule is not None
    assert (schedule.times, schedule.weekdays, schedule.zone) == ((time(20),), {7}, "Asia/Shanghai")
    assert schedule_of("", "UTC") is None
    assert next_review("", "UTC", at("2026-03-02T08:00")) is None


@pytest.mark.parametrize("forged", ["8T20:00", "0T20:00", "T20:00", "7T", "7T25:00", "7", "x", "77T20:00"])
def test_what_is_forged_is_refused(forged: str) -> None:
    with pytest.raises(BadInput) as refused:
        schedule_of(forged, "UTC")
    assert refused.value.code == "dead_button"


def test_every_weekday_is_one() -> None:
    days = [schedule_of(packed(day, time(8)), "UTC") for day in range(1, 8)]
    assert [one.weekdays for one in days if one] == [{day} for day in range(1, 8)]
    assert STORIES == 10


def test_it_comes_once_a_week_at_the_local_time() -> None:
    first = next_review(SUNDAY, "Asia/Shanghai", at("2026-03-02T08:00"))
    assert first == at("2026-03-08T12:00")
    assert next_review(SUNDAY, "Asia/Shanghai", first) == at("2026-03-15T12:00")


def test_the_local_time_holds_through_a_clock_change() -> None:
    before = next_review(SUNDAY, "Europe/Berlin", at("2026-03-20T00:00"))
    assert before == at("2026-03-22T19:00")
    assert next_review(SUNDAY, "Europe/Berlin", before) == at("2026-03-29T18:00")


def test_a_time_inside_the_gap_comes_at_its_end() -> None:
    night = packed(7, time(2, 30))
    assert next_review(night, "Europe/Berlin", at("2026-03-24T00:00")) == at("2026-03-29T01:00")


def test_several_that_were_missed_are_one_named_apart_from_digests() -> None:
    due = at("2026-03-08T20:00")
    slot, name = slot_of(SUNDAY, "UTC", due, due + timedelta(days=16))
    assert slot == at("2026-03-22T20:00")
    assert name == "review 2026-03-22T20:00 UTC"
    assert slot_of(SUNDAY, "UTC", due, due) == (due, "review 2026-03-08T20:00 UTC")
    late = due + timedelta(hours=3)
    assert slot_of(SUNDAY, "UTC", late, late) == (due, "review 2026-03-08T20:00 UTC"), "it was put off"
    assert slot_of("", "UTC", late, late)[0] == late
