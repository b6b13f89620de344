"""The same change of a figure is told once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digests.decisions.corrections.once import once
from digests.model import Amendment, AmendmentKind, Correction

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TITLE, FIGURE, NOTE = AmendmentKind.TITLE, AmendmentKind.FIGURE, AmendmentKind.NOTE
KILLED = Amendment(FIGURE, "12 people were killed.", "15 people were killed.")


def kept(*amendments: Amendment) -> list[Amendment]:
    """What is told of amendments, each of a correction of its own."""
    corrections = [Correction(n, 1, NOW, NOW, (each,)) for n, each in enumerate(amendments)]
    return [each for one in once(corrections) for each in one.amendments]


@pytest.mark.parametrize(
    "again",
    [
        Amendment(FIGURE, "The fire killed 12.", "The fire killed 15, the mayor said.", "Pier Times"),
        Amendment(FIGURE, "12人死亡。", "市长说有15人死亡。"),
        KILLED,
    ],
)
def test_the_same_new_figure_is_not_told_again(again: Amendment) -> None:
    assert kept(KILLED, again) == [KILLED]


@pytest.mark.parametrize(
    "other",
    [
        Amendment(FIGURE, "12 people were killed.", "16 people were killed."),
        Amendment(FIGURE, "The fire killed 13.", "The fire killed 15."),
        Amendment(FIGURE, "12 were killed, 3 hurt.", "15 were killed, 4 hurt."),
        Amendment(TITLE, "12 killed in a fire", "15 killed in a fire"),
        Amendment(NOTE, "", "Correction: 15 people were killed, not 12."),
        Amendment(AmendmentKind.WITHDRAWN, "12 people were killed.", ""),
    ],
)
def test_what_says_more_or_something_else_is_told(other: Amendment) -> None:
    assert kept(KILLED, other) == [KILLED, other]


def test_a_title_says_it_for_the_points() -> None:
    title = Amendment(TITLE, "12 killed in a fire", "15 killed in a fire")
    assert kept(title, KILLED) == [title]
