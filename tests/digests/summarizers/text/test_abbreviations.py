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
