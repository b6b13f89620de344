"""When a correction is told, and what becomes of several."""

from __future__ import annotations

from datetime import timedelta

from digests.decisions.corrections.timing import APART, TOLD_FOR, merged, tell_at
from digests.model import Amendment, AmendmentKind
from tests.conftest import NOW

TITLE, FIGURE, NOTE = AmendmentKind.TITLE, AmendmentKind.FIGURE, AmendmentKind.NOTE


def test_the_first_is_told_at_once_and_the_next_an_hour_after_it() -> None:
    assert tell_at(NOW, None) == NOW
    assert tell_at(NOW, NOW - timedelta(minutes=20)) == NOW + timedelta(minutes=40)
    assert tell_at(NOW, NOW + timedelta(minutes=30)) == NOW + timedelta(minutes=90)
    assert tell_at(NOW, NOW - APART) == tell_at(NOW, NOW - timedelta(days=1)) == NOW


def test_a_title_that_changes_twice_is_told_from_the_first_to_the_last() -> None:
    found = merged([Amendment(TITLE, "A", "B")], [Amendment(TITLE, "B", "C")])
    assert found == (Amendment(TITLE, "A", "C"),)


def test_a_slip_between_two_changes_of_a_title_parts_them_not() -> None:
    found = merged([Amendment(TITLE, "A", "B")], [Amendment(TITLE, "B.", "C")])
    assert found == (Amendment(TITLE, "A", "C"),)


def test_messages_are_changed_for_two_days() -> None:
    assert timedelta(hours=48) == TOLD_FOR
    assert timedelta(hours=1) == APART


def test_what_was_changed_back_is_nothing() -> None:
    assert merged([Amendment(TITLE, "A", "B")], [Amendment(TITLE, "B", "A")]) == ()


def test_figures_are_followed_each_by_itself() -> None:
    waiting = [Amendment(FIGURE, "1 dog", "2 dogs"), Amendment(FIGURE, "3 cats", "4 cats")]
    found = merged(waiting, [Amendment(FIGURE, "4 cats", "5 cats"), Amendment(FIGURE, "7 owls", "8 owls")])
    assert found == (
        Amendment(FIGURE, "1 dog", "2 dogs"),
        Amendment(FIGURE, "3 cats", "5 cats"),
        Amendment(FIGURE, "7 owls", "8 owls"),
    )


def test_another_kind_is_another_amendment() -> None:
    found = merged([Amendment(TITLE, "A", "B")], [Amendment(NOTE, "", "B")])
    assert [each.kind for each in found] == [TITLE, NOTE]


def test_no_more_than_can_be_read_are_kept() -> None:
    waiting = [Amendment(FIGURE, f"{n}", f"{n}0") for n in range(3)]
    assert merged(waiting, [Amendment(TITLE, "A", "B")]) == tuple(waiting)


def test_what_is_withdrawn_needs_nothing_else() -> None:
    gone = Amendment(AmendmentKind.WITHDRAWN, "A", "")
    assert merged([Amendment(TITLE, "A", "B")], [gone]) == (gone,)


def test_what_another_source_takes_back_leaves_what_waits() -> None:
    """Its points go; what else changed of the story is still told."""
    gone = Amendment(AmendmentKind.WITHDRAWN, "14 lost", "", "Pier Times")
    waiting = Amendment(TITLE, "A", "B")
    assert merged([waiting], [gone]) == (waiting, gone)


def test_figures_of_two_sources_do_not_continue_each_other() -> None:
    """One came from 14 to 41, the other from 41 to 57: these are two corrections."""
    one, other = Amendment(FIGURE, "14", "41", "Pier Times"), Amendment(FIGURE, "41", "57", "Basin News")
    assert merged([one], [other]) == (one, other)
    again = Amendment(FIGURE, "41", "57", "Pier Times")
    assert merged([one], [again]) == (Amendment(FIGURE, "14", "57", "Pier Times"),)
