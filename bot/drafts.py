"""What admins are looking at before it is done: buttons are too small to carry it. In memory.

After a restart such a button is dead, and says so; numbers go on from the clock, so that it cannot mean
something else.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from digests.errors import BadInput

_MOST = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed that is about to be added, as far as it was chosen; ``every`` are seconds, 0 for its own.

    ``address`` may hold a login, ``teasers`` says that full text would help.
    """

    address: str
    title: str
    teasers: bool = False
    category: str = ""
    every: int = 0
    full_text: bool = False


class Drafts(Generic[T]):
    """Values by number; the oldest are forgotten when there are too many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, T] = OrderedDict()
        self._last = 0

    def put(self, value: T, now: datetime) -> int:
        """Keep a value; the number that finds it again."""
        self._last = max(self._last + 1, int(now.timestamp()))
        self._kept[self._last] = value
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return self._last

    def get(self, number: int) -> T:
        """A value; ``BadInput("dead_draft")`` when it is not known any more."""
        if number not in self._kept:
            raise BadInput("dead_draft")
        return self._kept[number]

    def change(self, number: int, value: T) -> T:
        """Put another value in its place."""
        self.get(number)
        self._kept[number] = value
        return value

    def take(self, number: int) -> T:
        """A value, which is thereby used: a second tap must not do the same again."""
        value = self.get(number)
        del self._kept[number]
        return value
