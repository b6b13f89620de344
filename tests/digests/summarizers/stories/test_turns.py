"""In which order reports speak, by small stories of which every span is given its report and its weight."""

from __future__ import annotations

from collections.abc import Sequence

from digests.summarizers.choose_spans import Span
from digests.summarizers.stories.joined import Joined, Place
from digests.summarizers.stories.novelty import News
from digests.summarizers.stories.turns import Possible, by_time, newest, text_of
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units
from tests.digests.summarizers.test_choose_spans import weighed


def story(reports: Sequence[int], text: str = "") -> Joined:
    """Sentences by the number of their report."""
    known = units(text, "zh", phrases("zh"))
    return Joined(known, [Place(report, 0, News()) for report in reports], [])


def spans(count: int) -> list[Span]:
    """One of each sentence, of five tokens."""
    return [Span(unit, 0, 5, unit * 10, 5) for unit in range(count)]


def by_unit(joined: Joined, told: Sequence[int] = ()) -> list[int]:
    every = spans(len(joined.places))
    return [span.unit for span in by_time(joined, every, [every[unit] for unit in told])]


def test_every_report_speaks_once_by_time_before_one_speaks_twice() -> None:
    assert by_unit(story([3, 2, 2, 1])) == [3, 1, 0, 2]
    assert by_unit(story([2, 2, 2, 1, 1])) == [3, 0, 4, 1, 2]
    assert by_unit(story([])) == []


def test_a_report_that_was_told_has_had_its_first_turn() -> None:
    #  report 3 was told by its first sentence: its second one comes with the second ones of the others
    assert by_unit(story([3, 2, 2, 2, 3, 1]), told=[0]) == [5, 1, 2, 4, 3]
    assert by_unit(story([1, 1, 1, 2, 2]), told=[0]) == [3, 1, 4, 2]


TOLD = "渔民周二停止出海。公司否认出售渡船。船长周三离开东港。公司否认出售码头。"


def test_what_a_span_says() -> None:
    assert text_of(story([1, 2, 3, 4], TOLD), Span(1, 2, 6, 0, 4)) == "否认出售"


def newest_of(reports: Sequence[int], weights: dict[int, float], text: str) -> list[int]:
    joined = story(reports, text)
    possible = [Span(unit, 0, len(each.text), unit * 10, 5) for unit, each in enumerate(joined.units)]
    return [span.unit for span in newest(joined, Possible(possible, weighed(weights)))]


def test_one_denial_goes_before_all() -> None:
    weights = {0: 9.0, 10: 1.0, 20: 9.0, 30: 2.0}
    assert newest_of([1, 2, 3, 4], weights, TOLD) == [3], "of two the one that weighs more"
    assert newest_of([1, 2, 3], weights, TOLD[: TOLD.rindex("公司")]) == [1]


def test_without_a_denial_the_newest_report_speaks_by_its_best() -> None:
    text = "渔民周二停止出海。船长周三离开东港。渡船周四停运。码头周五关闭。"
    assert newest_of([1, 3, 3, 2], {0: 9.0, 10: 1.0, 20: 2.0, 30: 9.0}, text) == [2]
    assert newest_of([4, 3, 3, 2], {0: 1.0, 10: 1.0, 20: 2.0, 30: 9.0}, text) == [0]


def test_only_the_stretch_that_denies_is_a_denial() -> None:
    joined = story([1, 2], "渡船周四停运。渔民周二停止出海，公司否认出售渡船。")
    before, behind = Span(1, 0, 8, 10, 5), Span(1, 9, 17, 20, 5)
    known = weighed({0: 1.0, 10: 9.0, 20: 1.0})
    assert newest(joined, Possible([Span(0, 0, 6, 0, 5), before, behind], known)) == [behind]
    assert newest(joined, Possible([Span(0, 0, 6, 0, 5), before], known)) == [before]


def test_where_nothing_is_weighed_nothing_is_chosen() -> None:
    assert Possible([], None).choose(3) == []
    assert newest(story([]), Possible([], None)) == []
