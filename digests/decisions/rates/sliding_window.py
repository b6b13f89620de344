"""A sliding window over what a receiver may have counted, however long messages are on their way.

Who sends knows when a message left and when its answer came; the receiver counted it somewhere between. Of
the way there and back the shortest one seen is sure; what was answered later than that was late, there or
back. So a message may have been counted until its answer less the shortest way, and leaves the receiver's
last second a second after that. Where no more than so many may be in that second, no second of the receiver's
holds more, also when messages overtake each other.
"""

from __future__ import annotations

import math

SPAN = 1.0
"""Seconds of the receiver's window."""

LATEST = 1.0
"""Seconds that a message without an answer is late at most: one that hangs takes no place for long."""

_MARGIN = 0.01  # seconds; with uniform delays of 0.1 s the shortest of some hundred ways is that close
_FORGETS = 1.0002  # the shortest way is forgotten in some thousand messages: networks change
_LEARNS = 60  # answers until it is believed


class SlidingWindow:
    """Counts places in the window; times are seconds of any one clock."""

    def __init__(self) -> None:
        self._leaves: dict[int, float] = {}
        self._number = 0
        self._shortest = math.inf
        self._answers = 0

    def wait(self, now: float, most: int) -> float:
        """Seconds until fewer than ``most`` (at least 1) are in the window, 0 when that is now."""
        self._leaves = {number: at for number, at in self._leaves.items() if at > now}
        over = len(self._leaves) - most
        return sorted(self._leaves.values())[over] - now if over >= 0 else 0.0

    def crowded(self, now: float, most: int) -> bool:
        """Whether nearly as many are in it as may be."""
        return most > 0 and 5 * sum(at > now for at in self._leaves.values()) >= 4 * most

    def enter(self, now: float) -> int:
        """A message gets its place now; the number of that place."""
        self._number += 1
        self._leaves[self._number] = now + LATEST + SPAN
        return self._number

    def answered(self, number: int, now: float) -> None:
        """The answer of the message in that place came now."""
        self._leaves[number] = now + self.lasts()

    def lasts(self) -> float:
        """Seconds that a message stays in the window from its answer on."""
        return max(0.0, SPAN + _MARGIN - (self._shortest if self._answers > _LEARNS else 0.0))

    def learn(self, took: float) -> None:
        """A call and its answer took so many seconds."""
        self._answers += 1
        self._shortest = min(took, self._shortest * _FORGETS)

    def leave(self, number: int) -> None:
        """Its message was not sent."""
        self._leaves.pop(number, None)
