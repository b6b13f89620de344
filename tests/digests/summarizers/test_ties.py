"""What leans on the sentence before from within, and what opens behind a colon."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import key_points
from digests.summarizers.reference import Leans, tied
from digests.summarizers.spans import spans
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Sales of such older boats go on.", True),
        ("Sales of old boats will therefore go on.", True),
        ("Sales of boats such as ferries go on.", False),
        ("Sales of such boats as Orr’s go on.", False),
        ("Such a sale goes on.", False),
        ("Sales of such a boat go on.", False),
    ],
)
def test_a_tie_leans_on_the_sentence_before(text: str, leans: bool) -> None:
    article = units(f"Hollin sells all of its ferries. {text}", "en", phrases("en"))
    found = tied(article, 1, phrases("en"))(0, len(text))
    assert found == (Leans(0, strictly=True) if leans else None)


def test_what_is_cut_off_in_front_of_a_tie_leans_on_nothing() -> None:
    text = "The boats sail on, and such boats are old."
    known = phrases("en")
    article = units(f"Hollin sells all of its ferries. {text}", "en", known)
    assert tied(article, 1, known)(0, 17) is None
    assert tied(article, 1, known)(19, len(text)) == Leans(0, strictly=True)
    assert tied(units(text, "en", known), 0, known)(0, len(text)) is None, "nothing stands before"
    asked = units(f"Does Hollin sell all of its ferries? {text}", "en", known)
    assert tied(asked, 0, known)(0, len(text)) == Leans(-1, strictly=True), "a question is no point"
    assert tied(article, 1, phrases("fr"))(0, len(text)) is None


def test_a_sentence_opens_behind_a_colon() -> None:
    text = "The talks of the council on Monday had a quick effect: The old bridge opens again on Tuesday."
    known = phrases("en")
    found = {text[start:end] for start, end in spans(text, known, unspaced=False)}
    assert found == {text[:-1], "The old bridge opens again on Tuesday"}
    small = text.replace("The old", "the old")
    assert {small[start:end] for start, end in spans(small, known, unspaced=False)} == {small[:-1]}


def test_no_point_is_tied_to_what_is_not_shown() -> None:
    first = "When the council spoke in Hollin, you knew of the old boats?"
    last = "The harbour of Hollin will be shut for nine weeks from May on."
    text = f"{first} Sales of such old boats will therefore go on for long. {last}"
    assert key_points("", text, "en", 3) == [last[:-1]]
