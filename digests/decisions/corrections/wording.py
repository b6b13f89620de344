"""Whether two wordings of a title say different things, or only one thing with a slip less.

Said to be a slip: spaces, punctuation, case, articles, labels such as "[Update]"; two letters of a word that
changed places; one letter more, less or other inside a word of five letters and more; one Chinese character
more, less or other. What turns a statement round, and every figure, is never a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from digests.decisions.corrections.figures import is_figure, words
from digests.decisions.duplicates.fingerprint import UNSPACED

_LABEL = re.compile(
    r"^\s*(?:(?:快讯|独家|更新|最新|突发|重磅|视频|组图|图解?|update\w*|exclusive|breaking|video|live|watch)\s*[:：|｜丨]\s*"
    r"|[（(\[【](?:快讯|独家|更新|最新|突发|重磅|视频|组图|图解?|update\w*|exclusive|video|live|photos?)[^）)\]】]{0,3}[）)\]】])+"
    r"|[（(\[【](?:组图|图|更新|视频|update\w*|video|photos?)[）)\]】]\s*$",
    re.IGNORECASE,
)
_EMPTY = frozenset({"a", "an", "the", "s", *"的了地得着"})
_TURNS = frozenset(
    {"not", "no", "never", "without", "nor"}
    | {*"不未无非没否勿莫别拒免停涨跌升降增减多少高低上下买卖盈亏胜负败输赢开关进出东西南北左右正反"}
    | {*"零一二三四五六七八九十百千万亿两半男女生死伤亡前后大小"}
)
_SHORT = 5  # letters: in a shorter word one letter is often another word (Iran and Iraq)
_UNSPACED = re.compile(f"[{UNSPACED}]")


def says_other(before: str, after: str) -> bool:
    """Whether a title says something else than it said before."""
    old, new = (words(_LABEL.sub("", title)) for title in (before, after))
    changes = list(_changes(old, new))
    characters = sum(bool(_UNSPACED.match(word)) for change in changes for word in _longer(*change))
    return characters > 1 or not all(_is_slip(gone, come) for gone, come in changes)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """What stands in place of what, without the words that say nothing."""
    for _, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = list(old[i:j]), list(new[k:m])
        if len(gone) != len(come):
            gone, come = ([word for word in part if word not in _EMPTY] for part in (gone, come))
        if gone != come:
            yield gone, come


def _longer(gone: list[str], come: list[str]) -> list[str]:
    return gone if len(gone) >= len(come) else come


def _is_slip(gone: list[str], come: list[str]) -> bool:
    if "".join(gone) == "".join(come) and not any(map(is_figure, gone)):
        return True  # only spaces
    if any(word in _TURNS or is_figure(word) for word in (*gone, *come)):
        return False
    if len(gone) != len(come):
        return all(map(_UNSPACED.match, (*gone, *come)))
    return all(_is_misspelt(one, other) for one, other in zip(gone, come, strict=True))


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two words are one, a letter apart."""
    if _UNSPACED.match(one) or _UNSPACED.match(other):
        return bool(_UNSPACED.match(one) and _UNSPACED.match(other))
    return _swapped(one, other) or (min(len(one), len(other)) >= _SHORT and _one_letter(one, other))


def _swapped(one: str, other: str) -> bool:
    """Two neighbouring letters changed places."""
    differ = [place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(differ) != 2 or differ[1] - differ[0] != 1:
        return False
    first, second = differ
    return one[first] == other[second] and one[second] == other[first]


def _one_letter(one: str, other: str) -> bool:
    """One letter more, less or other, not the first."""
    short, long = sorted((one, other), key=len)
    same = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    rest = short[same + 1 :] if len(short) == len(long) else short[same:]
    return same > 0 and len(long) - len(short) <= 1 and rest == long[same + 1 :]
