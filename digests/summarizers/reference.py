"""On which other sentence a stretch leans: with a pronoun, or by a surname that was given in full before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from digests.summarizers.text.phrases import Phrases
from digests.summarizers.text.pointing import unnamed
from digests.summarizers.text.short_names import in_full, in_short
from digests.summarizers.units import Unit

# Of at most eight words of forty letters: without bounds a text of capitals alone took three seconds.
_FULL_NAME = re.compile(r"\b(?:[A-Z][\w’'-]{1,39} ){1,7}([A-Z][\w’'-]{2,39})")
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_LETTERS = 5  # of a word: "sanctions" were named by "sanction"
_OWN = re.compile(r"['’]s?$")


class Leans(NamedTuple):
    """``unit``: the one that must give a point, too. ``strictly``: otherwise this one is not understood."""

    unit: int
    strictly: bool


def pronoun(article: Sequence[Unit], number: int, start: int, known: Phrases) -> Leans | None:
    """Of a stretch that opens with a pronoun or its like: the sentence before, if it can name it."""
    text = article[number].text
    if number and known.definite.match(text, start):
        return Leans(number - 1, strictly=False)
    if not known.refers.match(text, start):
        said = number and known.speaker and known.speaker.search(text, start)
        return Leans(number - 1, strictly=False) if said else None
    person = known.personal.match(text, start)
    if not _follows(article, number) or (person and not known.persons.search(article[number - 1].text)):
        return Leans(-1, strictly=True)
    return Leans(number - 1, strictly=True)


def thing(article: Sequence[Unit], number: int, start: int, known: Phrases, title: str) -> Leans | None:
    """Of a stretch that opens with a thing ("The tweet") that is not in the title: where it was named.

    Nowhere, in those words: then the sentence before names it in others.
    """
    match = known.thing and known.thing.match(article[number].text, start)
    if not match or not number:
        return None
    words = [word[:_LETTERS] for word in match[1].lower().split()]
    if any(len(word) >= _LETTERS - 1 and word in title for word in words):
        return None
    named = (at for at in range(number) if words[0] in article[at].text.lower())
    return Leans(next(named, number - 1), strictly=False)


def _follows(article: Sequence[Unit], number: int) -> bool:
    """Whether the unit before is the sentence before: none that gives no points stands between."""
    if not number:
        return False
    before, own = article[number - 1].sentence, article[number].sentence
    return own.place == (before.place + 1 if before.paragraph == own.paragraph else 0)


def tied(article: Sequence[Unit], number: int, known: Phrases) -> Callable[[int, int], Leans | None]:
    """Of a stretch of that unit that holds a tie to the sentence before ("such boats"): that one."""
    each = article[number]
    for key, pattern in known.ties:
        if key in each.text and (tie := pattern.search(each.text)):
            break
    else:
        return _on_nothing
    if each.sentence.paragraph == each.sentence.place == 0:
        return _on_nothing
    at, leans = tie.start(), Leans(number - 1 if _follows(article, number) else -1, strictly=True)
    return lambda start, end: leans if start <= at < end else None


def pointed(
    article: Sequence[Unit], number: int, known: Phrases, title: str
) -> Callable[[int, int], Leans | None]:
    """Of a stretch of that unit that points at what neither it nor the title names: the sentence before."""
    each = article[number]
    if each.unspaced or not known.pointing.search(each.text):
        return _on_nothing
    leans = Leans(number - 1 if _follows(article, number) else -1, strictly=True)
    return lambda start, end: leans if any(unnamed(each.text[start:end], title, known.pointing)) else None


class Names:
    """Where each surname of an article is first given with its first name."""

    def __init__(self, article: Sequence[Unit], title: str) -> None:
        """``title``: names in it are known to who reads the points."""
        self._article, self.title = article, title.lower()
        self._first: dict[str, int] = {}
        for number, each in enumerate(article):
            for name in in_full(each.text) if each.unspaced else _full_names(each.text):
                self._first.setdefault(name, number)

    def opening(self, number: int, start: int, known: Phrases) -> Leans | None:
        """Of what opens with a pronoun, or with a thing that the title does not name."""
        return pronoun(self._article, number, start, known) or thing(
            self._article, number, start, known, self.title
        )

    def leaning(
        self, number: int, text: str, *, unspaced: bool = False
    ) -> Callable[[int, int], Leans | None]:
        """Of a stretch of that unit: where the first surname stands in full that it does not introduce."""
        lone = (
            list(self._parts(number, text) if unspaced else self._lone(number, text)) if self._first else []
        )
        if not lone:
            return _on_nothing

        def of(start: int, end: int) -> Leans | None:
            inside = (unit for first, last, unit in lone if start <= first and last <= end)
            unit = next(inside, None)
            return None if unit is None else Leans(unit, strictly=unspaced)

        return of

    def _parts(self, number: int, text: str) -> Iterator[tuple[int, int, int]]:
        """The same in Chinese, where a name or title in short is not understood at all."""
        for start, end, unit in in_short(text, number, self._first):
            if text[start:end].strip("《》").lower() not in self.title:
                yield start, end, unit

    def _lone(self, number: int, text: str) -> Iterator[tuple[int, int, int]]:
        """Where a surname stands alone in a unit, and the earlier one that gives it in full."""
        for match in _NAME.finditer(text):
            name = _plain(match.group())
            unit = self._first.get(name, number)
            if unit < number and name.lower() not in self.title:
                yield match.start(), match.end(), unit


def _full_names(text: str) -> Iterator[str]:
    """The surnames that stand there behind a first name."""
    return (_plain(match.group(1)) for match in _FULL_NAME.finditer(text))


def _on_nothing(_start: int, _end: int) -> None:
    """Of a unit without lone surnames."""


def _plain(name: str) -> str:
    """Without the ending of an owner."""
    return _OWN.sub("", name)
