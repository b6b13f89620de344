"""Names that may have been meant: slips and parts are found, chance likeness is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.suggestions import nearest

NAMES = [
    "Climate",
    "Railways",
    "Travel",
    "Glaciers",
    "Central banks",
    "Transport",
    "Tesla",
    "AI",
    "Right to repair",
]
SIGNS = ["新能源", "新能源汽车", "蔚来", "人工智能", "白酒", "军工"]


def near(typed: str, names: list[str]) -> list[str]:
    return [names[n] for n in nearest(typed, names, 6)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("climte", ["Climate"]),
        ("CLIMATE change", ["Climate"]),
        ("Rail", ["Railways"]),
        ("banks", ["Central banks"]),
        ("Telsa", ["Tesla"]),
        ("repair", ["Right to repair"]),
        ("tr", ["Travel", "Transport"]),
        ("labor law", []),
        ("tech", []),
        ("what of the climate now", ["Climate"]),
        ("late", []),
        ("train", []),
        ("ravel", []),
        ("central railway", ["Railways"]),
        ("5G", []),
        ("stock market", []),
        ("ai in medicine", []),
        ("", []),
    ],
)
def test_letters(typed: str, meant: list[str]) -> None:
    assert near(typed, NAMES) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("新能元", ["新能源", "新能源汽车"]),
        ("能源", ["新能源", "新能源汽车"]),
        ("蔚莱", ["蔚来"]),
        ("人工智慧", ["人工智能"]),
        ("今日天气", []),
        ("蔚来汽车", ["蔚来"]),
        ("人工呼吸", []),
    ],
)
def test_signs(typed: str, meant: list[str]) -> None:
    assert near(typed, SIGNS) == meant


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_whatever_is_typed_a_name_that_is_the_same_comes_first(typed: str, names: list[str]) -> None:
    found = nearest(typed, [*names, typed], 20)
    assert len(found) == len(set(found))
    if typed.strip() and typed.isalpha() and typed.islower() and typed.isascii():
        assert [*names, typed][found[0]].strip().lower() == typed
