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

from bot.sandbox.bans import EVERYBODY, Bans
from bot.sandbox.state import Chat, Kind


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages per second in all and per private chat with their bursts; per minute in a group or channel.

    ``strict``: no second, wherever it begins, holds more than ``overall`` messages, and what a refusal asks
    for is a ban: whatever comes within it is refused, and counted.
    """

    overall: float = 30.0
    overall_burst: int = 30
    private: float = 1.0
    private_burst: int = 3
    group_per_minute: int = 20
    paid: float = 1000.0
    strict: bool = False


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


_Meter = _Bucket | _Window


class Rates:
    """One server's meters. ``clock`` gives seconds and can be set by a test."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self.bans = Bans(clock)
        self._overall: _Meter = (
            _Window(int(limits.overall), 1.0)
            if limits.strict
            else _Bucket(limits.overall, limits.overall_burst)
        )
        self._paid = _Bucket(limits.paid, int(limits.paid))
        self._chats: dict[int, _Meter] = {}

    def take(self, chat: Chat, *, paid: bool = False) -> int:
        """0 if a message may go to the chat now, else the whole seconds to wait, and nothing is counted."""
        now = self._clock()
        if left := self.bans.meets(chat.id):
            return math.ceil(left)
        meters = {EVERYBODY: self._paid if paid else self._overall, chat.id: self._meter(chat)}
        waits = {scope: math.ceil(meter.wait(now)) for scope, meter in meters.items()}
        if any(waits.values()):
            self._ban(waits)
            return max(waits.values())
        for meter in meters.values():
            meter.take(now)
        return 0

    def _ban(self, waits: dict[int, int]) -> None:
        if self.limits.strict:
            for scope, seconds in waits.items():
                self.bans.start(scope, seconds)

    def _meter(self, chat: Chat) -> _Meter:
        meter = self._chats.get(chat.id)
        if meter is None:
            meter = self._chats[chat.id] = self._new_meter(chat)
        return meter

    def _new_meter(self, chat: Chat) -> _Meter:
        if chat.kind is Kind.PRIVATE:
            return _Bucket(self.limits.private, self.limits.private_burst)
        return _Window(self.limits.group_per_minute, 60.0)
