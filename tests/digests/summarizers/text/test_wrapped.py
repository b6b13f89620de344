"""Lines that were broken at a width are one; headings, lists and code are not."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import key_points
from digests.summarizers.text.sentences import sentences
from digests.summarizers.text.wrapped import stops, unwrapped

LONG = "The council of Hollin closed the old harbour"  # 44 characters


def joined(*lines: str) -> list[str]:
    return list(unwrapped(lines, [False] * len(lines))[0])


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((LONG, "on Monday."), [f"{LONG} on Monday."]),
        ((f"{LONG},", "and the bridge."), [f"{LONG}, and the bridge."]),
        ((f"{LONG} of the U.S.", "state."), [f"{LONG} of the U.S. state."]),
        ((f"{LONG} (late)", "on Monday."), [f"{LONG} (late) on Monday."]),
        ((f"{LONG}, a state-of-", "the-art one."), [f"{LONG}, a state-of-the-art one."]),
        ((f"{LONG}!", "on Monday."), [f"{LONG}!", "on Monday."]),
        ((f"{LONG}:", "on Monday."), [f"{LONG}:", "on Monday."]),
        ((LONG, "On Monday."), [LONG, "On Monday."]),
        (("The old harbour is closed", "on Monday."), ["The old harbour is closed", "on Monday."]),
        (("The old harbour is closed now", "on Monday."), ["The old harbour is closed now on Monday."]),
        ((f"{LONG},”", "said Novak."), [f"{LONG},” said Novak."]),
        (("on Monday.", LONG), ["on Monday.", LONG]),
        (("Novak-", LONG, "on Monday."), ["Novak-", f"{LONG} on Monday."]),
        # One line that goes on in small letters says nothing of those that open with a capital.
        ((LONG, "on Monday.", LONG, "Novak said so."), [f"{LONG} on Monday.", LONG, "Novak said so."]),
        (("x" * 27, "on Monday."), ["x" * 27, "on Monday."]),
        (("x" * 28, "on Monday."), ["x" * 28 + " on Monday."]),
    ],
)
def test_a_line_goes_on_in_small_letters(lines: tuple[str, ...], found: list[str]) -> None:
    assert joined(*lines) == found


WRAPPED = (f"{LONG},", "which was built in 1901, and the bridge", "over the river.")


@pytest.mark.parametrize(
    ("before", "line", "one"),
    [
        (LONG, "Novak said so.", True),
        (f"{LONG} of Smith &", "Co. last year.", True),
        (f"{LONG}.", "Novak said so.", False),
        (f"{LONG}?", "Novak said so.", False),
        ("X" + "x" * 24, "Novak said so.", False),
        ("X" + "x" * 25, "Novak said so.", True),
        ("X" + "x" * 119, "Novak said so.", True),
        ("X" + "x" * 120, "Novak said so.", False),
        (f"{LONG} of the U.S.", "Senate.", True),
        (f"{LONG} of A.P.", "Novak.", True),
        (f"{LONG} of the U.S?", "Senate.", False),
        (f"{LONG} with boats etc.", "Novak said so.", True),
        (f"{LONG} with boats etc.", "“We sail.”", False),
        (f"{LONG} at 12.", "Novak said so.", False),
        (f"{LONG} of “Novak,”", "Orr said.", True),
        (f"{LONG} of “Novak.”", "Orr said.", False),
        # A line may hold the end of one paragraph and the beginning of the next.
        (f"{LONG}{'x' * 80}. {LONG} in", "May.", True),
        (f"{LONG}. {LONG}{'x' * 80} in", "May.", False),
        (f"{LONG}. {'x' * 120}", "May.", True),
        (f"{LONG}. {'x' * 121}", "May.", False),
        ("In a boon to", "the town.", True),
        ("In a boon t", "the town.", False),
    ],
)
def test_where_others_were_broken_a_capital_may_follow(before: str, line: str, one: bool) -> None:
    assert joined(*WRAPPED, before, line)[1:] == ([f"{before} {line}"] if one else [before, line])
    assert joined(*WRAPPED)[0].endswith("which was built in 1901, and the bridge over the river.")


@pytest.mark.parametrize(
    ("last", "one"), [("It opens in", True), ("It opens at 9 a.", True), ("It opens in May.", False)]
)
def test_a_broken_text_that_stops_in_the_middle_ends_in_no_paragraph(last: str, one: bool) -> None:
    assert len(joined(*WRAPPED, f"{LONG}.", last)) == 3 - one
    assert len(joined(*WRAPPED, f"{LONG}.", LONG, last)) == 3 - one
    assert joined(f"{LONG}.", last) == [f"{LONG}.", last]
    assert joined(*WRAPPED, f"{LONG}.", LONG, last)[1] == f"{LONG}." + f" {LONG} {last}" * one


def test_code_and_rows_are_never_joined() -> None:
    lines = (f"{LONG},", "and the bridge")
    assert unwrapped(lines, [True, False]) == (lines, [True, False])
    assert unwrapped(lines, [False, True]) == (lines, [False, True])
    kept = unwrapped([*WRAPPED, "return x", "Novak said"], [False, False, False, True, False])
    assert kept[1] == [False, True, False]


def test_paragraphs_are_counted_as_they_are_joined() -> None:
    text = f"{LONG}\non Monday. Nobody was hurt.\nIt opens in May."
    assert [(each.paragraph, each.place) for each in sentences(text, "en")] == [(0, 0), (0, 1), (1, 0)]
    chinese = "东港市今天关闭了一座旧的大桥和码头上的三座灯塔并且要建一座新的更大的桥\nabc。"
    assert len(sentences(chinese, "zh")) == 2


def test_points_of_a_broken_text_are_whole_statements() -> None:
    text = (
        "Hollin Ferries Ltd. will make the case to\nits owners in May that it needs a new\nharbour, and a "
        "bridge will come once it can pay\nfor one from what the ferry earns."
    )
    [point] = key_points("", text, "en", 1)
    assert point.startswith(
        "Hollin Ferries Ltd. will make the case to its owners in May that it needs a new harbour"
    )


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("The bridge is shut.", True),
        ("“The bridge is shut!”", True),
        ("The bridge is shut:", True),
        ("The bridge is", False),
        ("The bridge,", False),
        ("大桥关闭。", True),
        ("大桥关闭", False),
        ("大桥关闭，", False),
        ("It opens at 9 p.", False),
        ("It opens at 9 p.m.", True),
        ("", False),
    ],
)
def test_how_a_sentence_ends(text: str, ended: bool) -> None:
    assert stops(text) is ended


def test_a_row_at_the_end_of_a_broken_text_is_left() -> None:
    lines = [*WRAPPED, f"{LONG}.", "return x"]
    found, kept = unwrapped(lines, [False] * 4 + [True])
    assert (found[1:], kept) == ([f"{LONG}.", "return x"], [False, False, True])
