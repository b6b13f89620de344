"""What cleaning takes out of a sentence, and what it must leave as it is."""

from __future__ import annotations

import pytest

from digests.summarizers.clean_sentence import clean, shorten, unstopped
from digests.summarizers.keypoints import key_points
from digests.summarizers.text.phrases import phrases

NEWS = "公司今年新造的三艘渡船已经下水。"


@pytest.mark.parametrize("colon", "：:")
@pytest.mark.parametrize(
    ("heading", "taken"),
    [
        ("渡船份额继续提升", True),
        ("东港市和北原市今年新建的五座渡船码头整体客流继续显著", True),  # with its colon 27 characters
        ("东港市和北原市今年新建的五座渡船码头的客流继续空间广阔", False),  # one more is a clause
    ],
)
def test_a_heading_of_at_most_27_characters_goes(heading: str, colon: str, taken: bool) -> None:
    text = f"{heading}{colon}{NEWS}"
    assert clean(text, phrases("zh")) == (NEWS if taken else text)


def test_a_heading_with_a_plain_colon_is_in_no_point() -> None:
    assert key_points("", f"渡船份额继续提升: {NEWS}", "zh", 3) == [NEWS[:-1]]


@pytest.mark.parametrize("mark", ["：1）", "： 11）", "；2）", ", 3)"])
def test_the_bracket_of_a_list_mark_inside_a_sentence_stays(mark: str) -> None:
    text = f"公司的净利润比去年少了一成三，主要由于{mark}渡船的燃料贵了。"
    assert clean(text, phrases("zh")) == text
    assert clean(text.replace("渡", "渡）"), phrases("zh")) == text, "any other one goes"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("(file photo) The bridge of Hollin fell.", "The bridge of Hollin fell."),
        ("The bridge (file photo) of Hollin fell.", "The bridge of Hollin fell."),
        ("The  bridge (built in 1931) of Hollin fell.", "The  bridge (built in 1931) of Hollin fell."),
        ("The  bridge of Hollin fell.", "The  bridge of Hollin fell."),
    ],
)
def test_blanks_are_touched_only_where_an_aside_goes(text: str, cleaned: str) -> None:
    assert clean(text, phrases("en")) == cleaned


def test_a_sentence_without_inserts_is_shortened_by_nothing() -> None:
    assert shorten("The  bridge of Hollin fell.", phrases("en")) == "The  bridge of Hollin fell."


@pytest.mark.parametrize("elsewhere", ["\nhollinBoat sank in May.", " “hollinBoat” sank in May."])
def test_a_name_comes_back_also_behind_a_mark_or_a_line(elsewhere: str) -> None:
    text = "Scores of hollinBoat passengers waited on the bridge."
    assert clean(text, phrases("en"), text + elsewhere) == text


def test_another_word_with_the_same_tail_is_not_that_name() -> None:
    text = "Two of the boats leadPolice say the bridge fell."
    other = "The headPolice gave that name to its own boat."
    assert clean(text, phrases("en"), f"{text} {other}") == "Police say the bridge fell."


@pytest.mark.parametrize(
    ("text", "ended"),
    [("The bridge fell.", "The bridge fell"), ("桥关了。", "桥关了"), ("桥关了\u00a0", "桥关了"),
     ("The bridge fell.”", "The bridge fell”"), ("The bridge fell!", "The bridge fell!")],
)  # fmt: skip
def test_no_point_ends_with_a_full_stop_or_a_blank(text: str, ended: str) -> None:
    assert unstopped(text) == ended


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Novak Inc. (NVK) bought boats.", "Novak Inc. bought boats."),
        ("Novak Inc. (NVK LN) bought boats.", "Novak Inc. bought boats."),
        ("Novak Plc (NV/) bought boats.", "Novak Plc bought boats."),
        ("Novak (NVK) Corp. bought boats.", "Novak Corp. bought boats."),
        ("Novak Ltd. (005931) bought boats.", "Novak Ltd. bought boats."),
        ("Most (.BOATS) boats sail.", "Most boats sail."),
        ("The Hollin Index (HOL9) of boats fell.", "The Hollin Index of boats fell."),
        ("The Hollin (HOL) Index of boats fell.", "The Hollin Index of boats fell."),
        ("Novak (NVK3 BS) fell.", "Novak fell."),
        # A short name that comes back, a year, a party.
        ("The Hollin Harbour Board (HHB) met.", "The Hollin Harbour Board (HHB) met."),
        ("The harbour price index (HPI) fell.", "The harbour price index (HPI) fell."),
        ("The boat of Novak (2019) sank.", "The boat of Novak (2019) sank."),
        ("Novak Inc. (the maker) bought boats.", "Novak Inc. (the maker) bought boats."),
        # Blanks that a link left.
        ("Novak Inc. , the maker of Orr ’s boats , sold the tower .", None),
        ("The fee is .5 and ’scores’ count.", "The fee is .5 and ’scores’ count."),
    ],
)
def test_codes_and_the_blanks_around_them(text: str, cleaned: str | None) -> None:
    expected = cleaned or "Novak Inc., the maker of Orr’s boats, sold the tower."
    assert clean(text, phrases("en")) == expected


@pytest.mark.parametrize(
    ("opening", "point"),
    [
        ("May 9 (Bloomberg) -- The", "The"),
        ("May 9 (Hollin News) — The", "The"),
        ("Sept. 12 -- The", "The"),
        ("May 9 is when the", "May 9 is when the"),
    ],
)
def test_a_dateline_goes_even_where_brackets_are_taken_out(opening: str, point: str) -> None:
    rest = "council of Hollin closed the old bridge, and the boats of the town sail around it"
    more = " to the harbour of the north (Marden), where the drivers of the ferry wait for all of the cargo"
    known = phrases("en")
    text = f"{opening} {rest}{more}."
    assert shorten(text, known)[known.strip(shorten(text, known)) :].startswith(f"{point} {rest}")
    assert "(Marden)" not in shorten(text, known)
