"""What of an article that was told has changed in a way that its readers must know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from digests.decisions.corrections.changes import (
    MOST,
    changes,
    changes_of_report,
    withdrawn,
    withdrawn_report,
)
from digests.model import Amendment, AmendmentKind, Told, ToldReport
from tests.conftest import NOW

TITLE, FIGURE, NOTE = AmendmentKind.TITLE, AmendmentKind.FIGURE, AmendmentKind.NOTE
POINT = "Revenue rose 5% to 3 million euros in the second quarter."
TEXT = f"The company published its results.\n{POINT}\nIts 1,200 workers get a bonus."
ARTICLE = Told(7, 7, "Company publishes results", TEXT, (POINT,))


def kinds(told: Told, title: str, text: str) -> list[AmendmentKind]:
    return [each.kind for each in changes(told, title, text)]


def test_what_is_as_before_says_nothing() -> None:
    assert changes(ARTICLE, ARTICLE.title, TEXT) == ()


def test_an_added_paragraph_says_nothing() -> None:
    more = f"{TEXT}\nThe shares fell 2% after 4 o'clock.\nAnalysts had expected 7%."
    assert changes(ARTICLE, ARTICLE.title, more) == ()


def test_another_title_is_told_with_both_wordings() -> None:
    [amended] = changes(ARTICLE, "Company postpones results", TEXT)
    assert amended == Amendment(TITLE, "Company publishes results", "Company postpones results")


def test_a_title_that_is_missing_is_none() -> None:
    assert changes(ARTICLE, "", TEXT) == ()
    assert changes(Told(7, 7, "", TEXT), "Company publishes results", TEXT) == ()


def test_a_figure_of_a_point_that_is_another_now_is_told() -> None:
    now = POINT.replace("5%", "5.5%")
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace(POINT, now)) == (Amendment(FIGURE, POINT, now),)


def test_the_same_figure_in_another_form_says_nothing() -> None:
    now = POINT.replace("3 million", "3,000,000").replace("5%", "5 percent")
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace(POINT, now)) == ()


def test_a_figure_outside_the_points_says_nothing() -> None:
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace("1,200", "1,300")) == ()


def test_a_point_that_is_left_out_says_nothing() -> None:
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace(POINT, "More tomorrow: 8 reports.")) == ()


def test_a_sentence_that_stood_there_before_corrects_nothing() -> None:
    other = POINT.replace("5%", "7%").replace("second", "first")
    both = Told(7, 7, "T", f"{POINT}\n{other}", (POINT,))
    assert changes(both, "T", f"{other}\nThe end.") == ()


def test_a_reworded_point_with_its_figures_says_nothing() -> None:
    now = "In the second quarter it took 3 million euros, 5% more than a year ago."
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace(POINT, now)) == ()


def test_another_word_beside_the_same_figures_says_nothing() -> None:
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace("rose", "climbed")) == ()


def test_another_statement_of_its_form_corrects_nothing() -> None:
    other = "Profit fell 7% to 2 million euros in the second quarter."
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace(POINT, other)) == ()


def test_what_stands_there_still_is_not_corrected_by_what_was_added() -> None:
    added = POINT.replace("5%", "7%").replace("second", "first")
    assert changes(ARTICLE, ARTICLE.title, f"{TEXT}\n{added}") == ()
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace(POINT, added)) != ()


def test_another_word_beside_another_figure_is_told_with_it() -> None:
    now = POINT.replace("rose 5%", "climbed 6%")
    assert changes(ARTICLE, ARTICLE.title, TEXT.replace(POINT, now)) == (Amendment(FIGURE, POINT, now),)


def test_a_text_that_is_one_endless_sentence_is_not_compared() -> None:
    endless = POINT.replace("5%", "6%") + " and 7 more" * 200
    assert changes(ARTICLE, ARTICLE.title, endless.replace(".", "")) == ()


def test_a_point_of_signs_alone_says_nothing() -> None:
    assert changes(Told(7, 7, "T", "1 dog.", ("…",)), "T", "2 dogs.") == ()


def test_a_point_without_figures_is_compared_with_nothing() -> None:
    told = Told(7, 7, "T", "The company moves to the coast.", ("The company moves to the coast.",))
    assert changes(told, "T", "The company moves to the coast in 2 years.") == ()


def test_the_nearest_of_several_sentences_is_what_it_became() -> None:
    near, far = POINT.replace("5%", "6%"), POINT.replace("5%", "9%").replace("second", "last")
    [amended] = changes(ARTICLE, ARTICLE.title, f"{far}\n{near}")
    assert amended.after == near


def test_chinese_points_are_compared_by_character() -> None:
    point = "公司全年净利润12.5亿元，同比增长8%"
    told = Told(7, 7, "公司净利", f"{point}。其余不变。", (point,))
    now = point.replace("12.5", "15.2")
    assert changes(told, "公司净利", f"{now}。其余不变。") == (Amendment(FIGURE, point, f"{now}。"),)
    assert changes(told, "公司净利", f"{point}。其余不变。另有3家公司发布业绩。") == ()


def test_the_sources_own_note_is_told_once() -> None:
    note = "Correction: An earlier version of this article misstated the revenue."
    assert changes(ARTICLE, ARTICLE.title, f"{TEXT}\n{note}") == (Amendment(NOTE, "", note),)
    noted = Told(7, 7, ARTICLE.title, f"{TEXT}\n{note}", (POINT,))
    assert changes(noted, ARTICLE.title, f"{TEXT}\nOne more line.\n{note}") == ()


def test_notes_are_known_in_both_languages() -> None:
    notes = [
        "更正：此前报道的营收有误。",
        "勘误 营收应为 3 亿元",
        "本文已更正营收数字。",
        "此前报道中营收数据有误，现已修改。",
        "Editor's note: this story has been corrected.",
        "RETRACTED: the study is withdrawn.",
        "An earlier version of this story misstated the name.",
        "This article has been corrected to fix the name.",
    ]
    for note in notes:
        assert kinds(ARTICLE, ARTICLE.title, f"{TEXT}\n{note}") == [NOTE], note


def test_what_only_speaks_of_corrections_is_no_note() -> None:
    for said in (
        "The market correction hurt.",
        "He corrected the record.",
        "双方更正了合同。",
        "This article is long.",
    ):
        assert kinds(ARTICLE, ARTICLE.title, f"{TEXT}\n{said}") == [], said


def test_all_of_it_is_told_in_one_order_and_not_too_much() -> None:
    points = tuple(
        f"Town {name} counted {n} houses in spring." for n, name in enumerate(("Ahaus", "Bonn", "Celle"))
    )
    told = Told(7, 7, "Census of towns", "\n".join(points), points)
    text = "\n".join(each.replace("counted ", "counted 9") for each in points) + "\nCorrection: the counts."
    assert kinds(told, "Census of villages", text) == [TITLE, FIGURE, FIGURE]
    assert len(changes(told, "Census of villages", text)) == MOST


def test_what_is_withdrawn_names_what_it_was() -> None:
    assert withdrawn(ARTICLE) == (Amendment(AmendmentKind.WITHDRAWN, "Company publishes results", ""),)


REPORT = ToldReport(ARTICLE, "Pier Times", 3, NOW)


def test_another_report_is_named_and_its_title_was_told_to_nobody() -> None:
    now = POINT.replace("5%", "7%")
    [figure] = changes_of_report(REPORT, TEXT.replace(POINT, now))
    assert figure == Amendment(FIGURE, POINT, now, "Pier Times", NOW)
    assert changes_of_report(REPORT, TEXT) == ()
    [note] = changes_of_report(REPORT, f"{TEXT}\nCorrection: the figures.")
    assert note == Amendment(NOTE, "", "Correction: the figures.", "Pier Times", NOW)


def test_of_a_report_that_is_taken_back_its_points_go() -> None:
    points = tuple(f"Town {n} counted houses." for n in range(MOST + 1))
    gone = withdrawn_report(replace(REPORT, told=replace(ARTICLE, points=points)))
    assert gone == tuple(
        Amendment(AmendmentKind.WITHDRAWN, each, "", "Pier Times", NOW) for each in points[:MOST]
    )


def test_two_points_of_one_sentence_are_one_correction() -> None:
    told = replace(ARTICLE, points=(POINT, POINT.removesuffix(".")))
    assert kinds(told, ARTICLE.title, TEXT.replace("5%", "7%")) == [FIGURE]


def test_what_of_a_report_was_told_depends_on_when_it_joined() -> None:
    [figure] = changes_of_report(REPORT, TEXT.replace("5%", "7%"))
    assert [figure.was_told(NOW + timedelta(minutes=n), 3) for n in (-1, 0, 1)] == [False, True, True]
    assert replace(figure, since=None).was_told(NOW - timedelta(days=1), 3)
