"""What a stretch of a sentence is worth beyond its words: news more, procedure and background less.

The factors come from which spans an editor chose, in half of the articles that one read (docs/key-points.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from digests.summarizers.text.brackets import enclosed, mask
from digests.summarizers.text.lengths import trimmed
from digests.summarizers.text.main_clause import states
from digests.summarizers.text.phrases import Phrases
from digests.summarizers.units import Unit

_NEWS = 1.1
_STALE = 0.3
_CUT = 0.66  # for a sentence that goes on behind the stretch: what carries it often stands there
_FIGURE = 1.08  # for each figure among words, up to four: what was counted is seldom filler
_MOST_FIGURES = 4
_TAIL = 60  # characters at the end of a stretch in which procedure is told
_EARLY = 12  # units in which the first result of an article is looked for
# For an unquoted first person and broken marks: only where there is nothing else. Without blanks how likely a
# stretch would be printed counts more, and hardly sees what is torn in it.
_UNFIT, _UNFIT_UNSPACED = 0.4, 0.25
_LEANS = 0.9  # for an opening that leans on an earlier sentence

_NUMBERS = re.compile(r"\d[\d.,]*")
_QUESTIONS = frozenset("?？")
_QUOTES = frozenset('“"«「『„')

Places = list[tuple[int, int]]


def merit(
    text: str, phrases: Phrases, *, unspaced: bool = False, spoken: int = 0
) -> Callable[[int, int], float]:
    """The factor of a stretch of ``text``, given its start and end; 1 for what is plainly said.

    ``unspaced``: it is Chinese or its like, where a sentence without figures is the exception. ``spoken``: up
    to there it is a quotation, of which the speaker stands behind.
    """
    news = [match.span() for match in phrases.news.finditer(text)]
    stale = [match.span() for match in phrases.stale.finditer(text)]
    unfit = [place for place in _unquoted(text, phrases.unfit) if place[0] >= spoken]
    figures = [] if unspaced else [match.start() for match in _NUMBERS.finditer(text)]
    last = trimmed(text, len(text))
    leaning: dict[int, bool] = {}
    empty: dict[tuple[int, int], bool] = {}

    def is_empty(start: int, end: int) -> bool:
        key = max(start, end - _TAIL), end
        if key not in empty:
            empty[key] = bool(phrases.empty.search(text, *key))
        return empty[key]

    def of(start: int, end: int) -> float:
        torn = end <= spoken or _inside(unfit, start, end) or _unspoken(text, start, end)
        if torn or not states(text[start:end], phrases):
            return _UNFIT_UNSPACED if unspaced else _UNFIT
        if start not in leaning:
            leaning[start] = bool(phrases.leaning.match(text, start))
        found = (_LEANS if leaning[start] else 1.0) * (_CUT if end < last else 1.0)
        if figures:
            found *= _FIGURE ** min(_MOST_FIGURES, sum(start <= at < end for at in figures))
        if _inside(stale, start, end) or is_empty(start, end):
            found *= _STALE
        return found * _NEWS if _inside(news, start, end) else found

    return of


def first_result(article: Sequence[Unit], phrases: Phrases) -> int | None:
    """The number of the first unit that states a result of a period, if what stands before it says little."""
    for number, each in enumerate(article[:_EARLY]):
        if states_result(each.text, phrases, 0, len(each.text)):
            return number
        if not says_little(each.text, phrases):
            return None
    return None


def states_result(text: str, phrases: Phrases, start: int, end: int) -> bool:
    """Whether a stretch says what was made in a period and how that moved."""
    return bool(phrases.result and phrases.result.search(text, start, end))


def says_little(text: str, phrases: Phrases) -> bool:
    """Whether a sentence is procedure, a formula or background."""
    return bool(phrases.empty.search(text, 0, trimmed(text, len(text))) or phrases.stale.search(text))


def _unquoted(text: str, pattern: re.Pattern[str]) -> Places:
    """Where it stands outside of quotation marks and brackets."""
    if not pattern.search(text):
        return []
    return [match.span() for match in pattern.finditer(mask(text, enclosed(text)))]


def _inside(places: Places, start: int, end: int) -> bool:
    return bool(places) and any(start <= first and last <= end for first, last in places)


def _unspoken(text: str, start: int, end: int) -> bool:
    """Whether all of it is a quotation, without who says it, or a question."""
    if text[end - 1] in _QUESTIONS:
        return True
    return text[start] in _QUOTES and [(0, end - start - 1)] == enclosed(text[start:end])
