"""Manners towards hosts: few requests at once, a breath between two, and silence when a host asks for it.

One second between two requests to a host is what crawlers keep by custom (the usual Crawl-delay), and no
hardship: a host with five hundred feeds is read in nine minutes. Two at once, so that one slow answer does
not hold up all other feeds of its host.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

AT_ONCE = 2
PAUSE = 1.0
_KEEP_IDLE = 10_000


@dataclass(slots=True)
class _Host:
    """``free`` is when the next request may start; ``quiet`` until when it asked for silence."""

    places: asyncio.Semaphore
    free: float = 0.0
    quiet: float = 0.0
    waiting: int = 0


@dataclass(slots=True)
class Hosts:
    """Turns at hosts, in this process; ``pause`` in seconds of ``clock``. The empty host knows no limit."""

    at_once: int = AT_ONCE
    pause: float = PAUSE
    clock: Callable[[], float] = monotonic
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def wait(self, host: str) -> float:
        """Seconds until a request to the host may start; nothing is taken."""
        known = self._hosts.get(host)
        return max(0.0, known.free - self.clock(), known.quiet - self.clock()) if known else 0.0

    def is_quiet(self, host: str) -> bool:
        """Whether the host asked for silence that has not passed."""
        known = self._hosts.get(host)
        return known is not None and known.quiet > self.clock()

    def quiet(self) -> tuple[str, ...]:
        """All hosts that asked for silence that has not passed."""
        now = self.clock()
        return tuple(name for name, host in self._hosts.items() if host.quiet > now)

    def hush(self, host: str, seconds: float) -> None:
        """Let no request start for so long: the host answered that there were too many."""
        if host:
            known = self._known(host)
            known.quiet = max(known.quiet, self.clock() + seconds)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a place and for the pace of the host; it is held until the end of the block.

        A host's silence is for those to keep who come by themselves: somebody who asks now gets an answer.
        """
        if not host:
            yield
            return
        known = self._known(host)
        known.waiting += 1
        try:
            async with known.places:
                start = max(known.free, self.clock())
                known.free = start + self.pause
                if (seconds := start - self.clock()) > 0:
                    await asyncio.sleep(seconds)
                yield
        finally:
            known.waiting -= 1

    def _known(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= _KEEP_IDLE:
                self._forget()
            self._hosts[host] = _Host(asyncio.Semaphore(self.at_once))
        return self._hosts[host]

    def _forget(self) -> None:
        """Drop hosts at rest."""
        now = self.clock()
        self._hosts = {
            name: host
            for name, host in self._hosts.items()
            if host.waiting or host.free > now or host.quiet > now
        }
