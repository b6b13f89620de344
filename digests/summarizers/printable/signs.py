"""What can be seen of a stretch of a sentence without understanding it, each as a number with its weight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from digests.summarizers.days import led_to
from digests.summarizers.frame import Frame, Pair, pairs_of
from digests.summarizers.printable import wording
from digests.summarizers.span import Span
from digests.summarizers.text.lengths import skip, trimmed
from digests.summarizers.text.phrases import Phrases
from digests.summarizers.units import Unit

OF_UNIT = (
    "first", "second", "third", "later", "place", "opens_paragraph", "first_paragraph", "figures",
    "units",
)  # fmt: skip
OF_SPAN = (
    "cut", "kept", "begins_late", "leans", "leans_hard",
    "numbers", "commas", "quotes", "colon", "small", "worth", "title", "title_held",
    "length", "old", "points_back", "names_body", "urges", "says",
)  # fmt: skip
SIGNS = (*OF_UNIT, *OF_SPAN)

_MOST = 4  # numbers and commas that are counted
_LEAST_WORTH = 0.05
_LONG = 100  # characters that count as one
_NUMBER = re.compile(r"\d[\d.,]*")
_COMMA = re.compile("[,，]")
_QUOTE = re.compile('[“”"「」『』«»]')
_COLON = re.compile("[:：]")
_DATED = re.compile("[月年]")
_UNWORDED = (0, 0, 0)  # where words stand between blanks


def of_unit(article: Sequence[Unit], frame: Frame, number: int) -> tuple[float, ...]:
    """The signs ``OF_UNIT``: where it stands, how full of digits it is, and how long its article is."""
    sentence = article[number].sentence
    return (
        number == 0,
        number == 1,
        number == 2,
        log(1 + number),
        number / len(article),
        sentence.place == 0,
        sentence.paragraph == 0,
        frame.traits[number].figures,
        log(len(article)),
    )


class News(NamedTuple):
    """What stretches are held against: the title, its pairs, and the day of the news (days.py)."""

    title: str
    pairs: frozenset[Pair]
    day: int | None


def news_of(title: Sequence[str], day: int | None) -> News:
    """``title``: its tokens."""
    return News("".join(title), frozenset(pairs_of(title)), day)


class OfSpan:
    """The signs ``OF_SPAN`` of the stretches of one unit."""

    def __init__(self, unit: Unit, known: Phrases, news: News) -> None:
        self._text, self._unspaced, self._news = unit.text, unit.unspaced, news
        self._day = news.day if _DATED.search(unit.text) else None
        self._last = trimmed(unit.text, len(unit.text))
        self._opens = skip(unit.text, known.strip(unit.text))
        self._pointing = known.pointing

    def __call__(self, span: Span, pairs: Sequence[Pair]) -> tuple[float, ...]:
        """``pairs``: those of the span."""
        text = self._text[span.start : span.end]
        said = len(self._news.pairs.intersection(pairs))
        return (
            span.end < self._last,
            (span.end - span.start) / max(1, self._last),
            span.start > self._opens,
            span.leans is not None,
            span.leans is not None and span.leans.strictly,
            min(_MOST, len(_NUMBER.findall(text))),
            min(_MOST, len(_COMMA.findall(text))),
            bool(_QUOTE.search(text)),
            bool(_COLON.search(text)),
            text[:1].islower(),
            log(max(_LEAST_WORTH, span.worth)),
            said / max(1, len(pairs)),
            said / max(1, len(self._news.pairs)),
            len(text) / _LONG,
            led_to(text, self._day),
            *self._wording(text),
        )

    def _wording(self, text: str) -> tuple[float, ...]:
        back = wording.points_back(text, self._news.title, self._pointing)
        if not self._unspaced:
            return back, *_UNWORDED
        return back, wording.names_body(text), wording.urges(text), wording.says(text)
