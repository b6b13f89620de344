"""Learns the weights of key points from the posts of an installation, whose titles are the references.

A title is the shortest summary there is, and every feed states one. The features are few and know no word
(learned.py), so that some hundred posts are enough; they are fitted by ridge regression to whether a pair of
the text stands in the title, for each language apart: what pays in one may cost in another. Whether that
helps is decided on posts that were held back, with the title hidden from both: what was learned is worth
keeping only when it wins there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from digests.summarizers.candidates import candidates, common_words
from digests.summarizers.choose_spans import choose
from digests.summarizers.frame import Frame, Pair, frame, pairs_of
from digests.summarizers.learning.weights import (
    FEATURES,
    Weights,
    pair_feature,
    sentence_features,
    token_features,
)
from digests.summarizers.salience import salience
from digests.summarizers.text.language import detect, primary
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import Unit, tokens, units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_POSTS = 5_000
LEAST_POSTS = 50
FOLDS = 5
POINTS = 3
_LEAST_PAIRS = 4  # of a title that says anything
_ROOM = 60  # tokens of the points that are scored
_RIDGE = 1.0
_CERTAIN = 1.96  # standard errors: 95 % of a normal distribution

T = TypeVar("T")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """How weights by hand and learned ones did on held-back posts: mean share of the title's pairs.

    ``margin`` is half the 95 % interval of the difference. ``wins``: the learned ones are better beyond it.
    """

    posts: int
    by_hand: float
    learned: float
    margin: float

    @property
    def wins(self) -> bool:
        """Whether to use what was learned."""
        return self.learned - self.by_hand > self.margin


class Lesson(NamedTuple):
    """One post: its article without the title, and the title's pairs."""

    lang: str
    units: list[Unit]
    frame: Frame
    title: frozenset[Pair]


class Outcome(NamedTuple):
    """What came of one language: how many of its posts teach; weights and report where these are enough."""

    lang: str
    posts: int
    weights: Weights | None = None
    report: Report | None = None

    @property
    def wins(self) -> bool:
        """Whether its weights are worth using."""
        return self.report is not None and self.report.wins


def learn(posts: Sequence[tuple[str, str, str]], progress: Progress | None = None) -> list[Outcome]:
    """Fit each language of some (title, text, language), the one with most posts first."""
    chosen = posts[:MOST_POSTS]
    known: dict[str, list[Lesson]] = {}
    for each in _told((lesson(*post) for post in chosen), 0, 2 * len(chosen), progress):
        if each is not None:
            known.setdefault(each.lang, []).append(each)
    outcomes, done = [], len(chosen)
    for lang, lessons in sorted(known.items(), key=lambda item: -len(item[1])):
        enough = len(lessons) >= LEAST_POSTS
        fitted = fit(lessons, _from(done, len(chosen), progress)) if enough else (None, None)
        outcomes.append(Outcome(lang, len(lessons), *fitted))
        done += len(lessons)
    return outcomes


def fit(lessons: Sequence[Lesson], progress: Progress | None = None) -> tuple[Weights, Report]:
    """Weights from lessons of one language, with what cross-validation says of them.

    Raises ``ValueError`` when there are fewer than ``LEAST_POSTS``.
    """
    if len(lessons) < LEAST_POSTS:
        raise ValueError(f"{len(lessons)} posts with a title and a text; {LEAST_POSTS} are needed")
    sums = [_sums(lessons[fold::FOLDS]) for fold in range(FOLDS)]
    scores: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        held_back = _solve([each for n, each in enumerate(sums) if n != fold])
        both = ((score(each, None), score(each, held_back)) for each in lessons[fold::FOLDS])
        scores += _told(both, len(scores), len(lessons), progress)
    return _solve(sums), _report(scores)


def _told(made: Iterable[T], done: int, total: int, progress: Progress | None) -> Iterator[T]:
    """The same, telling after each how many are done."""
    for number, each in enumerate(made, done + 1):
        yield each
        if progress:
            progress(number, total)


def _from(done: int, posts: int, progress: Progress | None) -> Progress | None:
    """Progress of a part: reading ``posts`` was one half of all, scoring them is the other."""
    return (lambda number, _: progress(done + number, 2 * posts)) if progress else None


def lesson(title: str, text: str, lang: str) -> Lesson | None:
    """A post as training wants it; none when its title or its text says too little."""
    lang = primary(lang) or detect(text)
    article = units(text, lang, phrases(lang))
    wanted = frozenset(
        pair for pair, (a, b) in _named(tokens(title, lang)) if a[0].isalnum() and b[0].isalnum()
    )
    if len(wanted) < _LEAST_PAIRS or not article:
        return None
    counted = frame(article, ())
    return Lesson(lang, article, counted, wanted) if wanted & counted.counts.keys() else None


def score(each: Lesson, weights: Weights | None) -> float:
    """Share of the title's pairs in three points of limited length; neither kind of weights sees the title.

    A limit that both fill is what makes this fair: by F1 against a title the shortest points would win.
    """
    weighed = salience(each.units, "", common_words(each.lang), weights)
    chosen = choose(candidates(each.units, weighed, each.lang, phrases(each.lang)), weighed, POINTS)
    found: set[Pair] = set()
    room = _ROOM
    for span in chosen:
        found.update(weighed.frame.pairs[span.first : span.first + min(room, span.length - 1)])
        room = max(0, room - span.length)
    return len(found & each.title) / len(each.title)


def _named(known: Sequence[str]) -> Iterable[tuple[Pair, tuple[str, str]]]:
    return zip(pairs_of(known), pairwise(known), strict=True)


def _rows(each: Lesson) -> Iterable[tuple[list[float], float]]:
    """Features and answer of every distinct pair, where it first stands."""
    of_token = token_features(each.units, common_words(each.lang))
    seen: set[Pair] = set()
    for unit, row in zip(each.units, sentence_features(each.units, each.frame), strict=True):
        for pair, (a, b) in _named(unit.tokens):
            if pair in seen or not (a[0].isalnum() and b[0].isalnum()):
                continue
            seen.add(pair)
            both = [x + y for x, y in zip(of_token[a], of_token[b], strict=True)]
            yield [*row, *both, pair_feature(each.frame.counts[pair])], float(pair in each.title)


def _sums(lessons: Sequence[Lesson]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What ridge regression needs of some posts, each post counting alike."""
    import numpy as np  # only training needs it: 25 MB that a bot can do without

    gram, answer = np.zeros((len(FEATURES), len(FEATURES))), np.zeros(len(FEATURES))
    for each in lessons:
        rows, wanted = zip(*_rows(each), strict=True)
        matrix = np.array(rows)
        gram += matrix.T @ matrix / len(matrix)
        answer += matrix.T @ np.array(wanted) / len(matrix)
    return gram, answer


def _solve(sums: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> Weights:
    import numpy as np

    gram = sum((each for each, _ in sums), np.zeros((len(FEATURES), len(FEATURES))))
    answer = sum((each for _, each in sums), np.zeros(len(FEATURES)))
    return Weights(tuple(np.linalg.solve(gram + _RIDGE * np.eye(len(FEATURES)), answer).tolist()))


def _report(scores: Sequence[tuple[float, float]]) -> Report:
    number = len(scores)
    by_hand, learned = (sum(column) / number for column in zip(*scores, strict=True))
    gains = [b - a for a, b in scores]
    variance = sum((gain - (learned - by_hand)) ** 2 for gain in gains) / (number - 1)
    return Report(number, by_hand, learned, _CERTAIN * math.sqrt(variance / number))
