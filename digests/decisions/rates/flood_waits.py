"""What a flood wait covers: Telegram says how long to wait, and not for which chats.

A chat's wait is that chat's. Everybody is held up only on evidence: a second chat is refused within a second
of a first one, with no success begun between; or one is refused for a second while the overall limit is used
up, which is believed now and then. A hold lasts for the shorter of the waits seen. While a long one lasts, a
message is let through now and then, a probe: its success ends the hold, its refusal puts off the next probe.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

TOGETHER = 1.0
"""Seconds between the refusals of two chats that look like one wait of everybody."""

SHORT = 2.0
"""Seconds of a hold that is waited out without a probe."""

FIRST_PROBE = 1.0
"""Seconds until a long hold is probed; twice as long after each refusal."""

LONGEST_PROBE = 600.0
LONGEST_PROBE_OF_ANSWERS = 60.0
"""Seconds between probes at most: somebody who waits for an answer is a better reason to try."""

SECOND = 1.0
"""What a receiver whose window is a second asks for at most: longer waits of one chat are its own."""

BELIEVED_AGAIN = 40.0
"""Seconds after a hold on one chat's word until there may be another: they cost a fortieth at most."""


@dataclass(slots=True)
class _Hold:
    """From ``since`` to ``until``; ``tried``: the last probe, or its refusal; ``gap``: pause after that."""

    until: float
    since: float
    probed: bool
    tried: float
    gap: float = FIRST_PROBE
    probing: bool = False
    confirmed: bool = False

    def next_probe(self, answer: bool) -> float:
        longest = LONGEST_PROBE_OF_ANSWERS if answer else LONGEST_PROBE
        return min(self.until, self.tried + min(self.gap, longest)) if self.probed else self.until


class _Refused(NamedTuple):
    """A chat was told ``at`` that moment to wait ``until`` then."""

    chat: str
    at: float
    until: float


class End(Enum):
    """What a success did to a hold: nothing; ended it; showed that there was no reason for it."""

    NONE = "none"
    OVER = "over"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a refusal means beyond its chat: everybody is held for ``seconds``, 0 for nobody but the chat.

    ``overloaded``: a hold began on the word of several chats, so that the overall rate was too high.
    """

    seconds: float = 0.0
    overloaded: bool = False


class FloodWaits:
    """The evidence, and the hold that it led to; times are seconds of any one clock."""

    def __init__(self) -> None:
        self._last: _Refused | None = None
        self._hold: _Hold | None = None
        self._believe_from = float("-inf")

    def refused(self, chat: str, seconds: float, begun: float, now: float, *, crowded: bool) -> Verdict:
        """A message to a chat, begun then, was told to wait; ``crowded``: the overall limit was used up."""
        hold, until = self._current(now), now + seconds
        if hold is not None:
            return self._still_held(hold, until, begun, now)
        last, self._last = self._last, _Refused(chat, now, until)
        if last and last.chat != chat and now - last.at <= TOGETHER:
            return self._begin(min(until, last.until), now, overloaded=True)
        if crowded and seconds <= SECOND and now >= self._believe_from:
            self._believe_from = now + BELIEVED_AGAIN
            return self._begin(until, now, overloaded=False)
        return Verdict()

    def _begin(self, until: float, now: float, *, overloaded: bool) -> Verdict:
        self._hold = _Hold(until, now, until - now > SHORT, now)
        return Verdict(until - now, overloaded)

    def _still_held(self, hold: _Hold, until: float, begun: float, now: float) -> Verdict:
        hold.until = min(hold.until, until)
        if begun >= hold.since:  # a probe
            hold.probing, hold.tried, hold.gap = False, now, min(2 * hold.gap, LONGEST_PROBE)
            hold.confirmed = True
        return Verdict(hold.until - now)

    def succeeded(self, begun: float, now: float) -> End:
        """A message begun then went through."""
        if self._last and self._last.at <= begun:
            self._last = None
        hold = self._current(now)
        if hold is None or begun < hold.since:
            return End.NONE
        self._hold = None
        return End.OVER if hold.confirmed else End.REFUTED

    def hold(self, until: float, now: float) -> None:
        """Everybody is held, as it was before a restart or as another process was told."""
        if self._current(now) is None and until > now:
            self._hold = _Hold(until, now, until - now > SHORT, now)

    def wait(self, now: float, *, answer: bool) -> float:
        """Seconds until a message may go, or try, as far as everybody's waits are concerned."""
        hold = self._current(now)
        return max(0.0, hold.next_probe(answer) - now) if hold else 0.0

    def silent(self, now: float) -> float:
        """The same for a digest that is not under way yet: while a probe is, it may come."""
        hold = self._current(now)
        return 0.0 if hold is None or hold.probing else self.wait(now, answer=False)

    def probes(self, now: float) -> bool:
        """Whether whoever goes now is a probe; then nobody else goes before its answer or the gap."""
        hold = self._current(now)
        if hold is None:
            return False
        hold.probing, hold.tried = True, now
        return True

    def left(self, now: float) -> float:
        """Seconds until the hold ends by itself, 0 without one."""
        hold = self._current(now)
        return hold.until - now if hold else 0.0

    def _current(self, now: float) -> _Hold | None:
        if self._hold is not None and now >= self._hold.until:
            self._hold = None
        return self._hold
