"""Each thing that cleaning takes out of a sentence, alone."""

from __future__ import annotations

import pytest

from digests.summarizers.clean_sentence import clean, shorten, spoken, unstopped
from digests.summarizers.text.phrases import phrases


@pytest.mark.parametrize(
    ("lang", "text", "cleaned"),
    [
        # Blanks in front of a mark, whichever it is.
        ("en", "The bridge , the pier", "The bridge, the pier"),
        ("en", "The bridge fell .", "The bridge fell."),
        ("en", "The mayor ’s boat", "The mayor’s boat"),
        ("en", "The mayor 's boat", "The mayor's boat"),
        ("en", "The bridge .5 fell", "The bridge .5 fell"),
        # A list mark, before its bracket is a stray one.
        ("en", "12) The bridge fell.", "The bridge fell."),
        ("en", "(2) The bridge fell.", "The bridge fell."),
        ("zh", "（3）渡船停运。", "渡船停运。"),
        ("en", "123) The bridge fell.", "123 The bridge fell."),
        # Asides in either bracket.
        ("zh", "东港药业（以下简称东港）停产。", "东港药业停产。"),
        ("zh", "东港药业(以下简称东港)停产。", "东港药业停产。"),
        ("en", "The bridge (file photo) fell.", "The bridge fell."),
        # A heading that lost its line end.
        ("en", "Two deadPolice say the bridge fell.", "Police say the bridge fell."),
        ("en", "leadPolice say the bridge fell.", "leadPolice say the bridge fell."),
        ("en", "Two DEADPolice say the bridge fell.", "Two DEADPolice say the bridge fell."),
        ("en", "Two SHIPSPolice say the bridge fell.", "Police say the bridge fell."),
        # Stray marks, but for one that opens.
        ("en", "The bridge” fell” today.", "The bridge fell today."),
        ("en", "“The bridge fell today.", "“The bridge fell today."),
        ("en", "The “bridge” fell.", "The “bridge” fell."),
        ("en", "The mayor: 2) the bridge fell.", "The mayor: 2) the bridge fell."),
        ("en", "The mayor: 234) the bridge fell.", "The mayor: 234 the bridge fell."),
        # Question marks that were others.
        ("en", "The mayor spoke of a “flood?", "The mayor spoke of a flood"),
        ("en", "Are the captains? boats shut?", "Are the captains? boats shut?"),
        (
            "en",
            "The captains? boats and the drivers? cars left.",
            "The captains boats and the drivers cars left.",
        ),
    ],
)
def test_alone(lang: str, text: str, cleaned: str) -> None:
    assert clean(text, phrases(lang)) == cleaned


def test_a_heading_is_taken_off_with_its_colon_only() -> None:
    assert clean("渡船份额继续提升，新船下水。", phrases("zh")) == "渡船份额继续提升，新船下水。"
    assert clean("The mayor: the bridge fell.", phrases("en")) == "The mayor: the bridge fell."


def test_a_name_that_comes_once_is_none() -> None:
    text = "Crowds of hollinBoat passengers left."
    assert clean(text, phrases("en"), text) == "Boat passengers left."
    assert clean(text, phrases("en"), f"{text} hollinBoat") == text
    assert clean(text, phrases("en"), f"{text} hollin Boat") == "Boat passengers left."


@pytest.mark.parametrize(
    ("sentence", "text", "ended"),
    [
        ("The bridge fell,” Novak said.", "The bridge fell, Novak said.", "The bridge fell,"),
        ("The bridge fell,” Novak said.", "bridge fell, Novak said.", "bridge fell,"),
        ("The bridge fell,” Novak said.", "The bridge fell, he said.", ""),
        ("It fell,” Novak said, “again,” and again.” He left.", "It fell, Novak left.", ""),
        ("” The bridge fell.", "The bridge fell.", ""),
    ],
)
def test_up_to_where_somebody_speaks(sentence: str, text: str, ended: str) -> None:
    assert text[: spoken(sentence, text)] == ended
    assert spoken(sentence, text) == len(ended)


def test_what_is_inserted_goes_unless_it_hedges_or_denies() -> None:
    text = "Novak Ferries, which is {}based in Hollin, has sold nine boats."
    assert shorten(text.format(""), phrases("en")) == "Novak Ferries has sold nine boats."
    assert shorten(text.format("not "), phrases("en")) == text.format("not ")
    assert shorten("Nine boats (of Marden) sank (again) in May", phrases("en")) == "Nine boats sank in May"
    assert shorten("Nine boats  sank (again)", phrases("en")) == "Nine boats sank"


def test_what_is_taken_off_in_front_is_left_whole_up_to_its_end() -> None:
    text = "HOLLIN (Reuters)The council of Marden{} sank nine boats"
    assert shorten(text.format(" (again)"), phrases("en")) == text.format("")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It fell...", "It fell"),
        ("桥关了．」）", "桥关了」）"),
        ("a.b", "a.b"),
    ],
)
def test_full_stops_at_the_end(text: str, left: str) -> None:
    assert unstopped(text) == left
