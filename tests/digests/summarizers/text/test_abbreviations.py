"""A full stop that belongs to its word, and where it ends the sentence, too."""

from __future__ import annotations

import pytest

from digests.summarizers.text.abbreviations import abbreviates, ends_behind, last_word
from digests.summarizers.text.sentences import split


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        # The company's bracket stands between its full stop and the next sentence.
        ("Hollin buys boats of Novak Inc. (NVK) The price is open.", 2),
        ("Hollin buys boats of NOVAK PLC (NVK). The price is open.", 2),
        ("Hollin buys boats of NOVAK PLC. (NVK) The price is open.", 2),
        ("Hollin buys boats of NOVAK BROS. (NVK) The price is open.", 2),
        ("Hollin buys boats of Novak Co. (NVK LN) In May it sold some.", 2),
        ("Hollin buys boats of Novak Inc. (NVK) Chief Executive Tina Orr.", 1),
        ("Hollin buys boats of Novak Inc. (NVK) , the maker of The Ferry.", 1),
        ("Hollin buys boats of Novak Inc. (a maker of boats in the north) The price is open.", 1),
        ("Hollin buys boats of Novak Inc. (NVK) Orr’s use of boats is open.", 2),
        ("Hollin buys boats of Novak Inc. Orr’s use of boats is open.", 1),
        ("Hollin bought boats. (NVK) The price is open.", 2),
        # Without a bracket.
        ("Hollin buys boats of Novak Ltd. It was late.", 2),
        ("Hollin buys boats of Novak Ltd. Harbours.", 1),
        ("Hollin Ferries Inc. A shares rose.", 1),
        ("Hollin Ferries Inc. A new bridge is shut.", 2),
        # Others that may stand last, and those that may not.
        ("The boat sails to the U.S. The bridge is shut.", 2),
        ("The boat sails to the U.S. Senate.", 1),
        ("The boat sails at 5 p.m. On Monday it stays.", 2),
        ("The boat is No. 5 of Mr. The.", 1),
        # Initials.
        ("The boat of A.P. Novak sails.", 1),
        ("The boat of J.R.R. Novak sails.", 1),
        ("The boat is of A.P. It sails.", 2),
        ("The boat is of ABC. Novak sails.", 2),
    ],
)
def test_where_an_abbreviation_ends_its_sentence(line: str, pieces: int) -> None:
    assert len(split(line, "en")) == pieces


def test_the_bracket_stays_with_its_company() -> None:
    text = "Hollin buys boats of Novak Inc. (NVK) The price is open."
    assert split(text, "en") == ["Hollin buys boats of Novak Inc. (NVK)", "The price is open."]


def test_the_parts() -> None:
    assert last_word("the U.S. state", 0, 7) == "U.S"
    assert abbreviates("Inc", "N", "en", first=False)
    assert not abbreviates("boat", "N", "en", first=False)
    assert ends_behind("Inc", "Inc. The boat", 4)
    assert not ends_behind("Mr", "Mr. The boat", 3)
    assert last_word("Hollin", 3, 6) == "lin"
    assert last_word("the x" + "x" * 20, 0, 25) == "x" * 20, "what is longer is none"
    assert last_word("a boat ", 0, 7) == ""


@pytest.mark.parametrize(
    ("word", "following", "lang", "own"),
    [
        # A day is numbered in some languages, an item where its line opens, in all.
        ("3", "O", "de", True),
        ("12", "O", "de", True),
        ("123", "O", "de", False),
        ("3", "B", "en", False),
        ("3", "B", "", False),
        # One letter is an initial, or a word that its language shortens so.
        ("A", "N", "en", True),
        ("p", "3", "fr", True),
        ("p", "T", "en", False),
        ("Ⅷ", "T", "en", False),
        # Longer ones are known to their language, and all to a text of which it is not known.
        ("dr", "N", "xx", True),
        ("Dr", "N", "fr", True),
        ("usw", "D", "de", True),
        ("usw", "D", "", True),
        ("usw", "D", "en", False),
        ("usw", "D", "xx", False),
        # What somebody said opens behind a word in small letters, behind a name it is one.
        ("etc", "“", "en", False),
        ("etc", '"', "en", False),
        ("etc", "x", "en", True),
        ("Inc", "“", "en", True),
        # Initials.
        ("A.P", "N", "en", True),
        ("J.R.R", "N", "en", True),
        ("ABC", "N", "en", False),
    ],
)
def test_whose_full_stop_it_is(word: str, following: str, lang: str, own: bool) -> None:
    assert abbreviates(word, following, lang, first=False) is own


@pytest.mark.parametrize("lang", ["en", "de", "zh", ""])
def test_a_number_in_front_is_that_of_an_item(lang: str) -> None:
    assert abbreviates("123", "B", lang, first=True) is True
    assert abbreviates("boat", "B", lang, first=True) is False


@pytest.mark.parametrize(
    ("line", "word", "ends"),
    [
        ("Inc. The boat", "Inc", True),
        ("INC. The boat", "INC", True),
        ("etc. The boat", "etc", True),
        ("A.P. The boat", "A.P", True),
        ("Inc. Then a boat", "Inc", False),
        ("Inc. the boat", "Inc", False),
        ("Inc.", "Inc", False),
        ("Mr. The boat", "Mr", False),
    ],
)
def test_where_one_ends_a_sentence(line: str, word: str, ends: bool) -> None:
    assert ends_behind(word, line, len(word) + 1) is ends


def test_behind_the_bracket_of_its_code_an_owner_opens_a_sentence() -> None:
    line = "Inc. (NVK) Orr’s boats"
    assert ends_behind("Inc", line, line.index(")") + 1) is True
    assert ends_behind("Inc", line, line.index(")")) is False
    assert ends_behind("Inc", "Inc. (NVK) Orr’s Boats", line.index(")") + 1) is False
