"""Sentences that only tell who spoke, where and when; what was said stood before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digests.summarizers.text.phrases import Phrases

_QUOTE = re.compile('[“"«]')


def may_only_tell(text: str, small: str, phrases: Phrases) -> bool:
    """Whether a look at its clauses is worth while. ``small``: the same in small letters."""
    return bool(phrases.tells and phrases.tells.search(small) and not _QUOTE.search(text))


def only_tells(clauses: Iterable[str], phrases: Phrases) -> bool:
    """Whether each clause, in small letters, tells that somebody spoke, or has no verb."""
    tells, finite = phrases.tells, phrases.finite
    return all(
        (tells and tells.search(clause)) or not (finite and finite.search(clause)) for clause in clauses
    )
