"""What a message costs through our requests, beside python-telegram-bot's own over httpx."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bench.stage import cpu, telegram
from bench.table import show
from bot.telegram.request import Request

TEXT = "\n".join(f"{n}. 东港市上半年外贸增长一成，A story of some length" for n in range(8))
KINDS: dict[str, Callable[[], BaseRequest]] = {"httpx": HTTPXRequest, "ours": Request}
AT_ONCE = (1, 8, 50)
CHATS = 500


async def main(count: int = 1000) -> None:
    """Send ``count`` messages each way at several widths, and print the table."""
    rows = []
    for width in AT_ONCE:
        stock, ours = [await _run(kind, width, count) for kind in KINDS.values()]
        figures = (f"{stock[0]:.2f}", f"{ours[0]:.2f}", f"{stock[0] / ours[0]:.1f} x")
        rows.append((width, *figures, f"{stock[1]:,.0f}", f"{ours[1]:,.0f}", f"{ours[1] / stock[1]:.1f} x"))
    head = ("at once", "httpx CPU ms", "ours CPU ms", "httpx / ours", "httpx /s", "ours /s", "ours / httpx")
    show(f"Requests, {count:,} messages each", head, rows)


async def _run(kind: Callable[[], BaseRequest], width: int, count: int) -> tuple[float, float]:
    """Milliseconds of processor a message, and messages a second."""
    async with telegram() as there:
        bot = Bot(there.token, there.base_url, request=kind(), get_updates_request=kind())
        async with bot:
            await _send(bot, width, 2 * width)
            before, start = cpu(os.getpid()), time.perf_counter()
            await _send(bot, width, count)
            return (cpu(os.getpid()) - before) / count * 1e3, count / (time.perf_counter() - start)


async def _send(bot: Bot, width: int, count: int) -> None:
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await bot.send_message(number % CHATS + 1, TEXT)

    await asyncio.gather(*(work() for _ in range(width)))
