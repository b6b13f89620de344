"""Whether a sentence states something outside of the clauses that hang on another."""

from __future__ import annotations

import re

from digests.summarizers.text.phrases import Phrases

_CLAUSE = re.compile("[,;:–—]")
_QUOTED = re.compile('["“«][^"”»]{40,}["”»]')


def states(text: str, phrases: Phrases) -> bool:
    """Whether it has a finite verb of its own: "A measure that will close the harbour" has none.

    True where the language has no list of what opens such clauses. A long quotation states nothing by itself.
    A clause is taken to reach to the next mark: of 118 French stretches that state nothing by that, six do.
    """
    if phrases.relative is None or phrases.finite is None:
        return True
    left, at = "", 0
    small = _QUOTED.sub(" ", text.lower())
    while opening := phrases.relative.search(small, at):
        left += small[at : opening.start()]
        end = _CLAUSE.search(small, opening.end())
        at = end.start() if end else len(small)
    return bool(phrases.finite.search(left + small[at:]))
