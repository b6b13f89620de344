"""Why an article has the points that it has: each sentence with what it weighs, by any summarizer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digests.model import KeyPoint
from digests.summarizers import DEFAULT, extractive, summarizer
from digests.summarizers.candidates import common_words
from digests.summarizers.learning import learned_keypoints
from digests.summarizers.learning.weights import SENTENCE, Learned, Weights, sentence_features
from digests.summarizers.salience import Parts, Salience, parts, salience
from digests.summarizers.spans import End, judged
from digests.summarizers.text.language import detect, primary
from digests.summarizers.text.phrases import phrases
from digests.summarizers.text.sentences import Sentence, sentences
from digests.summarizers.units import MAX_CHARACTERS, Unit, is_noise, tokens, units

# What the features of learned weights are called where they are shown.
_PARTS = {
    "position": ("one", "first", "second", "early", "last", "opens"),
    "centrality": ("central",),
    "figures": ("figures",),
    "length": ("length",),
    "quotes": ("quotes",),
}
Rating = tuple[float, Mapping[str, float], bool]
Place = tuple[int, int]


class Mark(NamedTuple):
    """A stretch of a sentence, from ``start`` to ``end``, that the point of that rank holds."""

    start: int
    end: int
    rank: int


class Line(NamedTuple):
    """One sentence: its rating by the method, what that is made of, and where points were taken from it.

    ``noise``: the sentence can never give a point. ``rating`` compares only within one article and method.
    ``parts``: of key points only; what the sentence's place and content add to the weight of its pairs.
    ``ends``: of key points only; its clauses, and why a point may not end behind each (ends.py).
    """

    sentence: Sentence
    rating: float
    parts: Mapping[str, float]
    noise: bool
    marks: tuple[Mark, ...]
    ends: tuple[End, ...] = ()


class Explanation(NamedTuple):
    """An article as one summarizer sees it; points by rank."""

    name: str
    points: tuple[KeyPoint, ...]
    lines: tuple[Line, ...]


def explain(
    name: str, title: str, text: str, lang: str, n_points: int, learned: Learned | None = None
) -> Explanation:
    """The article with its points marked; ``name`` as in the table of summarizers.

    ``learned``: the weights of this installation, for key points.
    """
    learned = (learned or Learned()) if name == DEFAULT else Learned()
    made = learned_keypoints.condense(learned, title, text, lang, n_points) if learned.weights else None
    points = tuple(summarizer(name)(title, text, lang, n_points) if made is None else made)
    lang = primary(lang) or detect(text)
    ratings = _ratings(name, title, text, lang, learned.weights.get(lang))
    ends = _ends(text, lang) if name == DEFAULT else {}
    lines = [
        Line(
            sentence,
            *ratings.get(_place(sentence), (0.0, {}, True)),
            marks=_marks(sentence, points),
            ends=ends.get(_place(sentence), ()),
        )
        for sentence in sentences(text[:MAX_CHARACTERS], lang)
    ]
    return Explanation(name, tuple(sorted(points, key=lambda point: point.rank)), tuple(lines))


def _place(sentence: Sentence) -> Place:
    return sentence.paragraph, sentence.place


def _ends(text: str, lang: str) -> dict[Place, tuple[End, ...]]:
    known = phrases(lang)
    return {
        _place(each.sentence): tuple(
            judged(each.text, known, unspaced=each.unspaced, continued=each.continued)
        )
        for each in units(text, lang, known)
    }


def _ratings(name: str, title: str, text: str, lang: str, weights: Weights | None) -> dict[Place, Rating]:
    """Rating, parts and noise by place; a sentence that is not rated is noise."""
    if name in extractive.METHODS:
        rated = extractive.ratings(name, title, text, lang)
        return {_place(sentence): (rating, {}, False) for sentence, rating in rated}
    if name == "lead":
        known = [s for s in sentences(text, lang) if not is_noise(s, phrases(lang))]
        return {_place(sentence): (1 / (1 + i), {}, False) for i, sentence in enumerate(known)}
    article = units(text, lang, phrases(lang))
    if not article:
        return {}
    weighed = salience(article, tokens(title, lang), common_words(lang), weights)
    return _weighed(article, weighed, _parts(article, weighed, weights))


def _weighed(
    article: Sequence[Unit], weighed: Salience, made_of: Sequence[Mapping[str, float]]
) -> dict[Place, Rating]:
    """What each unit's pairs weigh on average."""
    found: dict[Place, Rating] = {}
    for i, (each, own_parts) in enumerate(zip(article, made_of, strict=True)):
        mean = weighed.of(i) / max(1, len(each.tokens) - 1)
        found[_place(each.sentence)] = mean, own_parts, False
    return found


def _parts(article: Sequence[Unit], weighed: Salience, weights: Weights | None) -> list[Mapping[str, float]]:
    """What each unit's place and content add to its weight."""
    traits = weighed.frame.traits
    if weights is None:
        return [_added(parts(i, len(article), own)) for i, own in enumerate(traits)]
    named = weights.named()
    rows = [dict(zip(SENTENCE, row, strict=True)) for row in sentence_features(article, weighed.frame)]
    return [
        {part: sum(named[name] * row[name] for name in names) for part, names in _PARTS.items()}
        for row in rows
    ]


def _added(own: Parts) -> dict[str, float]:
    """Parts that add up: of ``figures``, which is a share, what it takes away."""
    return own._asdict() | {"figures": own.total - own._replace(figures=0.0).total}


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
