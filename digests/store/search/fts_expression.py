"""A query in FTS5's language. Words hold no quotes, so nothing of theirs is read as an operator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from digests.decisions.search.wanted import Alternative, Wanted

Group = tuple[str, ...]
T = TypeVar("T")


def expression(wanted: Wanted) -> str:
    """What alternatives share is said once: FTS5 walks the list of a word each time that it is named.

    ``(a OR b OR c) (d OR e) -f`` as six alternatives takes four times as long as in this form.
    """
    return _any(wanted.alternatives)


def _any(ways: Sequence[Alternative]) -> str:
    if len(ways) == 1:
        return _one(ways[0])
    words, without = _shared([way.words for way in ways]), _shared([way.without for way in ways])
    rest = [_less(way, words, without) for way in ways]
    if (words or without) and all(way.words for way in rest):
        return " AND ".join([*map(_quoted, words), f"({_any(rest)})"]) + _nots(without)
    word, count = Counter(word for way in ways for word in way.words).most_common(1)[0]
    if words or count == 1:
        return " OR ".join(f"({_one(way)})" for way in ways)
    parted = [way for way in ways if word in way.words], [way for way in ways if word not in way.words]
    return " OR ".join(f"({_any(each)})" for each in parted)


def _shared(groups: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(each for each in groups[0] if all(each in group for group in groups))


def _less(way: Alternative, words: Group, without: Sequence[Group]) -> Alternative:
    left = tuple(word for word in way.words if word not in words)
    return Alternative(left, tuple(group for group in way.without if group not in without))


def _one(way: Alternative) -> str:
    return _all(way.words) + _nots(way.without)


def _nots(groups: Sequence[Group]) -> str:
    return "".join(f" NOT ({_all(words)})" for words in groups)


def _all(words: Group) -> str:
    return " AND ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    return f'"{word}"'
