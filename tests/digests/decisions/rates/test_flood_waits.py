"""What a flood wait covers, case by case."""

from __future__ import annotations

import pytest

from digests.decisions.rates.flood_waits import End, FloodWaits, Verdict

HOURS = 21_600.0


def _refused(waits: FloodWaits, chat: str, seconds: float, now: float, *, crowded: bool = False) -> Verdict:
    """A message that was on its way for a twentieth of a second."""
    return waits.refused(chat, seconds, now - 0.05, now, crowded=crowded)


def _held(now: float = 100.0, seconds: float = HOURS) -> FloodWaits:
    """Two chats were told so long, the second one at that time."""
    waits = FloodWaits()
    _refused(waits, "1", seconds, now - 0.1)
    assert _refused(waits, "2", seconds + 7, now) == Verdict(pytest.approx(seconds - 0.1), overloaded=True)
    return waits


def test_a_chats_wait_is_that_chats() -> None:
    waits = FloodWaits()
    assert _refused(waits, "1", HOURS, 100.0, crowded=True) == Verdict(0.0, overloaded=False)
    assert (waits.wait(100.0, answer=False), waits.silent(100.0), waits.left(100.0)) == (0, 0, 0)
    assert not waits.probes(100.0)


def test_the_same_chat_again_is_no_second_one() -> None:
    waits = FloodWaits()
    _refused(waits, "1", HOURS, 100.0)
    assert _refused(waits, "1", HOURS, 100.3) == Verdict()


@pytest.mark.parametrize(("apart", "held"), [(0.0, True), (1.0, True), (1.01, False)])
def test_two_chats_within_a_second_look_like_everybody(apart: float, held: bool) -> None:
    waits = FloodWaits()
    _refused(waits, "1", 50.0, 100.0)
    verdict = _refused(waits, "2", 60.0, 100.0 + apart)
    assert verdict == (Verdict(pytest.approx(50 - apart), overloaded=True) if held else Verdict())
    assert waits.left(101.0 + apart) == pytest.approx(49 - apart if held else 0)


def test_the_shortest_of_three_counts() -> None:
    waits = FloodWaits()
    _refused(waits, "1", 50.0, 100.0)
    _refused(waits, "2", 60.0, 100.1)
    assert _refused(waits, "3", 9.0, 100.2) == Verdict(9.0)
    assert _refused(waits, "4", HOURS, 100.3) == Verdict(pytest.approx(8.9))
    assert waits.left(100.3) == pytest.approx(8.9)
    assert waits.left(109.2) == 0


@pytest.mark.parametrize(("begun", "held"), [(99.99, True), (100.0, False), (100.01, False)])
def test_only_a_success_begun_after_a_refusal_tells_chats_apart(begun: float, held: bool) -> None:
    waits = FloodWaits()
    _refused(waits, "1", 50.0, 100.0)
    assert waits.succeeded(begun, 100.2) is End.NONE
    assert (waits.refused("2", 50.0, 100.1, 100.3, crowded=False).seconds > 0) is held


def test_one_chat_told_a_second_is_believed_where_the_limit_is_used_up_now_and_then() -> None:
    waits = FloodWaits()
    assert _refused(waits, "1", 1.0, 100.0, crowded=False) == Verdict()
    assert _refused(waits, "2", 1.01, 110.0, crowded=True) == Verdict()
    assert _refused(waits, "3", 1.0, 120.0, crowded=True) == Verdict(1.0, overloaded=False)
    assert _refused(waits, "4", 1.0, 159.9, crowded=True) == Verdict()
    assert _refused(waits, "5", 1.0, 170.0, crowded=True) == Verdict(1.0, overloaded=False)
    assert _refused(waits, "6", 1.0, 208.0, crowded=True) == Verdict()
    assert _refused(waits, "7", 1.0, 210.0, crowded=True).seconds == 1.0, "40 s later"


def test_a_short_hold_is_waited_out() -> None:
    waits = _held(seconds=2.1)
    assert waits.wait(100.0, answer=True) == pytest.approx(2.0)
    assert waits.wait(101.0, answer=False) == waits.silent(101.0) == pytest.approx(1.0)
    assert waits.wait(102.0, answer=False) == waits.silent(102.0) == 0
    assert not waits.probes(102.0)


def test_a_hold_of_more_than_two_seconds_is_probed() -> None:
    waits = _held(seconds=2.2)
    assert waits.silent(100.0) == 1


def test_a_long_hold_is_probed_ever_more_rarely_by_digests_and_each_minute_by_answers() -> None:
    waits, now = _held(), 100.0
    for gap in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600):
        assert waits.wait(now, answer=False) == waits.silent(now) == pytest.approx(gap)
        assert waits.wait(now, answer=True) == pytest.approx(min(gap, 60))
        now += gap
        assert waits.wait(now, answer=False) == pytest.approx(0)
        assert waits.probes(now)
        waits.refused(f"{now}", HOURS, now, now, crowded=False)


def test_nobody_goes_beside_a_probe_but_digests_may_come() -> None:
    waits = _held()
    assert waits.silent(101.0) == 0
    assert waits.probes(101.0)
    assert waits.wait(101.1, answer=True) == waits.wait(101.1, answer=False) == pytest.approx(0.9)
    assert waits.silent(101.1) == 0
    assert waits.wait(102.0, answer=False) == 0, "one that hangs does not stop the next"
    waits.refused("3", HOURS, 101.0, 101.3, crowded=False)
    assert waits.silent(101.3) == 2


def test_the_refusal_of_what_was_on_its_way_before_is_no_probes() -> None:
    waits = _held()
    waits.refused("3", HOURS, 99.99, 100.5, crowded=False)
    assert waits.silent(100.5) == 0.5
    waits.refused("4", HOURS, 100.0, 100.6, crowded=False)
    assert waits.silent(100.6) == 2


def test_the_first_success_ends_a_hold() -> None:
    waits = _held()
    assert waits.succeeded(99.99, 100.5) is End.NONE, "begun before it"
    assert waits.left(100.5) > 0
    assert waits.succeeded(100.0, 100.6) is End.REFUTED
    assert waits.left(100.6) == 0
    assert waits.succeeded(100.0, 100.7) is End.NONE


def test_a_hold_that_a_probe_confirmed_was_no_mistake() -> None:
    waits = _held()
    waits.refused("3", HOURS, 101.0, 101.1, crowded=False)
    assert waits.succeeded(103.1, 103.2) is End.OVER


def test_after_a_hold_nothing_of_it_is_left() -> None:
    waits = _held(seconds=5.0)
    assert waits.succeeded(106.0, 106.1) is End.NONE
    assert _refused(waits, "3", HOURS, 107.0) == Verdict()


def test_a_hold_from_elsewhere_is_one_like_others_and_replaces_none() -> None:
    waits = FloodWaits()
    waits.hold(100.0, 100.0)
    assert waits.left(100.0) == 0
    waits.hold(150.0, 100.0)
    assert (waits.left(100.0), waits.silent(100.0)) == (50, 1)
    waits.hold(900.0, 100.0)
    assert waits.left(100.0) == 50
    waits.hold(160.0, 155.0)
    assert (waits.left(155.0), waits.silent(155.0)) == (5, 1)
    short = FloodWaits()
    short.hold(102.0, 100.0)
    assert short.silent(100.0) == 2
