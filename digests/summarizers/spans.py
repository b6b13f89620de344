"""Where a sentence may be cut: runs of adjacent clauses that read alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from digests.summarizers.text.brackets import enclosed, mask
from digests.summarizers.text.phrases import Phrases

MOST_CHARACTERS, MOST_WORDS = 80, 32  # of a point: it is read in passing, three to a story
_LEAST_CHARACTERS, _LEAST_WORDS = 20, 6  # of what was cut out of a sentence
_LEAST_WITH_AMOUNT = 12  # characters of what states an amount: its object is there
_MOST_ADJUNCTS = 3  # in front of a sentence
_ENOUGH_WORDS = 20  # that a point should have of a sentence which is too long for one
_LONGEST = 300  # characters of a point in words: no language's words are ten characters long on average
_PUNCTUATION = " \t\u3000,;:，；：、。．.—–-"
_QUOTED = _PUNCTUATION + '“”"«»「」'
_TAIL = 12  # characters in which a verb of speech would stand
_AMOUNT = re.compile(
    "[0-9０-９一二三四五六七八九十百千万亿两]{2,}[^，。；0-9]{0,2}[元吨家个名人套项次股座辆架艘起例笔台条%％]"
)
_TRIM = re.compile(r"[\s\u3000,;:，；：、—–-]*")

Cut = tuple[int, int]


def fits(text: str, *, unspaced: bool) -> bool:
    """Whether a point is short enough."""
    if unspaced:
        return len(text) <= MOST_CHARACTERS or len("".join(text.split())) <= MOST_CHARACTERS
    return len(text) <= _LONGEST and (len(text) <= MOST_WORDS * 2 or len(text.split()) <= MOST_WORDS)


def clauses(text: str, phrases: Phrases, *, loose: bool = False) -> list[Cut]:
    """(start, end) of the clauses of a sentence; no cut lies between quotes or brackets.

    ``loose``: phrases of a clause too, for a sentence that is too long.
    """
    hidden = mask(text, enclosed(text))
    ends = {match.end() for match in phrases.cuts.finditer(hidden)}
    if loose:
        ends |= {match.end() for match in phrases.loose.finditer(hidden)}
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
    if refers and not starts and phrases.refers.match(text, first := _skip(text, phrases.strip(text))):
        starts = [first]
    starts = sorted({*starts, *_beyond_semicolons(text, parts, phrases)})
    found = list(_runs(text, parts, parts, starts, phrases, unspaced=unspaced))
    if _covers(text, found, unspaced=unspaced):
        return found
    starts = sorted({*starts, *_starts(text, phrases.preambles, phrases, continued=continued)})
    if not starts:
        return []
    more = clauses(text, phrases, loose=True)
    known = set(found)
    loose = _runs(text, parts, more, starts, phrases, unspaced=unspaced, strict=False)
    return found + [cut for cut in loose if cut not in known]


def _covers(text: str, found: list[Cut], *, unspaced: bool) -> bool:
    """Whether the spans hold enough of a sentence: all of it, or as many words as a point should have."""
    if unspaced or not found:
        return bool(found) and fits(text, unspaced=unspaced)
    whole = found[-1][1] >= len(text.rstrip(_PUNCTUATION))
    return whole or max(text.count(" ", start, end) for start, end in found) >= _ENOUGH_WORDS


def _starts(text: str, adjuncts: re.Pattern[str], phrases: Phrases, *, continued: bool) -> list[int]:
    """Behind what is taken off, and behind each adjunct that may be."""
    start = _skip(text, phrases.strip(text))
    found = [start] if _begins(text, start, phrases, loose=continued) else []
    for _ in range(_MOST_ADJUNCTS):
        adjunct = adjuncts.match(text, start)
        if not adjunct or phrases.hedges.search(adjunct.group()):
            break
        start = _skip(text, phrases.strip(text, adjunct.end()))
        if _begins(text, start, phrases, loose=True):
            found.append(start)
    return found


def _beyond_semicolons(text: str, parts: list[Cut], phrases: Phrases) -> list[int]:
    """Starts behind the semicolons of a sentence, where what follows has a subject of its own."""
    ends = [end for _, end in parts if text[end - 1 : end] == "；"]
    starts = [_skip(text, phrases.strip(text, _skip(text, end))) for end in ends]
    return [start for start in starts if _begins(text, start, phrases, loose=True)]


def _begins(text: str, start: int, phrases: Phrases, *, loose: bool) -> bool:
    if start >= len(text) or phrases.bound.match(text, start):
        return False
    return not (loose and phrases.headless.match(text, start))


def _runs(
    text: str,
    parts: list[Cut],
    cuts: list[Cut],
    starts: list[int],
    phrases: Phrases,
    *,
    unspaced: bool,
    strict: bool = True,
) -> Iterator[Cut]:
    """Runs from each start to each cut that may close one; a whole sentence always may."""
    closing: dict[int, bool] = {}
    for start in starts:
        for begin, cut in cuts:
            end = _trimmed(text, cut)
            if not fits(text[start:end], unspaced=unspaced):
                break
            if end <= start:
                continue
            if cut == len(text):
                lone = unspaced or len(parts) == 1
                reads = not (lone and phrases.speech.search(text, max(start, end - _TAIL), end))
            else:
                if cut not in closing:
                    closing[cut] = _closes(text, begin, cut, phrases, strict=strict)
                reads = closing[cut] and _reads(text, start, end, parts, phrases, unspaced=unspaced)
            if reads:
                yield start, end


def _closes(text: str, begin: int, end: int, phrases: Phrases, *, strict: bool) -> bool:
    """Whether a sentence may end behind this clause, as far as the clause and the next one tell."""
    following = _skip(text, end)
    if phrases.turns.match(text, following):
        return False
    if strict and phrases.trailing is not None and not phrases.trailing.match(text, following):
        return False
    clause = text[begin:end].strip(_PUNCTUATION)
    return not (phrases.promises(clause) or phrases.fragments.fullmatch(clause))


def _reads(text: str, start: int, end: int, parts: list[Cut], phrases: Phrases, *, unspaced: bool) -> bool:
    """Whether what was cut out states something: in Chinese its last clause must, elsewhere any."""
    if not _long_enough(text[start:end], unspaced=unspaced):
        return False
    if unspaced:
        last = next(begin for begin, _ in reversed(parts) if begin < end)
        own = [text[_skip(text, max(last, start)) : end]]
    else:
        own = [text[_skip(text, max(a, start)) : min(b, end)] for a, b in parts if b > start and a < end]
    return any(_states(clause, phrases, first=not i) for i, clause in enumerate(own))


def _states(clause: str, phrases: Phrases, *, first: bool) -> bool:
    """Whether a clause has something to say; "she said" has not, what was said stands before it or behind."""
    if phrases.subordinate.match(clause.strip(_QUOTED)) or phrases.speech.search(clause.rstrip(_PUNCTUATION)):
        return False
    if phrases.finite is None:
        return True
    return bool(phrases.finite.search(clause, clause.find(" ") + 1 if first else 0))


def _long_enough(text: str, *, unspaced: bool) -> bool:
    if not unspaced:
        return len(text.split()) >= _LEAST_WORDS
    return len(text) >= (_LEAST_WITH_AMOUNT if _AMOUNT.search(text) else _LEAST_CHARACTERS)


def _skip(text: str, start: int) -> int:
    match = _TRIM.match(text, start)
    return match.end() if match else start


def _trimmed(text: str, end: int) -> int:
    """Without the punctuation of a cut, and without the full stop, which a list of points does not need."""
    return len(text[:end].rstrip(_PUNCTUATION))
