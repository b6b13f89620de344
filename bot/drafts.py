"""Addresses that admins are looking at: buttons are too small to carry them. In memory.

After a restart such a button is dead, and says so; numbers go on from the clock, so that it cannot mean
another address.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from digests.errors import BadInput

_MOST = 500


class Drafts:
    """Lists of addresses by number; the oldest are forgotten when there are too many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[str, ...]] = OrderedDict()
        self._last = 0

    def put(self, addresses: tuple[str, ...], now: datetime) -> int:
        """Keep addresses; the number that finds them again."""
        self._last = max(self._last + 1, int(now.timestamp()))
        self._kept[self._last] = addresses
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return self._last

    def get(self, number: int, place: int = 0) -> str:
        """An address; ``BadInput("dead_draft")`` when it is not known any more."""
        kept = self._kept.get(number, ())
        if place >= len(kept):
            raise BadInput("dead_draft")
        return kept[place]

    def take(self, number: int) -> str:
        """The only address of a number, which is thereby used: a second tap must not add it again."""
        address = self.get(number)
        del self._kept[number]
        return address
