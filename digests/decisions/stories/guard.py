"""The second lock: what two articles must not be called, whatever their score.

Notices, market tables and series repeat one form of words with another company, code, figure, day or place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.stop_words import CALENDAR_WORDS
from digests.decisions.stories.terms import FIGURE, read
from digests.decisions.stories.weighed import SIZE

_CALENDAR = frozenset(read(" ".join(CALENDAR_WORDS)))
Grade = Literal["same", "related", ""]


def limit(two: Beside) -> Grade:
    """The most that two articles may be called."""
    if two.other_codes():
        return ""
    if not two.both_unspaced() and of_one_mould(two):
        return "related"
    if two.common_frame() <= weights.ONE_FORM:
        return "same"
    if two.other_subjects():
        return ""
    if two.both_unspaced():
        notices = min(two.mine.length, two.head.length) < weights.NOTICE
        return _of_one_form(two) if notices and (two.other_figures() or two.other_days()) else "same"
    if two.gap > weights.SAME_DAY and (two.other_figures() or two.other_days()):
        return _of_one_form(two)
    return "related" if _other_word(two) else "same"


def too_short(two: Beside) -> bool:
    """Whether too little is left of one of them to tell anything: credits, a mere name."""
    mine = two.mine.rest - SIZE < weights.LEAST_UNITS[bool(two.mine.unspaced)]
    return mine or two.head.rest - SIZE < weights.LEAST_UNITS[bool(two.head.unspaced)]


def by_chance(two: Beside, articles: int) -> bool:
    """Whether all that two articles in words share is one word, or with more text two, in a store of few.

    There a city that three of them name is as rare as what tells an event.
    """
    if two.probe.frequencies.articles >= articles or two.both_unspaced():
        return False
    bodies = min(two.mine.length, two.head.length) >= weights.HEADLINE[0]
    return len(two.shared - _CALENDAR) <= weights.ALONE[bodies] and not two.corroborated()


def of_one_mould(two: Beside) -> bool:
    """Whether two headlines in words are one but for rare words, each in the place of another.

    "Pool of Troyes closes for works", "Library of Niort closes for works": who tells an event in other words
    seldom keeps the place of each.
    """
    mine, theirs = two.probe.order, two.other[SIZE : two.head.title_once]
    if len(mine) != len(theirs) or min(two.mine.length, two.head.length) > weights.HEADLINE[1]:
        return False
    changed = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    if not changed or len(mine) - len(changed) < weights.MOULD * len(mine):
        return False
    if any(one in two.shared or other in two.shared for one, other in changed):
        return False  # moved, not changed
    return any(_rare(two, (one,)) and _rare(two, (other,)) for one, other in changed)


def _other_word(two: Beside) -> bool:
    """Whether each title has a rare word that the other article lacks: what a form is filled with."""
    theirs = set(two.other[SIZE : two.head.title]) - two.shared
    mine = two.probe.title - two.shared
    return _rare(two, _words(mine)) and _rare(two, _words(theirs))


def _words(units: Iterable[int]) -> list[int]:
    return [unit for unit in units if unit < FIGURE]


def _rare(two: Beside, units: Collection[int]) -> bool:
    return max(two.probe.frequencies.idfs(units), default=0.0) > weights.USUAL_IDF + weights.OTHER_WORD


def _of_one_form(two: Beside) -> Grade:
    """One form with other figures: what follows within a day and a half may be the next report of it."""
    return "" if two.undated or two.gap > weights.NEXT_REPORT else "related"
