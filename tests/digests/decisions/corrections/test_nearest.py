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


ROW, MORE = list("abcdefghijklmnop"), ["x", "y", "z", "æ"]


def changed(*more: str, figure: int = 4) -> list[str]:
    """A sentence of a figure, sixteen words and these."""
    return [str(figure), *ROW, *more]


def found(said: list[str], *there: list[str]) -> str:
    return Sentences([(f" {' '.join(each)}\n", each) for each in there]).nearest(said)


@pytest.mark.parametrize(("words_of_it", "alike"), [(20, True), (21, False)])
def test_of_a_point_85_in_a_hundred_words_must_stand_there(words_of_it: int, alike: bool) -> None:
    said = changed(*MORE[: words_of_it - 17], figure=3)
    assert found(said, ROW, changed()) == (" ".join(changed()) if alike else "")


def test_the_same_figure_is_no_change() -> None:
    assert found(changed(), changed()) == ""
    assert found(changed("9"), changed("9")) == ""
    assert found(changed("9"), changed("8")) == " ".join(changed("8")), "one of them is enough"
    assert found(changed("9", figure=3), changed("9")) == " ".join(changed("9"))


def test_the_order_of_words_counts() -> None:
    assert found(changed(figure=3), ["4", *reversed(ROW)]) == ""


def test_what_is_more_alike_is_nearer_wherever_it_stands() -> None:
    near, nearer = changed("x", "y"), changed("z", "æ")
    said = changed("z", "æ", figure=3)
    assert found(said, near, nearer) == found(said, nearer, near) == " ".join(nearer)


def test_what_cannot_be_nearer_is_not_compared(compared: list[int]) -> None:
    assert found(changed("x", figure=3), changed("x"), changed(), changed("y"))
    assert len(compared) == 1


def test_few_of_the_different_words_are_too_few() -> None:
    said = ["3", *["ash"] * 20, *ROW[1:4]]  # of the five different ones
    assert found(said, ["4", *["ash"] * 20, "b"]) != "", "three of them"
    assert found(said, ["4", *["ash"] * 20]) == ""


@pytest.mark.parametrize(("equal", "last"), [(7, True), (8, False)])
def test_eight_sentences_are_compared(equal: int, last: bool) -> None:
    said, other = changed("x"), changed("y", figure=5)
    assert (found(said, *[said] * equal, other) != "") == last


@pytest.mark.parametrize(("length", "read"), [(400, True), (401, False)])
def test_a_sentence_of_more_than_400_words_is_a_list(length: int, read: bool) -> None:
    row = [f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(length - 1)]
    assert (found(["3", *row], ["4", *row]) != "") == read


@pytest.mark.parametrize(("there", "afforded"), [(101, True), (102, False)])
def test_ten_thousand_pairs_of_equal_words_are_compared(there: int, afforded: bool) -> None:
    """99 times 101, and the figure."""
    assert (found(["3", *["ash"] * 99], ["4", *["ash"] * there]) != "") == afforded


def test_one_pair_more_is_not_compared() -> None:
    assert found(["3", *["ash"] * 100], ["4", *["ash"] * 100]) == ""


def test_pairs_are_taken_from_all_that_is_compared() -> None:
    there = Sentences([(" ".join(each), each) for each in (["4", *["ash"] * 75], ["4", *["bay"] * 75])])
    assert there.nearest(["3", *["ash"] * 75]) != ""
    assert there.nearest(["3", *["bay"] * 75]) == ""


def test_words_that_recur_in_a_long_sentence_are_compared_too() -> None:
    row = [f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(55)] * 4
    assert found(["3", *row], ["4", *row]) != ""
    assert found(["3", *row], ["4", "new", *row]) != ""


def test_words_count_in_the_blocks_that_they_stand_in() -> None:
    one, two, three = ROW[:5], list("abcdefg".upper()), ROW[5:11]
    there = ["4", *one, "z", *two[:3], "z", *two[3:], "z", *three, "z", *two]
    assert found(["3", *one, *two, *three], there) == ""
