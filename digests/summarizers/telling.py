"""Sentences that only tell who spoke, where and when; what was said stood before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digests.summarizers.text.phrases import Phrases

_QUOTE = re.compile('[“"«]')


def may_only_tell(text: str, small: str, phrases: Phrases) -> bool:
    """Whether a look at its clauses is worth while. ``small``: the same in small letters."""
    for key, _ in phrases.tells:
        if key in small:
            return not _QUOTE.search(text)
    return False


def only_tells(clauses: Iterable[str], phrases: Phrases) -> bool:
    """Whether each clause, in small letters, tells that somebody spoke, or has no verb."""
    told, finite = False, phrases.finite
    for clause in clauses:
        if _tells(clause, phrases):
            told = True
        elif finite is None or finite.search(clause):
            return False  # most sentences: their first clause says something
    return told


def _tells(clause: str, phrases: Phrases) -> bool:
    return any(key in clause and pattern.search(clause) for key, pattern in phrases.tells)
