"""The phrases of a language: how its lists are read, and what they are asked."""

from __future__ import annotations

from dataclasses import fields

import pytest

from digests.summarizers.text.phrases import phrases


@pytest.mark.parametrize(
    ("lang", "clause", "more"),
    [
        ("en", "The council shut the bridge and", True),
        ("en", "The council shut the BRIDGE AND", True),
        ("en", "and", True),
        ("en", "The council shut the bridge or", True),
        ("en", "The council heard a band", False),
        ("en", "The council opens the bridge in May", False),
        ("en", "The council hopes that it may", True),
        ("en", "The council shut the bridge", False),
        ("en", "", False),
        ("zh", "东港市关闭了老桥和", True),
        ("zh", "东港市关闭了老桥", False),
        ("xx", "The council shut the bridge and", False),
    ],
)
def test_a_last_word_that_promises_more(lang: str, clause: str, more: bool) -> None:
    assert phrases(lang).promises(clause) is more


@pytest.mark.parametrize(
    ("lang", "text", "left"),
    [
        ("en", "The bridge is shut", "The bridge is shut"),
        ("en", "• However, it was noted that the bridge is shut", "the bridge is shut"),
        ("en", "HOWEVER, meanwhile, the bridge is shut", "the bridge is shut"),
        ("xx", "• 2) The bridge is shut", "The bridge is shut"),
        ("xx", "However, the bridge is shut", "However, the bridge is shut"),
    ],
)
def test_all_openings_are_taken_off(lang: str, text: str, left: str) -> None:
    start = phrases(lang).strip(text)
    assert (start, text[start:]) == (len(text) - len(left), left)


def test_openings_are_looked_for_behind_a_place() -> None:
    text = "However, the bridge. However, the ferry"
    assert text[phrases("en").strip(text, text.rindex("However")) :] == "the ferry"
    assert phrases("en").strip(text, 3) == 3


def test_the_noise_that_a_text_may_hold_is_told_by_plain_letters() -> None:
    assert [key for key, _ in phrases("xx").noise] == ["http", "©"], "without what may be left out"
    [(key, pattern)] = phrases("xx").suspects("See HTTPS://harbour.example for boats")
    assert (key, bool(pattern.search("HTTP://x")), bool(pattern.search("http"))) == ("http", True, False)
    assert phrases("xx").suspects("The bridge is shut") == ()
    keys = [key for key, _ in phrases("en").noise]
    assert len(keys) == len(set(keys)) > 20


def test_expressions_of_the_same_letters_are_one() -> None:
    [pattern] = [own for key, own in phrases("en").noise if key == "read "]
    assert pattern.search("read more: boats")
    assert pattern.search("read the full story")
    assert not pattern.search("read a story")


def test_a_list_that_is_missing_matches_nothing_or_does_not_apply() -> None:
    known = phrases("xx")
    without = [field.name for field in fields(known) if getattr(known, field.name) is None]
    assert without == ["trailing", "finite", "thing", "speaker", "relative", "result"]
    assert not known.unfit.search("")
    assert (known.tells, known.ties) == ((), ())
    assert known is not phrases("en")


@pytest.mark.parametrize(("text", "found"), [("was shut", True), ("sailed", True), ("boats", False)])
def test_verbs_stand_in_for_their_names(text: str, found: bool) -> None:
    """Those that come often and, in its list, any regular past."""
    assert bool(phrases("en").bound.match(f"Monday {text}")) == found
    assert bool(phrases("en").finite.search(text)) == found  # type: ignore[union-attr]


def test_two_lists_are_in_small_letters() -> None:
    known = phrases("en")
    assert known.finite
    assert known.finite.search("the bridge is shut")
    assert not known.finite.search("THE BRIDGE IS SHUT")
    assert known.speech.search("the mayor said")
    assert not known.speech.search("THE MAYOR SAID")
    assert known.turns.match("BUT the ferry sails")
