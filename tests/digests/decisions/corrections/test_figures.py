"""Figures: one form for each value, however it is written."""

from __future__ import annotations

import pytest

from digests.decisions.corrections.figures import is_figure, masked, words


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", "12"), ("012", "12"), ("1,200", "1200"), ("1,234,567.5", "1234567p5"), ("3.50", "3p5"),
        ("1，200", "1200"), ("１２", "12"), ("7十", "70"), ("2百", "200"), ("3千", "3000"),
        ("1.2万", "12000"),
        ("1.2萬", "12000"), ("5百万", "5000000"), ("2千万", "20000000"), ("3亿", "300000000"),
        ("3億", "300000000"), ("2百亿", "20000000000"), ("2千亿", "200000000000"), ("1万亿", "1000000000000"),
        ("2 hundred", "200"), ("2 thousand", "2000"), ("40k", "40000"), ("1.5 million", "1500000"),
        ("3m", "3000000"), ("3mn", "3000000"), ("2 billion", "2000000000"), ("2bn", "2000000000"),
        ("2b", "2000000000"), ("1 trillion", "1000000000000"), ("1tn", "1000000000000"), ("5%", "5pct"),
        ("5 %", "5pct"), ("5 percent", "5pct"), ("5 per cent", "5pct"), ("5 pct", "5pct"), ("5％", "5pct"),
        ("2 MILLION", "2000000"),
    ],
)  # fmt: skip
def test_each_value_has_one_form(written: str, value: str) -> None:
    assert words(written) == [value]
    assert words(f"about {written} more") == ["about", value, "more"]


def test_what_is_no_scale_stays_a_word() -> None:
    assert words("5 metres") == ["5", "metres"]
    assert words("3 banks") == ["3", "banks"]
    assert words("10 pctx") == ["10", "pctx"]


def test_figures_inside_names_are_left_as_they_are() -> None:
    assert words("A320neo and v1.2.3") == ["a320neo", "and", "v1", "2", "3"]
    assert words("12,34") == ["12", "34"], "that is no thousand"


def test_what_is_too_long_for_a_figure_is_left() -> None:
    long = "1" * 21
    assert words(f"{long} million") == [long, "million"]
    assert words("1" * 20) == ["1" * 20]


def test_around_figures_words_are_compared() -> None:
    found = words("Profit up 5% in 2026")
    assert [is_figure(word) for word in found] == [False, False, True, False, True]
    assert masked(found) == masked(words("Profit up 9% in 2025"))
    assert masked(found) != masked(words("Profit up sharply in 2026"))
