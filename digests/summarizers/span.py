"""A stretch of a sentence that may become a point."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from digests.summarizers.frame import Pair
from digests.summarizers.reference import Leans
from digests.summarizers.salience import Salience


class Span(NamedTuple):
    """A stretch of a unit: characters ``start`` to ``end`` of its text.

    ``first`` is the position of its first pair in the article, ``length`` counts its tokens, ``worth`` is a
    factor for what it says (merit.py), ``leans`` the unit that must give a point before it (reference.py).
    ``leads``: it is the news of its article, so that the first point is one of these.
    """

    unit: int
    start: int
    end: int
    first: int
    length: int
    worth: float = 1.0
    leans: Leans | None = None
    leads: bool = False

    def pairs(self, salience: Salience) -> frozenset[Pair]:
        """Its pairs of tokens."""
        return frozenset(salience.frame.pairs[self.first : self.first + self.length - 1])


Rate = Callable[[Span, bool], float]
"""How likely a span would be printed, 0 to 1; the second says whether a point before it explains it."""
