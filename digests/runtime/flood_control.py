"""What comes of a flood wait: pauses, a hold on everybody, a lower rate; and what ends them again.

``decisions.flood_waits`` says what a wait covers and ``decisions.adaptive_rate`` how fast it goes on. This
keeps both together with the queue in front of the wire, and tells them to the other processes and to the
memory that outlives a restart.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from digests.decisions.rates.adaptive_rate import AdaptiveRate
from digests.decisions.rates.flood_waits import End, FloodWaits
from digests.decisions.rates.rates import OVERALL, Rates, Shared
from digests.errors import Unavailable
from digests.model import Pause, Slowdown
from digests.runtime.places import Place, Places
from digests.runtime.send_queue import SendQueue

log = logging.getLogger(__name__)


class Memory(Protocol):
    """What outlives a restart."""

    async def keep(self, found: Pause) -> None:
        """Store a pause of a scope in place of the one before; one that is over by now ends it."""
        ...

    async def slow(self, found: Slowdown) -> None:
        """Store the share of the rate in use in place of the one before."""
        ...


class FloodControl:
    """The limits of one process; ``now`` gives seconds of a clock that is never set."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.memory: Memory | None = None
        self.rates = Rates()
        self.waits = FloodWaits()
        self.speed = AdaptiveRate()
        self._now = now
        self._places = Places(self.rates, self.waits, now, heard=lambda: self._lower(now()))
        self.queue = SendQueue(self._places)

    def share(self, shared: Shared) -> None:
        """From now on take from rates that other processes take from as well."""
        self._places.shared = shared

    # ------------------------------------------------------------------ what is told

    async def refused(self, chat: str, seconds: float, place: Place, begun: float) -> None:
        """A message, begun then in that place, was told to wait: stop its chat, and everybody on evidence."""
        now, limit = self._now(), place.scopes[OVERALL]
        crowded = self.rates.window.crowded(now, limit.most)
        verdict = self.waits.refused(chat, seconds, begun, now, crowded=crowded)
        self._silence(chat, seconds)
        if verdict.overloaded:
            self._lower(now)
        self.queue.turn_away(OVERALL, self.waits.silent(now))
        await self._tell(chat, seconds)
        if verdict.seconds:
            await self._tell(OVERALL, verdict.seconds)
        if verdict.overloaded:
            await self._remember_speed()

    async def succeeded(self, begun: float) -> None:
        """A message begun then went through: if it was a probe, everybody goes on.

        The way is learnt from the call alone: with the commit before it, the shortest one seen in some
        hundred messages was too long by more than the margin, and Telegram's second was overrun.
        """
        now = self._now()
        self.rates.window.learn(now - begun)
        end = self.waits.succeeded(begun, now)
        if end is End.NONE:
            return
        if end is End.REFUTED:
            self.speed.undo(now)
            await self._remember_speed()
        self.queue.look()
        await self._tell(OVERALL, 0.0)

    async def arrived(self, chat: str, place: Place, took: float) -> None:
        """The answer came, whatever it was, ``took`` seconds after the message left."""
        window = self.rates.window
        self.rates.arrived(chat, took)
        if place.number:
            window.answered(place.number, self._now())
        self.queue.look()
        if shared := self._places.shared:
            await _attempt(shared.arrived(chat, took, place.shared, window.lasts()))

    def restore(self, pauses: Iterable[Pause], slowdown: Slowdown | None, at: datetime) -> None:
        """Honour what was kept before a restart; ``at`` is the present moment."""
        now = self._now()
        for each in pauses:
            until = now + (each.until - at).total_seconds()
            if each.scope == OVERALL:
                self.waits.hold(until, now)
            else:
                self.rates.pause(each.scope, until)
        if slowdown is not None:
            self.speed.set(slowdown.share, now - (at - slowdown.since).total_seconds())

    # ------------------------------------------------------------------ what follows

    def _silence(self, chat: str, seconds: float) -> None:
        self.rates.pause(chat, self._now() + seconds)
        self.queue.turn_away(chat, seconds)

    def _lower(self, now: float) -> None:
        share = self.speed.lower(now)
        log.warning("several chats at once were told to wait: sending at %.0f %% of the rate", share * 100)

    async def _tell(self, scope: str, seconds: float) -> None:
        """Tell the memory and the other processes; 0 ends what was told before."""
        begun = datetime.now(UTC)
        if self.memory:
            await _attempt(self.memory.keep(Pause(scope, begun + timedelta(seconds=seconds), begun)))
        if shared := self._places.shared:
            await _attempt(shared.pause(scope, seconds))

    async def _remember_speed(self) -> None:
        if self.memory:
            share = self.speed.share(self._now())
            await _attempt(self.memory.slow(Slowdown(share, datetime.now(UTC))))


async def _attempt(telling: Awaitable[None]) -> None:
    """A database that is away must not hide what Telegram answered."""
    try:
        await telling
    except Unavailable:  # which the store has said in its log, once and not for each message
        log.debug("limits could not be written while the database is away")
    except Exception as error:
        log.warning("limits could not be written: %s", type(error).__name__)
