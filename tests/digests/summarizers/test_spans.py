"""Where a sentence may be cut."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from digests.summarizers.clean_sentence import clean, shorten
from digests.summarizers.spans import fits, spans
from digests.summarizers.text.phrases import Phrases, phrases


def cut(text: str, lang: str) -> set[str]:
    unspaced = lang == "zh"
    return {text[start:end] for start, end in spans(text, phrases(lang), unspaced=unspaced)}


@pytest.mark.parametrize(
    ("lang", "text", "possible"),
    [
        (
            "zh",
            "东港市今年投资三十亿元扩建码头，但项目仍需通过环评。",
            {"东港市今年投资三十亿元扩建码头，但项目仍需通过环评"},
        ),
        (
            "zh",
            "东港市今年投资三十亿元扩建码头，工程明年上半年完工。",
            {"东港市今年投资三十亿元扩建码头", "东港市今年投资三十亿元扩建码头，工程明年上半年完工"},
        ),
        (
            "zh",
            "由于原材料价格大幅上涨，公司今年净利润下降三成。",
            {"由于原材料价格大幅上涨，公司今年净利润下降三成", "公司今年净利润下降三成"},
        ),
        ("zh", "公司董事长在会上表示，明年将扩大产能。", {"公司董事长在会上表示，明年将扩大产能"}),
        (
            "en",
            "The council closed the old bridge on Monday, which surprised many drivers.",
            {
                "The council closed the old bridge on Monday",
                "The council closed the old bridge on Monday, which surprised many drivers",
            },
        ),
        (
            "en",
            "The council will close the old bridge, unless the state pays for it.",
            {"The council will close the old bridge, unless the state pays for it"},
        ),
        (
            "en",
            "The owner of the farm, a company based abroad, has spent 240 million euros.",
            {"The owner of the farm, a company based abroad, has spent 240 million euros"},
        ),
        ("en", "It has not found the money for a second ferry.", set()),
    ],
)
def test_cuts(lang: str, text: str, possible: set[str]) -> None:
    assert cut(text, lang) == possible


def test_a_long_sentence_loses_its_opening_but_not_its_speaker() -> None:
    claim = (
        "the clerk of the harbour took the money of nine drivers out of the old wooden box"
        " on the bridge of Hollin on Monday morning of the first week of June"
    )
    assert any(each.startswith("the clerk") for each in cut(f"After nine long weeks of work, {claim}.", "en"))
    for speaker in ("According to the harbour police", "Citing two of the witnesses"):
        assert not any(each.startswith("the clerk") for each in cut(f"{speaker}, {claim}.", "en"))


def test_what_stands_between_commas_goes_when_it_says_nothing_that_is_needed() -> None:
    known = phrases("en")
    assert shorten("Northlight, which is based abroad, has spent it.", known) == "Northlight has spent it."
    kept = "Northlight, which has not paid taxes, has spent it."
    assert shorten(kept, known) == kept


def test_stray_quotes_go_but_for_one_that_opens_a_sentence() -> None:
    known = phrases("en")
    assert clean("The “old bridge is closed.”", known) == "The “old bridge is closed.”"
    assert clean("The old bridge is closed.”", known) == "The old bridge is closed."
    assert clean("“The old bridge is closed.", known) == "“The old bridge is closed."


def test_length_counts_characters_or_words() -> None:
    assert fits("东" * 80, unspaced=True)
    assert not fits("东" * 81, unspaced=True)
    assert fits("a " * 32, unspaced=False)
    assert not fits("a " * 33, unspaced=False)
    assert not fits("a" * 301, unspaced=False)


@pytest.mark.parametrize("lang", ["zh", "en", "fr", "vi", "de", "es", "ru", "ja", "xx"])
def test_noise_begins_with_plain_letters_so_that_most_texts_are_told_quickly(lang: str) -> None:
    known = phrases(lang)
    assert all(len(key) >= 2 or not key.isascii() for key, _ in known.noise)


@pytest.mark.parametrize("lang", ["zh", "en", "fr", "vi", "de", "es", "ru", "ja", "xx"])
def test_no_phrase_matches_nothing_everywhere(lang: str) -> None:
    known = phrases(lang)
    lines = ("cuts", "loose", "fragments", "noise_heads")  # the last two match whole clauses and lines
    for name in {field.name for field in fields(Phrases)}.difference(lines):
        pattern = getattr(known, name)
        assert not isinstance(pattern, re.Pattern) or not pattern.match(""), name
