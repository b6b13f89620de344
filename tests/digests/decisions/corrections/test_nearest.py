"""The sentence that a point became is found without comparing everything with everything."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from digests.decisions.corrections import nearest
from digests.decisions.corrections.changes import changes
from digests.decisions.corrections.figures import words
from digests.decisions.corrections.nearest import MOST_COMPARED, MOST_PAIRS, Sentences
from digests.model import Told


class Counted(SequenceMatcher[str]):
    """A comparison of which is known how many pairs of equal words it looked at."""

    pairs: list[int] = []  # noqa: RUF012 - of all comparisons of a test

    def __init__(self, isjunk: None, a: list[str], b: list[str], autojunk: bool) -> None:
        super().__init__(isjunk, a, b, autojunk)
        self.pairs.append(sum(b.count(word) for word in a))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pairs of each comparison that is made."""
    monkeypatch.setattr(nearest, "SequenceMatcher", Counted)
    monkeypatch.setattr(Counted, "pairs", [])
    return Counted.pairs


def sentences(*said: str) -> Sentences:
    return Sentences([(each, words(each)) for each in said])


def test_a_text_that_repeats_itself_takes_no_more_than_an_ordinary_one(compared: list[int]) -> None:
    points = tuple(f"{'的公司的利润的增长的的' * 6}{n}%的公司" for n in range(11, 17))
    text = "".join(f"{'的公司的利润的增长的的' * 8}{n}%的公司。" for n in range(100, 500))
    changes(Told(1, 1, "T", "。".join(points), points), "T", text)
    assert compared, "else this holds nothing"
    assert sum(compared) <= MOST_PAIRS


def test_no_more_sentences_are_compared_than_can_be_nearest(compared: list[int]) -> None:
    towns = [f"Town {chr(97 + n % 26) * 5} counted {n} houses in the spring of the year." for n in range(400)]
    found = sentences(*towns).nearest(words("Town ccccc counted 900 houses in the spring of the year."))
    assert found == towns[392], "the last of those that are equally near"
    assert 0 < len(compared) <= MOST_COMPARED


def test_what_shares_too_few_words_is_not_compared_at_all(compared: list[int]) -> None:
    there = sentences("The harbour of Ostmark was closed for 3 days.", "houses 4 in counted Bonn spring Town")
    assert there.nearest(words("Town Bonn counted 3 houses in spring.")) == ""
    assert compared == []


def test_a_point_is_still_corrected_beside_one_that_repeats_itself() -> None:
    """What a broken point would take is left to the others."""
    broken, point = "的" * 390 + "5%", "公司全年净利润12.5亿元，同比增长8%"
    text = f"{'的' * 391}6%。{point.replace('12.5', '15.2')}。"
    [amended] = changes(Told(1, 1, "T", f"{broken}。{point}。", (broken, point)), "T", text)
    assert amended.before == point
