"""Every stretch of an article that may become a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digests.summarizers.merit import first_result, merit, states_result
from digests.summarizers.reference import Names, pointed, tied
from digests.summarizers.salience import Salience
from digests.summarizers.span import Span
from digests.summarizers.spans import spans
from digests.summarizers.text.brackets import balanced, orphans
from digests.summarizers.text.phrases import Phrases
from digests.summarizers.text.wordlists import words_of
from digests.summarizers.units import Unit, tokens

Wanted = Callable[[int, int, int, int], bool]
"""Whether a stretch may become a point: its first token, how many these are, its characters from and to."""


def common_words(lang: str) -> frozenset[str]:
    """Words of a language that carry no meaning of their own."""
    return words_of("function_words").get(lang, frozenset())


def candidates(
    article: Sequence[Unit], weighed: Salience, lang: str, known: Phrases, title: str = ""
) -> list[Span]:
    """Every span that may become a point, but for those that say the title."""
    names = Names(article, title)
    result = first_result(article, known)
    numbers = sorted({*weighed.heavy, *([] if result is None else [result])})
    found = [s for number in numbers for s in candidates_of(article, number, weighed, lang, known, names)]
    return (
        found if result is None else [_leading(s, article, known) if s.unit == result else s for s in found]
    )


def _leading(span: Span, article: Sequence[Unit], known: Phrases) -> Span:
    """Told to go first, if it states the result of its unit."""
    leads = states_result(article[span.unit].text, known, span.start, span.end)
    return span._replace(leads=True) if leads else span


def candidates_of(
    article: Sequence[Unit],
    number: int,
    weighed: Salience,
    lang: str,
    known: Phrases,
    names: Names,
    wanted: Wanted | None = None,
) -> list[Span]:
    """The spans of the unit of that number; ``wanted`` is asked before anything else of them is looked at."""
    each = article[number]
    cuts = spans(each.text, known, unspaced=each.unspaced, continued=each.continued, refers=number > 0)
    if orphans(each.text) or '"' in each.text:  # otherwise no cut is inside of a pair
        cuts = [(start, end) for start, end in cuts if balanced(each.text[start:end])]
    at = _token_positions(each, sorted({edge for cut in cuts for edge in cut}), lang)
    sized = [(start, end, at[end] - at[start]) for start, end in cuts if at[end] - at[start] > 1]
    if wanted:
        sized = [one for one in sized if wanted(at[one[0]], one[2], one[0], one[1])]
    if not sized:
        return []
    worth = merit(each.text, known, unspaced=each.unspaced, spoken=each.spoken)
    leans = {start: names.opening(number, start, known) for start in {start for start, *_ in sized}}
    ties = tied(article, number, known)
    points = pointed(article, number, known, names.title)
    named = names.leaning(number, each.text, unspaced=each.unspaced)
    first = weighed.frame.starts[number]
    return [
        Span(
            number,
            start,
            end,
            first + at[start],
            length,
            worth(start, end),
            leans[start] or ties(start, end) or points(start, end) or named(start, end),
        )
        for start, end, length in sized
    ]


def _token_positions(each: Unit, edges: Sequence[int], lang: str) -> dict[int, int]:
    """How many of a unit's tokens stand before each character position."""
    if isinstance(each.tokens, str):
        return {edge: edge for edge in edges}
    at, number, done = {}, 0, 0
    for edge in edges:
        number += len(tokens(each.text[done:edge], lang))
        at[edge], done = number, edge
    return at
