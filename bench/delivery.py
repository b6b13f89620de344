"""Delivery by the bot as it runs: how much of the limit is held, how fast it is without, what it costs.

The bot is a process of its own and so is the sandbox; times are those at which the sandbox accepted.
``BENCH_WHOLE=1`` sends to as many chats as the figures in docs/delivery.md; otherwise to a tenth.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

from bench.asking import asking, waits
from bench.corpus import fill
from bench.outbox import Verdict, emptied, prepare, verdict
from bench.stage import cpu, peak, telegram
from bench.table import percentile, show
from bot.sandbox import Limits
from digests.store import Store
from tests.flow.process import bot

WHOLE = os.environ.get("BENCH_WHOLE") == "1"
PEOPLE = 3000 if WHOLE else 300
GROUPS = 50 if WHOLE else 5
PARTS = 4
QUESTIONS = ("/latest c0",)
SERVER = Limits()
STRICT = Limits(strict=True)
JITTER = 0.1  # seconds that calls take longer by chance: later ones overtake them
SILENT = 7  # the chat that is told to wait for hours
# What the bot may say to a server that enforces nothing.
FREE = {"RATE_OVERALL": "10000", "RATE_PRIVATE": "10000", "RATE_PRIVATE_BURST": "100", "RATE_GROUP": "10000"}


class Result(NamedTuple):
    """One run: messages a second from the first to the last, and what they cost the bot."""

    name: str
    limit: float
    rate: float
    cpu_ms: float
    refused: int
    found: Verdict
    memory: float
    answers: Sequence[float] = ()
    within_bans: int = 0


async def main() -> None:
    """Run each in turn and print the table."""
    results = [
        await _run("limits off", 0, PEOPLE, **FREE),
        await _run("limits on", 28, PEOPLE),
        await _run("limits on, as fast as the server allows", 30, PEOPLE, RATE_OVERALL="30"),
        await _run(f"limits on, {GROUPS} groups of {PARTS} parts among them", 28, PEOPLE - GROUPS, GROUPS),
        await _run("limits on, /latest asked meanwhile", 28, PEOPLE, asked=True),
        await _run("one chat told to wait 6 h, the others", 28, PEOPLE, silent=True),
        await _run("any second holds 30, calls take up to 0.1 s more", 28, PEOPLE, jitter=JITTER),
    ]
    show(
        f"Delivery to {PEOPLE:,} chats, database on disk",
        (
            "what",
            "messages/s",
            "limit held",
            "CPU ms each",
            "429s",
            "in a ban",
            "lost",
            "repeated",
            "out of order",
            "MB",
        ),
        [_row(each) for each in results],
    )
    answers = next(each.answers for each in results if each.answers)
    print(
        f"\n/latest meanwhile, {len(answers)} times: p50 {percentile(answers, 50):.2f} s,"
        f" p95 {percentile(answers, 95):.2f} s from the update to the answer"
    )


def _row(result: Result) -> tuple[object, ...]:
    held = f"{result.rate / result.limit:.1%} of {result.limit:.0f}/s" if result.limit else ""
    found = result.found
    return (
        result.name,
        f"{result.rate:,.1f}",
        held,
        f"{result.cpu_ms:.2f}",
        result.refused,
        result.within_bans,
        found.lost,
        found.repeated,
        found.disordered,
        f"{result.memory:.0f}",
    )


async def _run(
    name: str,
    limit: float,
    people: int,
    groups: int = 0,
    *,
    asked: bool = False,
    silent: bool = False,
    jitter: float = 0.0,
    **settings: str,
) -> Result:
    messages = people + groups * PARTS
    with tempfile.TemporaryDirectory() as place:
        url = await prepare(Path(place), people, groups, PARTS)
        if asked:
            await _posts(url)
        async with telegram((STRICT if jitter else SERVER) if limit else None) as server:
            await server.post("network", jitter=jitter)
            if silent:
                await server.post("faults", failure="flood", chat=SILENT, retry_after=21_600, scope="chat")
            async with bot(Path(place), server, DATABASE_URL=url, **settings) as running:
                before = cpu(running.pid)
                async with AsyncExitStack() as stack:
                    said = await stack.enter_async_context(asking(server, QUESTIONS)) if asked else []
                    patience = 60 + messages / (limit or 100) * 2
                    await (server.until(messages - 1, patience) if silent else emptied(url, patience))
                spent, memory = cpu(running.pid) - before, peak(running.pid)
            accepted = await server.accepted()
            refused, within = await server.refused(429), (await server.get("calls"))["within_bans"]
            within += sum(each["broken"] for each in await server.get("faults"))
        parts = [each for each in accepted if each["text"].startswith("part ")]
        answers = [each for each in accepted if not each["text"].startswith("part ")]
        return Result(
            name=name,
            limit=limit,
            rate=(len(parts) - 1) / (parts[-1]["time"] - parts[0]["time"]),
            cpu_ms=spent / messages * 1e3,
            refused=refused,
            found=verdict(url, parts),
            memory=memory,
            answers=waits(said, answers),
            within_bans=within,
        )


async def _posts(url: str) -> None:
    store = Store(url)
    await fill(store, 2000)
    await store.close()
