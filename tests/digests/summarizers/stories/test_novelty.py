"""What a later report says that no earlier one did."""

from __future__ import annotations

import pytest

from digests.summarizers.candidates import common_words
from digests.summarizers.stories.figures import figures
from digests.summarizers.stories.novelty import Heard, News
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import Unit, units


def told(text: str, lang: str) -> list[tuple[Unit, list]]:  # type: ignore[type-arg]
    return [(unit, figures(unit.text)) for unit in units(text, lang, phrases(lang))]


def news(before: str, after: str, lang: str) -> tuple[Unit, News]:
    heard = Heard()
    heard.add(told(before, lang))
    [one] = told(after, lang)
    return one[0], heard.news(one, common_words(lang))


def new_words(before: str, after: str, lang: str) -> list[str]:
    unit, found = news(before, after, lang)
    return [unit.tokens[at] for at in found.new]


def whole(before: str, after: str, lang: str) -> bool:
    unit, found = news(before, after, lang)
    return found.enough(0, len(unit.tokens), 0, len(unit.text))


def test_a_new_word_is_a_run_of_new_pairs() -> None:
    before = "市政府宣布大桥将于周五开通。"
    assert new_words(before, "大桥将于周五由市政府宣布开通。", "zh") == []
    assert "".join(new_words(before, "大桥将于周五限行开通。", "zh")) == "限行"
    assert "".join(new_words(before, "大桥，限行。", "zh")) == ""


def test_words_of_one_stem_and_words_without_meaning_are_not_new() -> None:
    before = "Police arrested a driver on the bridge."
    assert new_words(before, "The arrest of the drivers was on a bridge.", "en") == []
    assert new_words("The market parked it.", "Markers: parking it.", "en") == ["parking"]
    assert new_words(before, "Police of the EU arrested a driver.", "en") == ["eu"]
    assert new_words(before, "Police released a suspect, x, on the ferry 7.", "en") == [
        "released", "suspect", "ferry", "7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("after", "adds"),
    [
        ("Police arrested a driver.", False),
        ("Police arrested a driver on the bridge yesterday.", False),  # one word of five
        ("Police released the driver after a court hearing.", True),
        ("Police arrested 12 people on the bridge.", True),  # a new figure
        ("Police arrested 3 people on the bridge.", False),  # a known one
        ("Police arrested a driver on the bridge near Hollin market hall.", True),
        ("Police arrested a driver on the bridge at Hollin market.", False),  # two of six
        ("Police arrested people, and a driver, and police, and a driver, on the bridge, 12 people.", False),
    ],
)
def test_enough_is_a_third_of_new_words_or_a_new_figure(after: str, adds: bool) -> None:
    assert whole("Police arrested a driver on the bridge. It had 3 people.", after, "en") is adds


def test_nothing_came_before_the_first_report() -> None:
    [one] = told("Police arrested 12 people.", "en")
    found = Heard().news(one, frozenset())
    assert found.enough(0, 1, 0, 1)
    assert [each.value for each in found.figures] == [12]


def test_a_stretch_is_judged_by_its_own_words() -> None:
    after = "Police arrested a driver, the court heard a witness."
    unit, found = news("Police arrested a driver.", after, "en")
    comma = unit.tokens.index(",")
    assert not found.enough(0, comma, 0, unit.text.index(","))
    first = min(found.new)
    assert found.enough(first, 2, 0, 0), "a court, heard"
    assert not found.enough(first + 1, 1, 0, 0), "one word is too few"
    assert found.enough(comma + 1, len(unit.tokens) - comma, unit.text.index(",") + 1, len(unit.text))


def test_a_figure_of_any_report_before_is_known() -> None:
    heard = Heard()
    for text in ("火灾造成23人受伤。", "消防部门出动18辆消防车。"):
        heard.add(told(text, "zh"))
    [one] = told("18辆消防车到场，23人受伤，9人失踪。", "zh")
    assert [each.value for each in heard.news(one, frozenset()).figures] == [9]


def test_a_new_figure_counts_where_it_stands() -> None:
    unit, found = news("Police arrested a driver.", "Police arrested 12 men.", "en")
    [figure] = found.figures
    words = unit.tokens.index("12"), 2
    assert found.enough(words[0], 1, figure.start, figure.end)
    assert not found.enough(words[0], 1, figure.start + 1, figure.end)
    assert not found.enough(words[0], 1, figure.start, figure.end - 1)


def test_marks_are_in_no_word() -> None:
    before = "市政府宣布大桥将于周五开通。"
    assert new_words(before, "大桥将（新增）开通。", "zh") == []
    assert new_words(before, "大桥将（新增码头）开通。", "zh") == ["增", "码"]
    assert new_words(before, "大桥将新，增码头，开通。", "zh") == []


def test_little_that_is_new_is_not_looked_at() -> None:
    assert not News(new=[1], content=[1, 2]).any()
    assert News(new=[1, 2], content=[1, 2]).any()
    assert News(figures=figures("9人")).any()
    assert News(everything=True).any()
