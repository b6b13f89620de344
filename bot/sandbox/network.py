"""The way between the bot and the server: how long a call and its answer take."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Network:
    """Seconds: ``delay`` of each call, and what chance adds at most, there and on the way ``back``."""

    delay: float = 0.0
    jitter: float = 0.0
    back: float = 0.0

    async def carry_call(self) -> None:
        """The call is on its way; calls may overtake each other."""
        await _sleep(self.delay, self.jitter)

    async def carry_answer(self) -> None:
        """The answer is on its way."""
        await _sleep(0.0, self.back)


async def _sleep(least: float, jitter: float) -> None:
    if least or jitter:
        await asyncio.sleep(least + random.uniform(0, jitter))  # noqa: S311  chance, no secret
