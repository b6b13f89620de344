"""Senders: one for each transport, side by side, so that none of them waits for another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from math import inf

from digests.errors import Unauthorized
from digests.steps.send.send import Send

log = logging.getLogger(__name__)


class Senders:
    """The senders of a process.

    A transport that does not know us sends nothing more until the next start: its deliveries wait. Only when
    that goes for every transport, ``Unauthorized`` is raised.
    """

    def __init__(self, each: Iterable[Send]) -> None:
        self._sends = {send.transport: send for send in each}
        self._unauthorized: set[str] = set()

    @property
    def transports(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._sends)

    @property
    def rounds(self) -> list[Callable[[], Awaitable[int]]]:
        """A round of each: the loops that run them are to be apart."""
        return [partial(self._due, send) for send in self._sends.values()]

    @property
    def silences(self) -> Mapping[str, Callable[[], float]]:
        """Of each transport how many seconds it is to say nothing."""
        return {name: partial(self._silent, send) for name, send in self._sends.items()}

    async def to(self, subscriber_id: int, transport: str = "") -> None:
        """Send a chat all that is due for it by this transport; by whichever it is where none is named.

        Where nobody here serves that transport, what is due stays so.
        """
        for name, send in self._sends.items():
            if transport in ("", name) and name not in self._unauthorized:
                try:
                    await send.to(subscriber_id)
                except Unauthorized as error:
                    self._refused(name, error)

    async def stop(self, grace: float) -> None:
        """Stop all of them within ``grace`` seconds; see ``Send.stop``."""
        await asyncio.gather(*(send.stop(grace) for send in self._sends.values()))

    async def _due(self, send: Send) -> int:
        if send.transport in self._unauthorized:
            return 0
        try:
            return await send.due()
        except Unauthorized as error:
            self._refused(send.transport, error)
            return 0

    def _silent(self, send: Send) -> float:
        return inf if send.transport in self._unauthorized else send.silent()

    def _refused(self, transport: str, error: Unauthorized) -> None:
        self._unauthorized.add(transport)
        log.error("%s does not know us, and sends nothing until the next start: %s", transport, error)
        if len(self._unauthorized) == len(self._sends):
            raise error
