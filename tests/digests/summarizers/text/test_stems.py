"""By what words are compared: their first letters, and in English which way something moved."""

from __future__ import annotations

import pytest

from digests.summarizers.text.stems import first_letters, stems, stems_of


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("rose", stems_of("en")("climbs")),
        ("slid", stems_of("en")("tumbling")),
        ("bond", "bond"),
        ("bonds", "bond"),
        ("boss", "bo"),
        ("s", "s"),
        ("ss", "ss"),
        ("harbour", "harbo"),
        ("harbours", "harbo"),
        ("towns", "town"),
        ("town_s", "town_"),
        ("taxx", "taxx"),
    ],
)
def test_what_a_word_is_compared_by(word: str, stem: str) -> None:
    assert stems_of("en")(word) == stem


def test_ways_are_no_words() -> None:
    stem = stems_of("en")
    assert stem("rose") != stem("fell")
    assert {stem("rose"), stem("fell")}.isdisjoint({"up", "down", "rose", "fell"})


def test_of_many_words() -> None:
    assert stems(["rise", "bonds", "harbours"], stems_of("en")) == [stems_of("en")("gain"), "bond", "harbo"]
    assert stems(["bateaux", "mer"], first_letters) == ["batea", "mer"]
    assert stems_of("xx") is first_letters
