"""Reports laid out to be weighed: how much of each is read, in which language, and what of later ones."""

from __future__ import annotations

import pytest

from digests.model import ReportText
from digests.summarizers.stories.joined import join, telling


def sentence(n: int) -> str:
    """A sentence of 61 letters with words of its own."""
    return f"The council of a{n:03}town opened b{n:03}bridge c{n:03}near d{n:03}lake on eve{n:03}. "


def report(text: str, lang: str = "en", number: int = 0) -> ReportText:
    return ReportText(number, "", text.strip(), lang, str(number))


def test_the_first_report_that_states_anything_comes_first() -> None:
    first, later = join([report(""), report(sentence(1)), report(sentence(2))])
    assert [each.report for each in first.places] == [1]
    assert [each.report for each in later.places] == [2]
    assert len(first.voices) == 3


@pytest.mark.parametrize(("lang", "used"), [("zh-Hans", "zh"), ("de", "de"), ("", "en")])
def test_a_language_that_is_given_counts(lang: str, used: str) -> None:
    text = "The harbour of the town was closed, and the ferry that had left was called back."
    assert join([report(text, lang)])[0].voices[0].lang == used


def test_of_the_first_report_much_is_read_of_later_ones_less_and_no_sentence_in_part() -> None:
    long = "".join(map(sentence, range(100, 140)))
    first, later = join([report(long), report("".join(map(sentence, range(200, 240))))])
    size = len(sentence(100))
    assert [len(each.units) for each in (first, later)] == [1500 // size, 800 // size]
    assert {each.text for each in first.units} < {sentence(n).strip() for n in range(100, 140)}
    whole, _ = join([report(sentence(1) + sentence(2))])
    assert len(whole.units) == 2


def test_of_a_script_without_blanks_half_as_much() -> None:
    def said(start: int) -> str:
        return "".join("".join(chr(start + 20 * n + i) for i in range(19)) + "。" for n in range(40))

    first, later = join([report(said(0x5000), "zh"), report(said(0x6000), "zh")])
    assert [len(each.units) for each in (first, later)] == [40, min(12, 400 // 20 - 1)]


@pytest.mark.parametrize(("others", "each"), [(1, 12), (2, 6), (3, 4), (6, 2), (9, 2)])
def test_many_reports_have_less_room_each(others: int, each: int) -> None:
    def told(k: int) -> str:
        return " ".join(
            f"Man{k}{n} sold cow{k}{n} hay{k}{n} nut{k}{n} pie{k}{n} tea{k}{n}." for n in range(14)
        )

    texts = [told(k) for k in range(others + 1)]
    _, later = join([report(text, number=n) for n, text in enumerate(texts)])
    counts = [sum(place.report == n + 1 for place in later.places) for n in range(others)]
    assert max(counts) <= each
    assert counts[0] == min(each, len(later.places))


def test_what_stood_side_by_side() -> None:
    first, later = join([report(sentence(1) + sentence(2)), report(sentence(3) + sentence(1) + sentence(4))])
    assert first.follows(1, 0)
    assert not first.follows(0, 1)
    assert [place.number for place in later.places] == [0, 2]
    assert not later.follows(1, 0)


def test_a_later_sentence_with_nothing_new_is_left_out() -> None:
    _, later = join([report(sentence(1) + sentence(2)), report(sentence(2) + sentence(1))])
    assert later.units == []


def characters(start: int, number: int, size: int) -> str:
    """So many sentences of so many characters, all of their own."""
    first = range(start, start + number * size, size)
    return "".join("".join(chr(at + i) for i in range(size - 1)) + "。" for at in first)


@pytest.mark.parametrize(("number", "kept"), [(75, 75), (76, 74)])
def test_the_first_report_is_read_to_its_end_or_to_the_last_sentence_that_may_be_whole(
    number: int, kept: int
) -> None:
    first, _ = join([report(characters(0x5000, number, 20), "zh")])
    assert len(first.units) == kept  # 1500 characters


@pytest.mark.parametrize(("number", "kept"), [(10, 10), (11, 9)])
def test_a_later_report_as_well(number: int, kept: int) -> None:
    _, later = join([report("老桥关了。", "zh"), report(characters(0x5000, number, 40), "zh")])
    assert len(later.units) == kept  # 400 characters


def test_one_long_sentence_that_is_cut_says_nothing() -> None:
    long = "".join(chr(0x6000 + i) for i in range(500))
    first, later = join(
        [report("老桥关了。渡船停了。", "zh"), report(characters(0x5000, 1, 20) + long, "zh")]
    )
    assert [each.text for each in first.units] == ["老桥关了。", "渡船停了。"], "the first may be brief"
    assert [each.text for each in later.units] == [characters(0x5000, 1, 20)]


def test_a_long_report_of_credits_says_nothing() -> None:
    first, later = join([report("责任编辑：东港。" * 300, "zh"), report("老桥关了。", "zh")])
    assert [each.text for each in first.units] == ["老桥关了。"]
    assert later.units == []


@pytest.mark.parametrize(("reports", "each"), [(9, 2), (4, 4), (3, 5)])
def test_of_many_reports_so_many_sentences_each(reports: int, each: int) -> None:
    texts = ["".join(sentence(100 * k + n) for n in range(5)) for k in range(reports)]
    _, later = join([report(text, number=n) for n, text in enumerate(texts)])
    assert [place.report for place in later.places] == [n for n in range(1, reports) for _ in range(each)]


def test_the_first_ones_and_the_last_two_of_more_than_twelve_reports_tell() -> None:
    assert telling(range(3)) == [0, 1, 2]
    assert telling(range(12)) == list(range(12))
    assert telling(range(14)) == [*range(10), 12, 13]


@pytest.mark.parametrize(("text", "told"), [("渔民周二停止出海捕鱼。", 1), ("渔民周二停止出海，走。", 0)])
def test_a_later_sentence_has_ten_letters(text: str, told: int) -> None:
    _, later = join([report("老桥关了。", "zh"), report(text, "zh")])
    assert len(later.units) == told


def test_what_stands_in_the_reports_after_one() -> None:
    told = [report(sentence(n), number=n) for n in range(4)]
    _, later = join(told)
    assert list(later.after(2)) == [sentence(3).strip()]
    assert list(later.after(0)) == [sentence(n).strip() for n in (1, 2, 3)]


def test_a_whole_sentence_in_front_of_a_blank_may_go_on() -> None:
    fit = "The old bridge is shut. " * 62 + "Nine sank. "
    assert len(fit) == 1499
    first, _ = join([report(f"{fit} Ten more boats sank in the harbour.")])
    assert [each.text for each in first.units] == ["The old bridge is shut."] * 62
