"""Additive increase, multiplicative decrease: the rate that a receiver stands, found by its refusals.

As TCP finds its share of a line (Jacobson, "Congestion Avoidance and Control", 1988): a tenth less after
each time that it was too much, and then little by little more. What is adapted is a share, 0 to 1, of the
rate that is set.
"""

from __future__ import annotations

DECREASE = 0.9
"""A single mistake costs little, and four of them halve a rate that is far too high."""

CLIMB = 0.04 / 60
"""Share regained in a second: of 28 messages a second, one more each minute."""

LEAST = 0.05


def climbed(share: float, seconds: float) -> float:
    """A share so many seconds after it was set."""
    return min(1.0, share + CLIMB * max(0.0, seconds))


def lowered(share: float) -> float:
    """The share after it was too much."""
    return max(LEAST, share * DECREASE)


def full_after(share: float) -> float:
    """Seconds until the whole rate is used again."""
    return (1.0 - share) / CLIMB


class AdaptiveRate:
    """The share in use; times are seconds of any one clock."""

    def __init__(self) -> None:
        self._share = 1.0
        self._at = 0.0
        self._before = 0.0

    def share(self, now: float) -> float:
        """The share to be used now."""
        return climbed(self._share, now - self._at)

    def lower(self, now: float) -> float:
        """It was too much: the new share."""
        before = self.share(now)
        self.set(lowered(before), now)
        self._before = before
        return self._share

    def undo(self, now: float) -> None:
        """There was no reason for the last decrease."""
        self.set(max(self.share(now), self._before), now)

    def set(self, share: float, at: float) -> None:
        """Take up a share that was found at that time."""
        self._share, self._at, self._before = share, at, 0.0
