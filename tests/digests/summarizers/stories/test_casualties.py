"""Casualties are one thing in whatever words: named as a disagreement, and told once."""

from __future__ import annotations

import pytest

from digests.model import ReportText, StoryPoint
from digests.summarizers.stories.casualties import kind_of
from digests.summarizers.stories.figures import figures
from digests.summarizers.stories.story_points import condense_story


def points(*texts: str, lang: str = "en") -> list[StoryPoint]:
    reports = [ReportText(n, f"Report {n}", text, lang, f"Paper {n}") for n, text in enumerate(texts, 1)]
    return condense_story(reports, 8)


def disputed(*texts: str, lang: str = "en") -> set[tuple[str, ...]]:
    return {
        tuple(each.text for each in point.figures) for point in points(*texts, lang=lang) if point.figures
    }


CRASH = (
    "A bus plunged into a ravine near Ostmark on Monday, police said. The crash killed 12 people and injured "
    "30. The bus was carrying pilgrims home from a festival."
)


@pytest.mark.parametrize(
    "other",
    [
        "The accident left 15 people dead. The road had been closed to heavy traffic since March.",
        "At least 15 people were killed, the ministry said. The road had been closed to lorries.",
        "Pilgrims were among the 15 killed in the accident, the ministry said. The road had been closed.",
    ],
)
def test_other_numbers_of_the_dead_are_named_in_whatever_words(other: str) -> None:
    [(first, second)] = disputed(CRASH, other)
    assert (first, second.split()[0]) == ("12 people", "15")


def test_in_chinese_too() -> None:
    one = "周一，一辆客车在奥斯马克附近坠入山谷。警方称事故造成12人死亡、30人受伤。车上乘客是返乡的朝圣者。"
    other = "内政部表示，一辆客车在奥斯马克城外坠崖，已致15人遇难。该路段自三月起禁止重型车辆通行。"
    assert disputed(one, other, lang="zh") == {("12人", "15人")}


@pytest.mark.parametrize(
    "other",
    [
        "The accident left 12 people dead. The road had been closed to heavy traffic since March.",
        "The accident left 15 people homeless. The road had been closed to heavy traffic since March.",
        "Four passengers survived, including 3 people killed later. The road had been closed in March.",
        "A bus accident there killed 15 people last year. The road had been closed to lorries.",
        "The accident killed 12 people, then 15 people were dead. The road was closed to lorries.",
    ],
)
def test_what_is_none(other: str) -> None:
    assert disputed(CRASH, other) == set()


def test_the_second_number_stands_beside_the_first_and_is_no_point_of_its_own() -> None:
    found = points(
        CRASH, "The accident left 15 people dead and 28 injured. The road had been closed since March."
    )
    [one] = [point for point in found if "12" in point.text or "15" in point.text]
    assert [each.text for each in one.figures] == ["12 people", "15 people"]


def test_what_says_more_than_a_number_is_told() -> None:
    more = "A brake that nobody had checked for years failed and killed 15 people, the ministry said."
    assert any(
        "brake" in point.text for point in points(CRASH, f"{more} The road had been closed since March.")
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12 people were killed.", "dead"),
        ("The blast killed at least 12 people.", "dead"),
        ("It left 12 dead.", "dead"),
        ("28 were hurt.", "hurt"),
        ("事故已致15名乘客遇难。", "dead"),
        ("死亡人数升至15人。", "dead"),
        ("造成30人受伤。", "hurt"),
        ("12 people were arrested.", ""),
        ("其中3人死亡。", ""),
        ("12 houses burnt down.", ""),
    ],
)
def test_what_a_figure_counts(text: str, kind: str) -> None:
    assert [kind_of(text, each) for each in figures(text)] == [kind]
