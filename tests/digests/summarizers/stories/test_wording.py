"""Two statements that say the same, in the same words or in others."""

from __future__ import annotations

import pytest

from digests.summarizers.candidates import common_words
from digests.summarizers.stories.wording import Said, alike, content


def words(text: str, lang: str = "en") -> list[str]:
    return content(text, lang, common_words(lang))


def test_words_that_mean_something() -> None:
    assert words("The ferries, with 12 people, were at Hollin!") == ["ferri", "peopl", "holli"]
    assert words("12人，受伤。", "zh") == ["人", "受", "伤"]
    assert words("事故造成 Northlight 停产", "zh")[4:6] == ["N".lower(), "o"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a b c d e", "a b c x y", True),  # three of five
        ("a b c d e", "a b x y z", False),
        ("a b", "a b", False),  # too few to tell
        ("a b c", "a b c", True),
        ("a b c", "c b a d e f g h i", True),  # of the shorter
        ("a b c d e f", "a b c x y z", False),  # half
    ],
)
def test_alike_is_three_words_and_most_of_the_shorter(one: str, other: str, *, same: bool) -> None:
    assert alike(one.split(), other.split()) is alike(other.split(), one.split()) is same


def test_what_was_said_is_held_in_any_order_and_with_any_figure() -> None:
    said = Said()
    assert not said.holds("x", [])
    said.add("Police arrested 12 people in Hollin", words("Police arrested 12 people in Hollin"))
    said.add("Tolls", [])
    for text, held in (
        ("In Hollin 15 people were arrested by police", True),
        ("Police arrested nobody in Marden", False),
        ("Tolls", True),
        ("Tolls rise", False),
    ):
        assert said.holds(text, words(text)) is held
