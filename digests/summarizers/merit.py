"""What a stretch of a sentence is worth beyond its words: news more, procedure and background less."""

from __future__ import annotations

from collections.abc import Callable

from digests.summarizers.text.brackets import enclosed, mask
from digests.summarizers.text.phrases import Phrases

_NEWS = 1.3
_STALE = 0.5
_UNFIT = 0.5  # for an unquoted first person and broken marks: only where there is nothing else
_LEANS = 0.9  # for an opening that leans on an earlier sentence

_QUOTES = frozenset('“"«「『„')

Places = list[tuple[int, int]]


def merit(text: str, phrases: Phrases) -> Callable[[int, int], float]:
    """The factor of a stretch of ``text``, given its start and end; 1 for what is plainly said."""
    news = [match.span() for match in phrases.news.finditer(text)]
    stale = [match.span() for match in phrases.stale.finditer(text)]

    unfit = [match.span() for match in phrases.unfit.finditer(mask(text, enclosed(text)))]

    def of(start: int, end: int) -> float:
        if _inside(unfit, start, end) or _unspoken(text[start:end]):
            return _UNFIT
        found = _LEANS if phrases.leaning.match(text, start) else 1.0
        if _inside(stale, start, end) or phrases.empty.search(text, start, end):
            found *= _STALE
        return found * _NEWS if _inside(news, start, end) else found

    return of


def _inside(places: Places, start: int, end: int) -> bool:
    return any(start <= first and last <= end for first, last in places)


def _unspoken(text: str) -> bool:
    """Whether all of it is a quotation, without who says it, or a question."""
    return text.endswith(("?", "？")) or (text[0] in _QUOTES and [(0, len(text) - 1)] == enclosed(text))
