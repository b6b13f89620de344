"""How long a point may be, how short what is cut out of a sentence, and the marks at its edges."""

from __future__ import annotations

import pytest

from digests.summarizers.text.lengths import PUNCTUATION, fits, long_enough, skip, trimmed


@pytest.mark.parametrize(
    ("text", "unspaced", "short"),
    [
        ("东" * 80, True, True),
        ("东" * 81, True, False),
        ("东 " * 80, True, True),  # blanks do not count
        ("boat " * 32, False, True),
        ("boat " * 33, False, False),
        ("a " * 32, False, True),
        ("a " * 33, False, False),
        ("b" * 300, False, True),
        ("b" * 301, False, False),
        ("b" * 300, True, False),
    ],
)
def test_a_point_has_at_most_80_characters_or_32_words(text: str, unspaced: bool, short: bool) -> None:
    assert fits(text, unspaced=unspaced) is short


@pytest.mark.parametrize(
    ("text", "unspaced", "enough"),
    [
        ("The council shut the old bridge", False, True),
        ("The council shut the bridge", False, False),
        ("渡船" * 10, True, True),
        ("渡船" * 9 + "停", True, False),
        ("东港市又投资三十亿元造桥", True, True),
        ("东港市又投资30亿元造桥", True, True),
        ("东港又投资三十亿元造桥", True, False),
        ("东港市又投资很多元造座桥", True, False),
        ("渡船" * 10, False, False),
    ],
)
def test_what_is_cut_out_has_20_characters_or_12_with_an_amount_or_6_words(
    text: str, unspaced: bool, enough: bool
) -> None:
    assert long_enough(text, unspaced=unspaced) is enough


@pytest.mark.parametrize(
    ("text", "start", "place"),
    [("，、 东", 0, 3), ("东，港", 1, 2), ("东港", 1, 1), ("“东", 0, 0), ("东。", 1, 1)],
)
def test_a_point_begins_behind_blanks_and_marks(text: str, start: int, place: int) -> None:
    assert skip(text, start) == place


def test_a_point_ends_in_front_of_marks() -> None:
    assert trimmed("东港。，大桥", 4) == 2
    assert trimmed("东港，大桥", 5) == 5
    assert trimmed(f"东{PUNCTUATION}", len(PUNCTUATION) + 1) == 1
    assert trimmed("东港！", 3) == 3
