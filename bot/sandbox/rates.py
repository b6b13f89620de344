"""Telegram's rates, enforced: so many messages a second in all, in one private chat, a minute in one group.

Published (core.telegram.org/bots/faq): about 30 a second in bulk, 1 a second in one chat with short bursts
tolerated, 20 a minute in one group; 1,000 a second with paid broadcasts. The exact rules are secret.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.state import Chat, Kind


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages per second in all and per private chat with their bursts; per minute in a group or channel."""

    overall: float = 30.0
    overall_burst: int = 30
    private: float = 1.0
    private_burst: int = 3
    group_per_minute: int = 20
    paid: float = 1000.0


class _Bucket:
    """The generic cell rate algorithm: ``burst`` at once, then one each ``interval`` seconds."""

    __slots__ = ("burst", "due", "interval")

    def __init__(self, rate: float, burst: int) -> None:
        self.interval = 1 / rate
        self.burst = burst
        self.due = 0.0

    def wait(self, now: float) -> float:
        return max(0.0, self.due - now - self.interval * (self.burst - 1))

    def take(self, now: float) -> None:
        self.due = max(self.due, now) + self.interval


class _Window:
    """At most ``count`` in any ``seconds``."""

    __slots__ = ("seconds", "times")

    def __init__(self, count: int, seconds: float) -> None:
        self.times: deque[float] = deque(maxlen=count)
        self.seconds = seconds

    def wait(self, now: float) -> float:
        full = len(self.times) == self.times.maxlen
        return max(0.0, self.times[0] + self.seconds - now) if full else 0.0

    def take(self, now: float) -> None:
        self.times.append(now)


class Rates:
    """One server's meters. ``clock`` gives seconds and can be set by a test."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._overall = _Bucket(limits.overall, limits.overall_burst)
        self._paid = _Bucket(limits.paid, int(limits.paid))
        self._chats: dict[int, _Bucket | _Window] = {}

    def take(self, chat: Chat, *, paid: bool = False) -> int:
        """0 if a message may go to the chat now, else the whole seconds to wait, and nothing is counted."""
        now = self._clock()
        meters = (self._paid if paid else self._overall, self._meter(chat))
        wait = max(meter.wait(now) for meter in meters)
        if wait > 0:
            return math.ceil(wait)
        for meter in meters:
            meter.take(now)
        return 0

    def _meter(self, chat: Chat) -> _Bucket | _Window:
        meter = self._chats.get(chat.id)
        if meter is None:
            meter = self._chats[chat.id] = self._new_meter(chat)
        return meter

    def _new_meter(self, chat: Chat) -> _Bucket | _Window:
        if chat.kind is Kind.PRIVATE:
            return _Bucket(self.limits.private, self.limits.private_burst)
        return _Window(self.limits.group_per_minute, 60.0)
