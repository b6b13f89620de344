"""Figures and words held together with the characters beside them: 47座, 2028年, 12月20, A股.

A text gives all of them: a pair of each word and the character on either side of it, and of two figures with
one character between them the three as one, so that 12月20 is told from a 12月1日 and a 1月20日. A query asks
for those without which it would find too little or too much:

- A character that has no other character beside it makes no pair, so it is held to the word before it, or
  else to that after it: A股, 第3, 5月CPI.
- A figure is held to what it counts: 47座桥 is no 47条 with some 座桥. Not so a year without its 年, a word
  by itself: 2026世界杯 is 2026年世界杯, too.

A blank does not part them in a text, since some write 到 2028 年; in a query it does, as it stands between
words there. All else parts them. Beside the 292 words of 709 characters of Chinese news stand 22 joints: 12
of a figure, one of two figures, 9 of a word in letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import add
from typing import NamedTuple

from digests.decisions.duplicates.fingerprint import UNSPACED
from digests.decisions.search.forms import fold, form_of

_WORD = rf"[^\W_{UNSPACED}]+"
_BESIDE = re.compile(rf"([{UNSPACED}])? ?({_WORD})(?= ?([{UNSPACED}])(?: ?({_WORD}))?|)")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_RUN_OR_END = re.compile(rf"([{UNSPACED}]+)|({_WORD})|.", re.DOTALL)


def joints_in(folded: str) -> Iterator[str]:
    """The joints of a folded text in their order."""
    for before, word, after, beyond in _BESIDE.findall(folded):
        one, other = form_of(word), form_of(beyond)
        if before:
            yield before + one
        if after:
            yield one + after
        if one.isdecimal() and other.isdecimal():
            yield one + after + other


def asked_in(text: str) -> Iterator[str]:
    """The words that a text must have to hold what is asked, with joints in the place of what they hold."""
    runs = [_NOTHING, _NOTHING, *_runs(text), _NOTHING]
    held = [_held(*each) for each in zip(runs, runs[1:], runs[2:], strict=False)]
    beside = zip(runs[1:], runs[2:], runs[3:], held, held[1:], strict=False)
    for left, run, right, to_left, to_right in beside:
        if run.unspaced:
            yield from _chain(left.said if to_left else "", run.said, right.said if to_right else "")
        elif run.said and not to_left and not to_right:
            yield run.said


class _Run(NamedTuple):
    """Characters that write no spaces, or a word; nothing where something stands between two of them."""

    said: str = ""
    unspaced: bool = False


_NOTHING = _Run()


def _runs(text: str) -> Iterator[_Run]:
    for unspaced, word in _RUN_OR_END.findall(fold(text)):
        yield _Run(unspaced or form_of(word), bool(unspaced)) if unspaced or word else _NOTHING


def _held(before: _Run, one: _Run, other: _Run) -> bool:
    """Whether two neighbours are asked for together; ``before`` is what stands before them."""
    if one.unspaced == other.unspaced or not one.said or not other.said:
        return False
    if other.unspaced:
        return len(other.said) == 1 or _counts(one.said, other.said)
    between = before.said.isdecimal() and other.said.isdecimal()
    return len(one.said) == 1 and (between or not before.said)


def _counts(word: str, what: str) -> bool:
    return word.isdecimal() and (what[0] == "年" or not _YEAR.fullmatch(word))


def _chain(before: str, unspaced: str, after: str) -> Iterator[str]:
    """A run with the words that are held together with it."""
    if len(unspaced) == 1:
        yield before + unspaced + after
        return
    if before:
        yield before + unspaced[0]
    yield from map(add, unspaced, unspaced[1:])
