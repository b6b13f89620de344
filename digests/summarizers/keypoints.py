"""Key points: the clauses of an article that its summary would hold, cut so that each reads alone.

How: sentences become units without what is no news (units.py); each pair of neighbouring tokens gets a
weight (salience.py); where a unit may be cut is a matter of its language's phrases (spans.py); spans are
chosen by the weight that they add (choose_spans.py) and by how likely an editor would print them
(printable/). docs/key-points.md says why, with what was tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digests.model import KeyPoint
from digests.summarizers.candidates import candidates, common_words
from digests.summarizers.choose_spans import choose
from digests.summarizers.clean_sentence import unstopped
from digests.summarizers.days import own_day
from digests.summarizers.fallback import beginning
from digests.summarizers.learning.weights import Weights
from digests.summarizers.printable.model import Models, models_of
from digests.summarizers.printable.printable import Printable
from digests.summarizers.salience import Salience, salience
from digests.summarizers.span import Span
from digests.summarizers.text.language import detect, primary
from digests.summarizers.text.phrases import Phrases, phrases
from digests.summarizers.text.stems import stems_of
from digests.summarizers.title import Title
from digests.summarizers.units import Unit, tokens, units

VERSION = "10"


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
    found = stretches(title, text, lang, weights)
    chosen = _choose(found, lang, n_points) if found else []
    if not found or not chosen:
        return beginning(title, text, lang, phrases(lang))[: max(0, n_points)]
    ranked = sorted((span.unit, span.start, rank, span.end) for rank, span in enumerate(chosen))
    return [_point(found.article[number], start, end, rank) for number, start, rank, end in ranked]


def _choose(found: Stretches, lang: str, count: int) -> list[Span]:
    models = models_of(lang)
    return choose(found.possible, found.weighed, count, found.printable(models) if models else None)


class Stretches(NamedTuple):
    """The stretches of an article that may become points, weighed."""

    article: Sequence[Unit]
    weighed: Salience
    possible: list[Span]
    known: Phrases
    title: Sequence[str]
    day: int | None

    def text(self, span: Span) -> str:
        """What a stretch says."""
        return self.article[span.unit].text[span.start : span.end]

    def printable(self, models: Models) -> Printable:
        """How likely each would be printed."""
        return Printable(models, self.article, self.weighed.frame, self.known, self.title, self.day)


def stretches(title: str, text: str, lang: str, weights: Weights | None = None) -> Stretches | None:
    """Those of an article; None where no sentence may give a point."""
    known = phrases(lang)
    article = units(text, lang, known)
    if not article:
        return None
    title_tokens = tokens(title, lang)
    weighed = salience(article, title_tokens, common_words(lang), weights)
    said = Title(title_tokens, common_words(lang), weighed.frame.flat, stems_of(lang))
    possible = candidates(article, weighed, lang, known, title)
    unsaid = said.unsaid(possible, weighed)
    return Stretches(article, weighed, unsaid, known, title_tokens, own_day(text))


def _point(each: Unit, start: int, end: int, rank: int) -> KeyPoint:
    return KeyPoint(unstopped(each.text[start:end]), each.sentence.paragraph, each.sentence.place, rank)
