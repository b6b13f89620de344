"""Sentences that only tell who spoke, where and when; what was said stood before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.summarizers.text.phrases import Phrases

_QUOTE = re.compile('[“"«]')


def may_only_tell(text: str, small: str, phrases: Phrases) -> bool:
    """Whether a look at its clauses is worth while. ``small``: the same in small letters."""
    for key, _ in phrases.tells:
        if key in small:
            return not _QUOTE.search(text)
    return False


def only_tells(clauses: Sequence[str], phrases: Phrases) -> bool:
    """Whether each clause, in small letters, tells that somebody spoke, or has no verb."""
    told = [clause for clause in clauses if _tells(clause, phrases)]
    finite = phrases.finite
    if not told or not finite:
        return len(told) == len(clauses)
    return all(clause in told or not finite.search(clause) for clause in clauses)


def _tells(clause: str, phrases: Phrases) -> bool:
    return any(key in clause and pattern.search(clause) for key, pattern in phrases.tells)
