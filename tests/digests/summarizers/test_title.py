"""When a sentence only says the title again, and when it says more."""

from __future__ import annotations

import pytest

from digests.summarizers.choose_spans import Span
from digests.summarizers.keypoints import common_words, key_points, stretches
from digests.summarizers.salience import salience
from digests.summarizers.text.phrases import phrases
from digests.summarizers.text.stems import first_letters, stems_of
from digests.summarizers.title import Title
from digests.summarizers.units import tokens, units


def repeated(title: str, sentence: str, lang: str) -> bool:
    """Whether all of a sentence, but for its full stop, says only the title."""
    article = units(sentence, lang, phrases(lang))
    known, common = tokens(title, lang), common_words(lang)
    weighed = salience(article, known, common)
    length = len(article[0].tokens) - 1
    said = Title(known, common, weighed.frame.flat, stems_of(lang))
    return said.repeated(Span(0, 0, 0, 0, length), weighed)


@pytest.mark.parametrize(
    ("title", "sentence", "same"),
    [
        # 9 of the 20 pairs, and of the 21
        ("东港市关闭城北老灯塔", "东港市关闭城北老灯塔并将原址改建成市图书馆。", True),
        ("东港市关闭城北老灯塔", "东港市关闭城北老灯塔并将其原址改建成市图书馆。", False),
        # A figure alone is no word where words are not parted.
        ("东港市拆除2座灯塔", "渡船的票价从下个月起涨到2元。", False),
        ("", "渡船的票价从下个月起涨到2元。", False),
    ],
)
def test_by_pairs(title: str, sentence: str, same: bool) -> None:
    assert repeated(title, sentence, "zh") == same


@pytest.mark.parametrize(
    ("title", "sentence", "same"),
    [
        # Half of the title's words and two fifths of its own, in another order.
        ("Mayor closes Hollin lighthouse", "Lighthouse keepers blame mayor loudly.", True),
        ("Mayor closes Hollin lighthouse", "Lighthouse keepers blame mayor rather loudly.", False),
        ("Mayor closes old Hollin lighthouse", "Lighthouse keepers blame mayor loudly.", False),
        # By the first letters of a word, not by fewer.
        ("Mayor closed lighthouses", "Lighthouse keeper closes doors.", True),
        ("Mayor parking lighthouse", "Lighthouse keeper parks boats nearby.", False),
        # Empty words and marks are in every title.
        ("The mayor is at the harbour", "The captain is at the bridge with friends.", False),
        ("Hollin (Marden)", "Drivers (with captains) left.", False),
        # What rises gains, what falls drops, and towers are what a tower is.
        ("Hollin ferry prices drop", "Prices of boats fell again loudly.", True),
        ("Hollin ferry prices drop", "Prices of boats rose again loudly.", False),
        ("Boat tower closes", "Towers of boats blame mayor.", True),
        # What is short may mean something.
        ("EU sues UK", "UK leaders called EU cruel.", True),
        ("9 boats sank", "Waves broke 9 boats apart.", True),
        ("", "Waves broke 9 boats apart.", False),
    ],
)
def test_by_words(title: str, sentence: str, same: bool) -> None:
    assert repeated(title, sentence, "en") == same


def test_words_are_compared_by_their_first_letters_where_nothing_is_listed() -> None:
    assert stems_of("fr") is first_letters
    assert first_letters("bateaux") == "batea"
    stem = stems_of("en")
    assert stem("climbed") == stem("rose") != stem("fell") == stem("declines")
    assert stem("bonds") == "bond"
    assert stem("s") == "s"


def test_a_part_of_what_repeats_the_title_does_so_unless_it_has_a_figure() -> None:
    title = "Hollin harbour boat prices decline, ferry traders show"
    short = "The price of boats in the harbour of Hollin dropped"
    rest = ", according to traders of ferries in all the harbour towns of the north."
    other = "The index of the nine old towers rose 4 points to 87 points in May."
    assert key_points(title, f"{short}{rest} {other}", "en", 3) == [other[:-1]]
    figure = "The price of boats in the harbour of Hollin dropped 9 crowns"
    assert any(point.startswith(figure) for point in key_points(title, f"{figure}{rest} {other}", "en", 3))


def test_only_the_opening_says_a_title_in_other_words() -> None:
    title = "Hollin harbour boat prices decline"
    said = "The prices of all boats in the harbour dropped."
    news = [
        "The council of Hollin will shut the old bridge for nine weeks in June.",
        "The new tower of Marden has cost the town 9 million crowns so far.",
        "A ferry with 87 drivers sank near the lighthouse in the north on Monday.",
    ]
    for text, offered in ([*news, said], True), ([said, *news], False):
        found = stretches(title, " ".join(text), "en")
        assert found
        assert (said[:-1] in [found.text(span) for span in found.possible]) == offered
