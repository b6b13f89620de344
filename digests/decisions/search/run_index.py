"""The words of some stories in memory: which of them answer a query, for many queries.

Who builds digests for thousands with a query each asks of the same few thousand stories again and again. So
these are taken in once, and a query is answered by setting bits against each other: 3 words of 1,000 stories
take some microseconds. The stories of an answer are the bits of a number, in the order in which they came in.

A word is kept as 48 bits of its hash beside the number of its story, sorted in blocks: eight bytes for each
word of each story, 3.6 kB for a usual article. That two words share these bits is less likely than a broken
disk: one in a thousand million for a hundred thousand queries of 5,000 stories.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from digests.decisions.search.wanted import Alternative, Wanted
from digests.decisions.search.words import Document, holds, spell, words_of

MOST = 6_000
"""Stories: 37 MB with their texts."""

_BLOCK = 256  # stories: a block that has fewer is sorted anew when others come in
_REMEMBERED = 20_000  # words, and so many answers
_SPELLED = 512  # texts
_BITS = 16
_HASH = (1 << 48) - 1


class _Taken(NamedTuple):
    story: int
    published: datetime
    document: Document


class _Answer(NamedTuple):
    """Which of the first ``of`` stories."""

    of: int
    bits: int


class RunIndex:
    """Stories with their words; ``MOST`` of them at most."""

    def __init__(self) -> None:
        self._taken: list[_Taken] = []
        self._places: dict[int, int] = {}
        self._blocks: list[array[int]] = []
        self._words: dict[str, _Answer] = {}
        self._answers: dict[int, _Answer] = {}
        self._spelled: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._taken)

    def __contains__(self, story: int) -> bool:
        return story in self._places

    def add(self, found: Iterable[tuple[int, datetime, Document]]) -> None:
        """Take in stories that are not there yet, each with the time of its first post."""
        begun = len(self._taken) // _BLOCK
        for story, published, document in found:
            place = self._places[story] = len(self._taken)
            self._taken.append(_Taken(story, published, document))
            if place % _BLOCK == 0:
                self._blocks.append(array("Q"))
            words = words_of(document)
            self._blocks[-1].extend([(hash(word) & _HASH) << _BITS | place for word in words])
        self._blocks[begun:] = [array("Q", sorted(block)) for block in self._blocks[begun:]]

    def holds(self, bits: int, story: int) -> bool:
        """Whether a story is one of an answer."""
        place = self._places.get(story)
        return place is not None and bool(bits >> place & 1)

    def bits(self, stories: Iterable[int]) -> int:
        """Those of these stories that are here, as an answer."""
        found = 0
        for each in stories:
            if (place := self._places.get(each)) is not None:
                found |= 1 << place
        return found

    def stories(self, bits: int) -> list[int]:
        """The stories of an answer."""
        found = []
        while bits:
            low = bits & -bits
            found.append(self._taken[low.bit_length() - 1].story)
            bits ^= low
        return found

    def having(self, word: str) -> int:
        """The stories that have a word."""
        known = self._words.get(word, _Answer(0, 0))
        if known.of == len(self._taken):
            return known.bits
        bits, low = known.bits, _key(word)
        for block in self._blocks[known.of // _BLOCK :]:
            at = bisect_left(block, low)
            while at < len(block) and block[at] < low + (1 << _BITS):
                bits |= 1 << (block[at] - low)
                at += 1
        return _remembered(self._words, word, _Answer(len(self._taken), bits))

    def answering(self, query: int, wanted: Wanted) -> int:
        """The stories that a query finds, which is known by its number."""
        known = self._answers.get(query, _Answer(0, 0))
        if known.of == len(self._taken):
            return known.bits
        new = 0
        for each in wanted.alternatives:
            new |= self._with_phrases(self._matching(each) >> known.of << known.of, each.phrases)
        if since := wanted.since:
            new = _kept(new, lambda place: self._taken[place].published >= since)
        return _remembered(self._answers, query, _Answer(len(self._taken), known.bits | new))

    def _matching(self, one: Alternative) -> int:
        bits = self._all(one.words)
        for group in one.without if bits else ():
            bits &= ~self._all(group)
        return bits

    def _all(self, words: Iterable[str]) -> int:
        bits = (1 << len(self._taken)) - 1
        for word in words:
            bits &= self.having(word)
            if not bits:
                break
        return bits

    def _with_phrases(self, bits: int, phrases: Sequence[str]) -> int:
        """Texts are looked into last, and only those of which all words are there."""
        if not phrases:
            return bits
        return _kept(bits, lambda place: all(holds(self._spell(place), each) for each in phrases))

    def _spell(self, place: int) -> str:
        if place not in self._spelled:
            if len(self._spelled) >= _SPELLED:
                self._spelled.clear()
            one = self._taken[place].document
            self._spelled[place] = "\n".join(spell(part) for part in (one.title, one.digest, one.text))
        return self._spelled[place]


def _key(word: str) -> int:
    return (hash(word) & _HASH) << _BITS


def _kept(bits: int, wanted: Callable[[int], bool]) -> int:
    """The bits whose places are wanted."""
    return sum(1 << place for place in range(bits.bit_length()) if bits >> place & 1 and wanted(place))


def _remembered(known: dict[Any, _Answer], key: object, answer: _Answer) -> int:
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = answer
    return answer.bits
