"""What crashes and a bad network cost: the bot is killed at random moments; a tenth of its calls fail.

A part is lost when it never arrived, and repeated when it arrived twice; a repeat is recorded when the outbox
counts an unanswered send of that part. ``BENCH_WHOLE=1``: 200 kills and 5,000 deliveries, else a twentieth.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
from pathlib import Path
from typing import Any

from bench.alert_kills import alert_kills
from bench.delivery import FREE
from bench.outbox import Verdict, emptied, prepare, verdict
from bench.stage import Telegram, telegram
from bench.table import show
from tests.flow.process import bot

WHOLE = os.environ.get("BENCH_WHOLE") == "1"
KILLS = 200 if WHOLE else 10
READERS = 200 if WHOLE else 50
DELIVERIES = 5000 if WHOLE else 250
LEASE = 5  # seconds
PATIENCE = 600.0
MISFORTUNES: tuple[dict[str, Any], ...] = (
    {"failure": "flood", "retry_after": 1},
    {"failure": "error", "code": 500},
    {"failure": "page", "code": 502},
    {"failure": "page", "code": 504, "accepted": True},
    {"failure": "reset"},
    {"failure": "reset", "accepted": True},
    {"failure": "hang"},
    {"failure": "truncated"},
)


async def main() -> None:
    """Both, and what they cost."""
    rows = [
        _row(f"{KILLS} kills", await kills(DELIVERIES, KILLS)),
        _row("10 % of calls fail", await misfortunes(DELIVERIES)),
    ]
    head = ("what", "parts", "lost", "repeated", "of them unrecorded", "ambiguous sends", "not sent")
    show(f"Crashes and misfortunes, {DELIVERIES:,} deliveries", head, rows)
    told = await alert_kills(READERS, KILLS)
    show(f"Alerts, {KILLS} kills", ("stories for readers", *told._fields[1:]), [told])


def _row(name: str, found: Verdict) -> tuple[object, ...]:
    return (name, found.parts, found.lost, found.repeated, found.unrecorded, found.ambiguous, found.open)


async def kills(deliveries: int, number: int, seed: int = 1) -> Verdict:
    """Kill the bot that often, at random moments of its sending, then let it finish."""
    rng = random.Random(seed)
    # So slow that the deliveries last for all its lives, each of which sends for about half a second.
    pace = {"RATE_OVERALL": str(max(2, 2 * deliveries // number)), "LEASE_SECONDS": str(LEASE)}
    with tempfile.TemporaryDirectory() as place:
        url = await prepare(Path(place), deliveries)
        async with telegram() as server:
            for _ in range(number):
                async with bot(Path(place), server, **FREE | pace, DATABASE_URL=url) as running:
                    await asyncio.sleep(rng.random())
                    await running.kill()
            return await _finish(Path(place), url, server)


async def misfortunes(
    deliveries: int, share: float = 0.1, seed: int = 1, *, hang: float = 20.0, hasten: bool = False
) -> Verdict:
    """Let a share of all calls that send fail, each in one of the ways there are; see ``emptied``."""
    with tempfile.TemporaryDirectory() as place:
        url = await prepare(Path(place), deliveries)
        async with telegram() as server:
            await server.post("seed", seed=seed)
            for one in MISFORTUNES:
                each = share / len(MISFORTUNES)
                lasts = {"seconds": hang} if one["failure"] == "hang" else {}
                await server.post("faults", method="sendMessage", count=0, probability=each, **one, **lasts)
            return await _finish(Path(place), url, server, hasten=hasten)


async def _finish(folder: Path, url: str, server: Telegram, *, hasten: bool = False) -> Verdict:
    """Let the bot run until nothing is open; raises ``TimeoutError`` when that never comes."""
    async with bot(folder, server, **FREE, LEASE_SECONDS=str(LEASE), DATABASE_URL=url):
        await emptied(url, PATIENCE, hasten=hasten)
        return verdict(url, await server.accepted())
