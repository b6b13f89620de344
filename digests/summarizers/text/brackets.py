"""Quotes and brackets: what stands between a pair is one piece, wherever a text is cut."""

from __future__ import annotations

import re

_PAIRS = {
    "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "（": "）)", "(": ")）", "《": "》", "〈": "〉",
    "【": "】", "[": "]", "〔": "〕", "［": "］",
}  # fmt: skip
_STRICT = {opening: closing[0] for opening, closing in _PAIRS.items()} | {"„": "“”"}
_CLOSING = frozenset("".join(_PAIRS.values()))
_MARK = re.compile(f'[{re.escape("".join(_PAIRS) + "".join(sorted(_CLOSING)))}"]')
_QUOTES = frozenset('"“„«「『')
_DEPTH = 8
_ENDS = frozenset(".!?…。！？")

FILLER = "\x01"  # hides a character between a pair
QUOTE_END = "\x02"  # stands for a closing quote behind the end of a sentence


def enclosed(text: str) -> list[tuple[int, int]]:
    """Outermost matched pairs as (first, last) positions; marks without a partner pair with nothing."""
    if not _MARK.search(text):
        return []
    stack: list[tuple[int, str]] = []
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        depth = _partner(stack, mark, text, at)
        if depth is not None:
            while found and found[-1][0] > stack[depth][0]:
                found.pop()
            found.append((stack[depth][0], at))
            del stack[depth:]
        elif mark in _PAIRS or mark == '"':
            stack.append((at, mark))
    return found


def _partner(stack: list[tuple[int, str]], mark: str, text: str, at: int) -> int | None:
    """Where on the stack the opening mark of a closing one lies; no text nests deeper than ``_DEPTH``."""
    if mark == '"':
        return _straight(stack, text, at)
    if mark not in _CLOSING:
        return None
    for depth in _depths(stack):
        if mark in _PAIRS.get(stack[depth][1], ""):
            return depth
    return None


def _straight(stack: list[tuple[int, str]], text: str, at: int) -> int | None:
    """A straight quote closes when one is open, unless it is glued to a word that only begins behind it."""
    for depth in _depths(stack):
        if stack[depth][1] == '"':
            before, after = text[at - 1], text[at + 1 : at + 2]
            return None if before.isspace() and after.isalnum() else depth
    return None


def _depths(stack: list[tuple[int, str]]) -> range:
    return range(len(stack) - 1, max(-1, len(stack) - 1 - _DEPTH), -1)


def mask(text: str, pairs: list[tuple[int, int]]) -> str:
    """``text`` of the same length with what stands between pairs hidden, the pairs' own marks included."""
    if not pairs:
        return text
    pieces, done = [], 0
    for first, last in pairs:
        ended = text[first] in _QUOTES and text[first:last].rstrip()[-1] in _ENDS
        pieces += [text[done:first], FILLER * (last - first), QUOTE_END if ended else FILLER]
        done = last + 1
    return "".join([*pieces, text[done:]])


def orphans(text: str) -> list[int]:
    """Positions of quotes and brackets without a partner of the same width."""
    if not _MARK.search(text):
        return []
    stack: list[tuple[int, str]] = []
    lonely = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if stack and (mark in _STRICT.get(stack[-1][1], "") or mark == '"' == stack[-1][1]):
            stack.pop()
        elif mark in _PAIRS or mark == '"':
            stack.append((at, mark))
        else:
            lonely.append(at)
    return sorted([*lonely, *(at for at, _ in stack)])


def balanced(text: str) -> bool:
    """Whether each quote and bracket of ``text`` has its partner, in the right order."""
    return not orphans(text)
