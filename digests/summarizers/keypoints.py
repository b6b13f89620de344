"""Key points: the clauses of an article that its summary would hold, cut so that each reads alone.

How: sentences become units without what is no news (units.py); each pair of neighbouring tokens gets a
weight (salience.py); where a unit may be cut is a matter of its language's phrases (spans.py); spans are
chosen by the weight that they add (choice.py). docs/key-points.md says why, with what was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digests.model import KeyPoint
from digests.summarizers.choose_spans import Span, choose
from digests.summarizers.clean_sentence import unstopped
from digests.summarizers.fallback import beginning
from digests.summarizers.learning.weights import Weights
from digests.summarizers.merit import first_result, merit, states_result
from digests.summarizers.reference import Names
from digests.summarizers.salience import Salience, salience
from digests.summarizers.spans import spans
from digests.summarizers.text.brackets import balanced, orphans
from digests.summarizers.text.language import detect, primary
from digests.summarizers.text.phrases import Phrases, phrases
from digests.summarizers.text.wordlists import words_of
from digests.summarizers.title import Title
from digests.summarizers.units import Unit, tokens, units

VERSION = "6"

Wanted = Callable[[int, int, int, int], bool]
"""Whether a stretch may become a point: its first token, how many these are, its characters from and to."""


def key_points(title: str, text: str, lang: str, n_points: int) -> list[str]:
    """At most ``n_points`` short statements of an article, in its order."""
    return [point.text for point in condense(title, text, lang, n_points)]


def condense(
    title: str, text: str, lang: str, n_points: int, weights: Weights | None = None
) -> list[KeyPoint]:
    """Key points with their places in the article and their ranks; ``lang`` may be "" (unknown).

    A smaller ``n_points`` gives the points of the best ranks. A text that states something beyond its title
    has at least one point; code, tables, greetings and the title once more are none.
    ``weights``: those that were learned (train.py) instead of those by hand.
    """
    lang = primary(lang) or detect(text)
    known = phrases(lang)
    article = units(text, lang, known)
    chosen = _choose(title, article, lang, known, n_points, weights) if article else []
    if not chosen:
        return beginning(title, text, lang, known)[: max(0, n_points)]
    ranked = sorted((span.unit, span.start, rank, span.end) for rank, span in enumerate(chosen))
    return [_point(article[number], start, end, rank) for number, start, rank, end in ranked]


def _choose(
    title: str, article: Sequence[Unit], lang: str, known: Phrases, count: int, weights: Weights | None
) -> list[Span]:
    title_tokens = tokens(title, lang)
    weighed = salience(article, title_tokens, common_words(lang), weights)
    said = Title(title_tokens, common_words(lang), weighed.frame.flat)
    possible = candidates(article, weighed, lang, known, title)
    return choose([span for span in possible if not said.repeated(span, weighed)], weighed, count)


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
            leans[start] or named(start, end),
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


def _point(each: Unit, start: int, end: int, rank: int) -> KeyPoint:
    return KeyPoint(unstopped(each.text[start:end]), each.sentence.paragraph, each.sentence.place, rank)
