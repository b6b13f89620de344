"""Where a sentence may be cut: runs of adjacent clauses that read alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from digests.summarizers.ends import LONG, Cut, Ends
from digests.summarizers.text.brackets import enclosed, mask
from digests.summarizers.text.lengths import (
    MOST_CHARACTERS,
    MOST_WORDS,
    PUNCTUATION,
    fits,
    skip,
    trimmed,
)
from digests.summarizers.text.phrases import Phrases

__all__ = ["MOST_CHARACTERS", "MOST_WORDS", "Cut", "End", "clauses", "fits", "judged", "spans"]

_MOST_ADJUNCTS = 3  # in front of a sentence
_LOOSE = 1_500  # characters of a sentence in which phrases are looked for: a point has at most 300
_OPENED = re.compile(r": (?=(?:The|An?) [a-z]|The [A-Z])")
_ENOUGH_WORDS = 20  # that a point should have of a sentence which is too long for one


def clauses(text: str, phrases: Phrases, *, loose: bool = False) -> list[Cut]:
    """(start, end) of the clauses of a sentence; no cut lies between quotes or brackets.

    ``loose``: phrases of a clause too, for a sentence that is too long.
    """
    hidden = mask(text, enclosed(text))
    ends = {match.end() for match in phrases.cuts.finditer(hidden)}
    if loose:
        ends |= {match.end() for match in phrases.loose.finditer(hidden, 0, _LOOSE)}
    edges = sorted({0, len(text), *ends})
    return list(itertools.pairwise(edges))


def spans(
    text: str, phrases: Phrases, *, unspaced: bool, continued: bool = False, refers: bool = False
) -> list[Cut]:
    """(start, end) of every run of clauses that reads alone and is short enough.

    ``continued``: the sentence goes on from one that ended in a semicolon, so that its subject may be there.
    ``refers``: also those that begin with a pronoun, which read well under the sentence before.
    """
    parts = clauses(text, phrases)
    starts = _starts(text, phrases.adjuncts, phrases, continued=continued)
    if refers and not starts and phrases.refers.match(text, first := skip(text, phrases.strip(text))):
        starts = [first]
    starts = sorted({*starts, *_beyond_marks(text, parts, phrases)})
    cutter = Ends(text, parts, phrases, unspaced=unspaced)
    found = list(_runs(text, parts, starts, cutter))
    if _covers(text, found, unspaced=unspaced):
        return found
    starts = sorted({*starts, *_starts(text, phrases.preambles, phrases, continued=continued)})
    if not starts:
        return []
    more = clauses(text, phrases, loose=True)
    known = set(found)
    loose = _runs(text, more, starts, Ends(text, parts, phrases, unspaced=unspaced, strict=False))
    return found + [cut for cut in loose if cut not in known]


class End(NamedTuple):
    """A clause of a sentence and why a point may not end behind it: "" where it may, else as in ends.py."""

    clause: str
    why: str


def judged(text: str, phrases: Phrases, *, unspaced: bool, continued: bool = False) -> list[End]:
    """Each clause of a sentence from its first start, with what is said of a point that ends there."""
    parts = clauses(text, phrases)
    starts = _starts(text, phrases.adjuncts, phrases, continued=continued)
    if not starts:
        return []
    cutter = Ends(text, parts, phrases, unspaced=unspaced)
    edges = [(begin, cut, trimmed(text, cut)) for begin, cut in parts]
    return [
        End(text[max(begin, starts[0]) : cut].strip(), cutter.refusal(starts[0], begin, cut, end))
        for begin, cut, end in edges
        if end > starts[0]
    ]


def _covers(text: str, found: list[Cut], *, unspaced: bool) -> bool:
    """Whether the spans hold enough of a sentence: all of it, or as many words as a point should have."""
    if unspaced or not found:
        return bool(found) and fits(text, unspaced=unspaced)
    whole = found[-1][1] >= len(text.rstrip(PUNCTUATION))
    return whole or max(text.count(" ", start, end) for start, end in found) >= _ENOUGH_WORDS


def _starts(text: str, adjuncts: re.Pattern[str], phrases: Phrases, *, continued: bool) -> list[int]:
    """Behind what is taken off, and behind each adjunct that may be."""
    start = skip(text, phrases.strip(text))
    found = [start] if _begins(text, start, phrases, loose=continued) else []
    for _ in range(_MOST_ADJUNCTS):
        adjunct = adjuncts.match(text, start)
        if not adjunct or phrases.hedges.search(adjunct.group()):
            break
        start = skip(text, phrases.strip(text, adjunct.end()))
        if _begins(text, start, phrases, loose=True):
            found.append(start)
    return found


def _beyond_marks(text: str, parts: list[Cut], phrases: Phrases) -> list[int]:
    """Starts behind the semicolons of a sentence, where what follows has a subject of its own.

    And behind a colon, where a sentence opens: what stands before it only announces that.
    """
    if "；" not in text and ": " not in text:
        return []
    ends = [end for _, end in parts if text[end - 1 : end] == "；" or _OPENED.match(text, end - 1)]
    starts = [skip(text, phrases.strip(text, skip(text, end))) for end in ends]
    return [start for start in starts if _begins(text, start, phrases, loose=True)]


def _begins(text: str, start: int, phrases: Phrases, *, loose: bool) -> bool:
    if start >= len(text) or phrases.bound.match(text, start):
        return False
    return not (loose and phrases.headless.match(text, start))


def _runs(text: str, cuts: list[Cut], starts: list[int], ends: Ends) -> Iterator[Cut]:
    """Runs from each start to each cut that may close one."""
    edges = [(begin, cut, trimmed(text, cut)) for begin, cut in cuts]
    for start in starts:
        for begin, cut, end in edges:
            if end <= start or (cut < len(text) and not ends.long_enough(start, end)):
                continue
            why = ends.refusal(start, begin, cut, end)
            if why == LONG:
                break
            if not why:
                yield start, end
