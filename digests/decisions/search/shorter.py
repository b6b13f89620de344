"""Shorter queries: what may find something where a query found nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.decisions.search.query import CLOSING, OPENING

MOST_PARTS = 4  # of a longer query, one part less is the same question still
_PART = re.compile(rf"[^\s{OPENING}]*[{OPENING}][^{CLOSING}]*[{CLOSING}]?|\S+")
_PHRASE = re.compile(rf"(?<!\S)[{OPENING}]([^{CLOSING}]*)[{CLOSING}]?")


def shorter(text: str) -> tuple[str, ...]:
    """A query with its phrases as mere words, and without one of its words or phrases each."""
    parts = _PART.findall(text)
    bare = " ".join(_PHRASE.sub(r" \1 ", text).split())
    less = _without_one(parts) if len(parts) > 1 else _without_one(bare.split())
    return tuple(each for each in dict.fromkeys((bare, *less)) if each and each != text)


def _without_one(parts: Sequence[str]) -> list[str]:
    if not 2 <= len(parts) <= MOST_PARTS:
        return []
    return [" ".join((*parts[:n], *parts[n + 1 :])) for n in range(len(parts))]
