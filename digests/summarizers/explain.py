"""Why an article has the points that it has: each sentence with what it weighs, by any summarizer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digests.model import KeyPoint
from digests.summarizers import extractive, summarizer
from digests.summarizers.keypoints import common_words
from digests.summarizers.language import detect, primary
from digests.summarizers.phrases import phrases
from digests.summarizers.salience import Parts, Salience, parts, salience
from digests.summarizers.sentences import Sentence, sentences
from digests.summarizers.units import MAX_CHARACTERS, Unit, is_noise, tokens, units


class Mark(NamedTuple):
    """A stretch of a sentence, from ``start`` to ``end``, that the point of that rank holds."""

    start: int
    end: int
    rank: int


class Line(NamedTuple):
    """One sentence: its rating by the method, what that is made of, and where points were taken from it.

    ``noise``: the sentence can never give a point. ``rating`` compares only within one article and method.
    """

    sentence: Sentence
    rating: float
    parts: Parts | None
    noise: bool
    marks: tuple[Mark, ...]


class Explanation(NamedTuple):
    """An article as one summarizer sees it; points by rank."""

    name: str
    points: tuple[KeyPoint, ...]
    lines: tuple[Line, ...]


def explain(name: str, title: str, text: str, lang: str, n_points: int) -> Explanation:
    """The article with its points marked; ``name`` as in the table of summarizers."""
    points = tuple(summarizer(name)(title, text, lang, n_points))
    lang = primary(lang) or detect(text)
    ratings = _ratings(name, title, text, lang)
    lines = [
        Line(sentence, *ratings.get(_place(sentence), (0.0, None, True)), marks=_marks(sentence, points))
        for sentence in sentences(text[:MAX_CHARACTERS], lang)
    ]
    return Explanation(name, tuple(sorted(points, key=lambda point: point.rank)), tuple(lines))


def _place(sentence: Sentence) -> tuple[int, int]:
    return sentence.paragraph, sentence.place


def _ratings(
    name: str, title: str, text: str, lang: str
) -> dict[tuple[int, int], tuple[float, Parts | None, bool]]:
    """Rating, parts and noise by place; a sentence that is not rated is noise."""
    if name in extractive.METHODS:
        rated = extractive.ratings(name, title, text, lang)
        return {_place(sentence): (rating, None, False) for sentence, rating in rated}
    if name == "lead":
        known = [s for s in sentences(text, lang) if not is_noise(s, phrases(lang))]
        return {_place(sentence): (1 / (1 + i), None, False) for i, sentence in enumerate(known)}
    article = units(text, lang, phrases(lang))
    return _weighed(article, salience(article, tokens(title, lang), common_words(lang))) if article else {}


def _weighed(
    article: Sequence[Unit], weighed: Salience
) -> dict[tuple[int, int], tuple[float, Parts | None, bool]]:
    """What each unit's pairs weigh on average."""
    found: dict[tuple[int, int], tuple[float, Parts | None, bool]] = {}
    for i, each in enumerate(article):
        mean = weighed.of(i) / max(1, len(each.tokens) - 1)
        found[_place(each.sentence)] = mean, parts(i, len(article), weighed.frame.traits[i]), False
    return found


def _marks(sentence: Sentence, points: Sequence[KeyPoint]) -> tuple[Mark, ...]:
    """Where points stand in their sentence: the shortest stretch that holds each."""
    own = [point for point in points if (point.paragraph, point.sentence) == _place(sentence)]
    return tuple(sorted(Mark(*_stretch(point.text, sentence.text), point.rank) for point in own))


def _stretch(point: str, sentence: str) -> tuple[int, int]:
    start = sentence.find(point)
    if start >= 0:
        return start, start + len(point)
    end = 0
    letters = [character for character in point if not character.isspace()]
    for character in letters:
        end = sentence.find(character, end) + 1
    start = end
    for character in reversed(letters):
        start = sentence.rfind(character, 0, start)
    return start, end
