"""Many queries that wait for posts. For one post only those are tried whose rarest word it has.

An alternative of a query cannot match a post that lacks any of its words, so it hangs at one of them: at that
which the fewest posts have. A post of 500 words leads to the few queries that hang at these, of however many:
1,000 posts find theirs among 50,000 in 1.3 s (``make bench ONLY=standing``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from digests.decisions.search.matching import Words
from digests.decisions.search.wanted import Alternative, Wanted
from digests.decisions.search.words import Document


class _Hook(NamedTuple):
    query: int
    alternative: Alternative


class StandingQueries:
    """Queries by their numbers; ``frequency`` says how many posts have a word, where that is known.

    Without it a word hangs as few queries as it can: words that many queries name are mostly common ones.
    """

    def __init__(self, frequency: Mapping[str, int] | None = None) -> None:
        self._frequency = frequency or {}
        self._hooks: dict[str, list[_Hook]] = defaultdict(list)
        self._words: dict[int, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, query: object) -> bool:
        return query in self._words

    def add(self, query: int, wanted: Wanted) -> None:
        """Have a query wait, in the place of the one of its number; without any word it finds nothing."""
        self.remove(query)
        words = []
        for alternative in filter(lambda each: each.words, wanted.alternatives):
            rarest = min(alternative.words, key=self._rarity)
            self._hooks[rarest].append(_Hook(query, alternative))
            words.append(rarest)
        self._words[query] = tuple(words)

    def _rarity(self, word: str) -> tuple[int, int, int]:
        """Smallest for the rarest; longer words are rarer where nothing else is known."""
        return self._frequency.get(word, 0), len(self._hooks.get(word, ())), -len(word)

    def remove(self, query: int) -> None:
        """Let a query go; nothing where there is none."""
        for word in self._words.pop(query, ()):
            left = [hook for hook in self._hooks[word] if hook.query != query]
            if left:
                self._hooks[word] = left
            else:
                self._hooks.pop(word)

    def find(self, document: Document | Words) -> set[int]:
        """The numbers of the queries that this document answers."""
        words = document if isinstance(document, Words) else Words(document)
        found = set[int]()
        for word in words.all:
            for query, alternative in self._hooks.get(word, ()):
                if query not in found and words.match(alternative):
                    found.add(query)
        return found
