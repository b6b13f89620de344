"""Why a point may not end behind a clause, where two clauses decide it together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digests.summarizers.ends import Ends
from digests.summarizers.spans import clauses, judged
from digests.summarizers.text.phrases import phrases

EN = phrases("en")


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        # What was quoted was said, wherever it stands.
        ("“Nine boats”, Orr said in a statement on Monday.", ["short", ""]),
        # A name of the place is no more than the place.
        ("Orr said in Hollin, a small town.", ["short", "speaks"]),
        ("Orr said in Hollin, the town fell.", ["trails", ""]),
        # What "while" opens states nothing, also where no mark stands before it.
        (
            "The long row of very old boats while the bridge was shut, which surprised many.",
            ["states", "states", ""],
        ),
        (
            "The long row of very old boats and it was shut, which surprised many.",
            ["states", "", ""],
        ),
    ],
)
def test_two_clauses(text: str, reasons: list[str]) -> None:
    assert [end.why for end in judged(text, EN, unspaced=False)] == reasons


def test_only_clauses_of_the_stretch_count_where_no_verbs_are_listed() -> None:
    text = "After many long years of talks in Hollin, the old bridge was shut, which surprised many."
    known = replace(EN, finite=None, trailing=None)
    parts = clauses(text, EN)
    ends = Ends(text, parts, known, unspaced=False)
    assert [ends.refusal(0, begin, cut, cut - 1) for begin, cut in parts] == ["states", "", ""]
    text = "The mayor of the town of Hollin warned, after many weeks of talks, of floods in May."
    parts = clauses(text, EN)
    assert Ends(text, parts, known, unspaced=False).refusal(0, *parts[0], parts[0][1] - 1) == "states"
