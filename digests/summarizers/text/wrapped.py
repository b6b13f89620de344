"""Lines that were broken at a width, as in mail and plain text, put together again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from digests.summarizers.text.abbreviations import abbreviates, last_word

_LEAST = 28  # characters of a line that was broken: shorter ones are headings and verses
_LEAST_SMALL, _LEAST_LARGE = (
    12,
    26,
)  # the same where others were: of one that goes on in small letters, with a capital
_MOST = 120  # of one whose end may be followed by a capital, from its last sentence on: no width is larger
_SURE = 2  # lines that go on in small letters: then those that go on with a capital were broken, too
_OPEN = re.compile(
    r"[^\W_.!?][”\"]?$|[,;’'&)–—-]$|[,;][”\"]$|[^\W_]\.$"
)  # ends of a line behind which small letters go on
_ENDING = 2  # characters that these look at
_OPEN_LARGE = re.compile(r"[^\W_][”\"]?$|[,&)–-]$|,[”\"]$")  # behind which a capital may
_STOPPED = re.compile(r"[^\w,，、-]\W*$(?<!\d [ap]\.)")  # "at 10:30 a." lost the rest of "a.m."
_WITHIN = re.compile(r"[.!?][”\"]? ")  # a sentence ends inside of a line: it may hold several paragraphs


def unwrapped(
    lines: Sequence[str], kept: Sequence[bool], lang: str = ""
) -> tuple[Sequence[str], Sequence[bool]]:
    """The lines of a text, with those that went on in the next one; ``kept``: which are code or a table's."""
    prose = [at for at in range(1, len(lines)) if not (kept[at - 1] or kept[at])]
    joins = {at for at in prose if _small(lines, at, _LEAST)}
    if not joins:
        return lines, kept
    if len(joins) >= _SURE:
        joins = {at for at in prose if _small(lines, at, _LEAST_SMALL) or _large(lines, at, lang)}
        joins |= _last(lines, prose, joins)
    found, flags = list[str](), list[bool]()
    for at, line in enumerate(lines):
        if at in joins:
            found[-1] += line if found[-1].endswith("-") else f" {line}"
        else:
            found.append(line)
            flags.append(kept[at])
    return found, flags


def stops(text: str) -> bool:
    """Whether a text ends as a sentence does, and was not cut in the middle."""
    return bool(_STOPPED.search(text))


def _last(lines: Sequence[str], prose: Sequence[int], joins: Collection[int]) -> set[int]:
    """Where the last paragraph opens, if it stops in the middle: it is none, the text was cut there."""
    at = len(lines) - 1
    if stops(lines[at]):
        return set()
    while at in joins:
        at -= 1
    return {at}.intersection(prose)


def _small(lines: Sequence[str], at: int, least: int) -> bool:
    """Whether a line goes on from the one before it in small letters."""
    before = lines[at - 1]
    if not lines[at][0].islower() or len(before) < least:
        return False
    return bool(_OPEN.search(before, len(before) - _ENDING))


def _large(lines: Sequence[str], at: int, lang: str) -> bool:
    """The same of a capital, a figure or an opening mark."""
    before = lines[at - 1]
    if len(before) < _LEAST_LARGE:
        return False
    if len(before) > _MOST and len(_WITHIN.split(before)[-1]) > _MOST:
        return False
    return bool(_OPEN_LARGE.search(before, len(before) - _ENDING)) or _abbreviated(before, lines[at], lang)


def _abbreviated(before: str, line: str, lang: str) -> bool:
    """Whether a line ends with the full stop of an abbreviation: "A.P." in front of "Novak"."""
    end = len(before) - 1
    return before[end] == "." and abbreviates(last_word(before, 0, end), line[0], lang, first=False)
