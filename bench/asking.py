"""People who ask the bot something in turn, and how long they wait."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bench.stage import Telegram

READERS, ASKED_EVERY = 10, 0.5  # seconds

Said = list[tuple[int, float]]
"""Who asked, and when."""


@asynccontextmanager
async def asking(server: Telegram, questions: Sequence[str]) -> AsyncIterator[Said]:
    """People ask meanwhile, one after the other, each of the questions in turn."""
    said: Said = []
    people = await server.post("chats", kind="private", started=True, count=READERS)

    async def ask() -> None:
        for person, question in zip(itertools.cycle(people), itertools.cycle(questions), strict=False):
            said.append((person, time.time()))
            await server.post(f"chats/{person}/say", text=question)
            await asyncio.sleep(ASKED_EVERY)

    running = asyncio.create_task(ask())
    try:
        yield said
    finally:
        running.cancel()
        await asyncio.sleep(1)  # the last answer


def waits(said: Said, answers: Sequence[dict[str, Any]]) -> list[float]:
    """Seconds from each question to its answer; those of one chat come in their order."""
    times: dict[int, list[float]] = defaultdict(list)
    for each in answers:
        times[each["chat"]].append(each["time"])
    return [times[person].pop(0) - at for person, at in said if times[person]]
