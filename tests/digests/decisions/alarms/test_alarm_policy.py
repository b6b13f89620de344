"""What admins are told now, what waits, and what needs no telling."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.decisions.alarms.alarm_policy import Choice, choose
from digests.model import Event, EventKind
from tests.conftest import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = NOW + 2 * MINUTE
FAILING, RECOVERED = EventKind.FAILING, EventKind.RECOVERED


def an_event(n: int, kind: EventKind, feed: int = 1, **params: str) -> Event:
    return Event(n, NOW, kind, feed, params)


def test_an_event_waits_a_minute_for_company() -> None:
    ended = an_event(1, EventKind.ENDED)
    assert choose([ended], {}, NOW + 59 * timedelta(seconds=1)) == Choice()
    assert choose([ended], {}, NOW + MINUTE) == Choice((ended,))


def test_what_comes_together_is_told_together() -> None:
    many = tuple(an_event(n, FAILING, n) for n in range(300))
    assert choose(many, {}, LATER).tell == many


def test_what_follows_in_a_trickle_is_gathered() -> None:
    one, dead = an_event(1, FAILING), an_event(2, EventKind.ENDED, 2)
    told = {FAILING: LATER - HOUR / 2}
    assert choose([one, dead], told, LATER).tell == (dead,)
    assert choose([one], told, LATER + HOUR).tell == (one,)
    told = {EventKind.ENDED: LATER - 9 * MINUTE}
    assert choose([dead], told, LATER) == Choice()
    assert choose([dead], told, LATER + MINUTE).tell == (dead,)


PROMISED = {
    EventKind.FAILING: HOUR,
    EventKind.RECOVERED: HOUR,
    EventKind.ENDED: 10 * MINUTE,
    EventKind.MOVED: 10 * MINUTE,
    EventKind.DOUBLED: 10 * MINUTE,
    EventKind.HELD: 10 * MINUTE,
    EventKind.FLOODED: 10 * MINUTE,
    EventKind.SILENT: 10 * MINUTE,
}


@pytest.mark.parametrize("kind", list(EventKind))
def test_how_long_each_kind_is_gathered(kind: EventKind) -> None:
    """Kinds without a pause, such as an outage, are told each time, whenever the last was."""
    event, moment = an_event(1, kind), timedelta(milliseconds=1)
    pause = PROMISED.get(kind, timedelta(0))
    assert choose([event], {kind: LATER - pause}, LATER).tell == (event,)
    assert choose([event], {kind: LATER - HOUR * 24}, LATER).tell == (event,)
    if pause:
        assert choose([event], {kind: LATER - pause + moment}, LATER).tell == ()


def test_what_waits_for_its_kind_is_no_company() -> None:
    """The minute counts from the first that is told, not from one that waits."""
    old, new = an_event(1, FAILING), Event(2, LATER, EventKind.ENDED, 2, {})
    told = {FAILING: LATER - MINUTE}
    assert choose([old, new], told, LATER) == Choice()
    assert choose([old, new], told, LATER + MINUTE).tell == (new,)


def test_an_ordinary_recovery_is_told_when_there_never_was_an_outage() -> None:
    back = an_event(1, RECOVERED, since=NOW.isoformat())
    assert choose([back], {}, LATER).tell == (back,)
    assert choose([back], {}, LATER, outage=True) == Choice((), (back,))
    unknown = an_event(1, RECOVERED)
    assert choose([unknown], {}, LATER, over=LATER).tell == (unknown,)
    assert choose([back], {}, LATER, over=NOW).tell == (back,), (
        "it failed at the end of the outage, not in it"
    )


def test_a_recovery_that_was_told_of_before_drops_no_later_failure() -> None:
    back, failed = an_event(1, RECOVERED), an_event(2, FAILING)
    assert choose([back, failed], {}, LATER) == Choice((back, failed), ())
    twice = [an_event(1, FAILING), an_event(2, RECOVERED), an_event(3, RECOVERED)]
    assert choose(twice, {}, LATER) == Choice((twice[2],), (twice[0], twice[1]))


def test_what_is_dropped_is_dropped_before_anything_is_told() -> None:
    failed, back = an_event(1, FAILING), an_event(2, RECOVERED)
    assert choose([failed, back], {}, NOW) == Choice((), (failed, back))
    assert choose([], {}, NOW) == Choice()


def test_recovered_is_told_only_where_failing_was() -> None:
    failed, back, other = an_event(1, FAILING), an_event(2, RECOVERED), an_event(3, RECOVERED, 2)
    choice = choose([failed, back, other], {}, LATER)
    assert choice.tell == (other,)
    assert choice.drop == (failed, back)


def test_who_recovered_and_fails_again_is_told_of_the_second() -> None:
    first, back, again = an_event(1, FAILING), an_event(2, RECOVERED), an_event(3, FAILING)
    assert choose([first, back, again], {}, LATER).tell == (again,)


def test_an_outage_says_it_for_the_feeds_that_join_it_and_return() -> None:
    failed, back = an_event(1, FAILING), an_event(2, RECOVERED, 2, since=NOW.isoformat())
    dead = an_event(3, EventKind.ENDED, 3)
    assert choose([failed, back, dead], {}, LATER, outage=True) == Choice((dead,), (failed, back))
    assert choose([failed, back], {}, LATER, over=NOW + MINUTE) == Choice((failed,), (back,))
    assert choose([back], {}, LATER, over=NOW - MINUTE).tell == (back,)
