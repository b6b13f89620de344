"""That somebody spoke is no point, nor is what only announces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digests.summarizers.keypoints import key_points
from digests.summarizers.spans import judged, spans
from digests.summarizers.telling import may_only_tell, only_tells
from digests.summarizers.text.phrases import phrases


def why(text: str) -> str:
    """Why a point may not end where its sentence does."""
    return judged(text, phrases("en"), unspaced=False)[-1].why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Orr said in prepared remarks ahead of his talk tomorrow before the harbour committee.", "speaks"),
        ("Orr told reporters in Hollin today, the news service reported.", "speaks"),
        ("Tina Orr, a spokeswoman for the town, said in an e-mail.", "speaks"),
        ("Orr told the Hollin news agency in May.", "speaks"),
        ("Orr wrote in a note to clients today.", "speaks"),
        ("The mayor of Hollin said in April.", "speaks"),
        # What was said stands there.
        ("Orr said in May the bridge would be shut in June.", ""),
        ("Orr said on Monday no boats sail to Novak.", ""),
        ("Orr said in a letter the boats sail to Novak.", ""),
        ("Orr told the court in Hollin no boat was seen.", ""),
        ("The bridge is shut, Orr told reporters in Hollin.", ""),
        ("Orr said “boats only” in a statement on Monday.", ""),
        ("Orr told reporters in Hollin, who asked for boats.", ""),
        # A colon.
        ("The boats of Hollin are these:", "promises"),
        ("The boats of Hollin are these.", ""),
    ],
)
def test_whole_sentences(text: str, reason: str) -> None:
    assert why(text) == reason


def test_no_point_ends_in_front_of_a_colon() -> None:
    text = "The talks of the council on Monday had a quick effect: The bridge opens on Tuesday."
    ends = judged(text, phrases("en"), unspaced=False)
    assert [end.why for end in ends] == ["promises", ""]


def test_a_speech_is_left_out_where_others_say_what_it_was() -> None:
    whole = "The council of Hollin will shut the old bridge for three weeks in June"
    text = f"{whole}. Tina Orr, a spokeswoman for the town, said in an e-mail."
    assert key_points("", text, "en", 3) == [whole]


def test_no_point_ends_behind_the_reason_in_front_of_what_was_said() -> None:
    text = (
        "Harbour Judge James Orr in Hollin said in a May letter that, because Novak Ferries promised to "
        "sell some boats on fair and open terms, it can’t ask the old court to halt sales of ferries that "
        "use these parts."
    )
    found = {text[start:end] for start, end in spans(text, phrases("en"), unspaced=False)}
    assert not any(each.endswith("terms") for each in found)
    plain = text.replace("that, because", "that")
    found = {plain[start:end] for start, end in spans(plain, phrases("en"), unspaced=False)}
    assert any(each.endswith("terms") for each in found)


@pytest.mark.parametrize(
    ("text", "worth_while"),
    [
        ("Orr SAID in Hollin", True),
        ("Novak Ferries reported today", True),
        ("The bridge is shut", False),
        ("Orr said “no”", False),
        ('Orr said "no"', False),
        ("Orr said « no »", False),
        ("“No”, and the bridge is shut", False),
    ],
)
def test_only_where_a_word_of_speech_stands_and_no_quotation_clauses_are_looked_at(
    text: str, worth_while: bool
) -> None:
    assert may_only_tell(text, text.lower(), phrases("en")) is worth_while
    assert may_only_tell(text, text.lower(), phrases("fr")) is False, "it has no such list"


@pytest.mark.parametrize(
    ("clauses", "told"),
    [
        (["orr said in hollin"], True),
        (["orr said in hollin", "a town of boats"], True),
        (["a town of boats", "orr told reporters in hollin"], True),
        (["a town of boats"], False),
        (["the bridge is shut", "orr said in hollin"], False),
        (["orr said in hollin", "the bridge is shut"], False),
        (["orr said boats sail"], False),
        ([], False),
    ],
)
def test_each_clause_tells_that_somebody_spoke_or_has_no_verb(clauses: list[str], told: bool) -> None:
    assert only_tells(clauses, phrases("en")) is told


def test_without_a_list_of_verbs_any_other_clause_may_have_one() -> None:
    known = replace(phrases("en"), finite=None)
    assert only_tells(["orr said in hollin"], known) is True
    assert only_tells(["orr said in hollin", "a town of boats"], known) is False
