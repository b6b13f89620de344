"""Sending: messages a second with Telegram's limits off, and how much of the limit is held with them on."""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
from telegram.ext import ApplicationBuilder, ExtBot

from bench.table import show
from bot.delivering import limiter_of
from bot.limiter import Limiter
from bot.limits import Limits
from bot.sandbox import Limits as TelegramLimits
from bot.sandbox import Sandbox
from bot.screen import Button, Screen
from bot.texts import Html
from bot.transport import TelegramTransport
from digests.model import ChatKind, Destination, Schedule, Status, Subscriber
from digests.steps import Send
from digests.store import Store, deliveries, digests, migrate, outbox, subscribers

BODY = Html(
    "📰 <b>Digest</b>\n" + "\n".join(f"{n}. <b>A story of some length, number {n}</b>" for n in range(8))
)
UNLIMITED = Limits(overall=10_000, private=10_000, private_burst=100)


async def main(free: int = 1000, paced: int = 300) -> None:
    """Send to that many chats with and without limits, and print the table."""
    fast = await _run(free, UNLIMITED, rates=False)
    held = await _run(paced, Limits(), rates=True)
    rows = [
        (f"limits off, {free:,} chats", f"{fast.rate:,.0f}", f"{fast.cpu:.2f}", str(fast.refused), ""),
        (
            f"limits on, {paced:,} chats",
            f"{held.rate:.1f}",
            f"{held.cpu:.2f}",
            str(held.refused),
            f"{held.rate / Limits().overall:.0%} of {Limits().overall:.0f}/s",
        ),
    ]
    show(
        "Sending, database writes included", ("what", "messages/s", "CPU ms each", "429s", "limit held"), rows
    )


class Result:
    """What one run measured."""

    def __init__(self, sent: int, seconds: float, cpu: float, refused: int) -> None:
        self.rate = sent / seconds
        self.cpu = cpu / sent * 1e3
        self.refused = refused


async def _run(chats: int, limits: Limits, *, rates: bool) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await migrate(url)
        store = Store(url)
        await _prepare(store, chats)
        async with _telegram(rates=rates) as (base_url, token), _bot(base_url, token, limits) as bot:
            before, start = _cpu(), time.perf_counter()
            await _sender(store, bot).drain()
            seconds, cpu = time.perf_counter() - start, _cpu() - before
            refused = await _refused(base_url)
        async with store.read() as tx:
            assert await deliveries.counts(tx) == {"sent": chats}  # noqa: S101  else the figures say nothing
        await store.close()
        return Result(chats, seconds, cpu, refused)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _prepare(store: Store, chats: int) -> None:
    now = datetime.now(UTC)
    frame = {"due": now, "created": now, "language": "en", "zone": "UTC", "size": 8, "points": 3}
    screen = Screen(BODY, (tuple(Button(str(n), data=f"1.story:{n}") for n in range(1, 9)),))
    async with store.write() as tx:
        digest_id = await digests.add(tx, frame | {"first": False, "since": 0, "upto": 0}, [])
        await digests.add_parts(tx, digest_id, [screen.payload()])
        for n in range(1, chats + 1):
            there = Destination("telegram", str(n), kind=ChatKind.PRIVATE)
            await subscribers.add(tx, Subscriber(0, there, "en", Schedule(), status=Status.ACTIVE), now)
        await outbox.add(tx, digest_id, dict.fromkeys(range(1, chats + 1), "slot"), now)


def _sender(store: Store, bot: ExtBot[Any]) -> Send:
    return Send(
        store,
        TelegramTransport(bot, limiter_of(bot)),
        name="bench",
        lease=timedelta(seconds=60),
        now=lambda: datetime.now(UTC),
    )


@asynccontextmanager
async def _bot(base_url: str, token: str, limits: Limits) -> AsyncIterator[ExtBot[Any]]:
    builder = ApplicationBuilder().token(token).base_url(base_url).rate_limiter(Limiter(limits))
    bot = builder.build().bot
    await bot.initialize()
    yield bot
    await bot.shutdown()


@asynccontextmanager
async def _telegram(*, rates: bool) -> AsyncIterator[tuple[str, str]]:
    """The sandbox in a process of its own, so that its work is not counted as ours."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, rates), daemon=True)
    process.start()
    try:
        yield await asyncio.to_thread(ours.recv)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection, rates: bool) -> None:
    async def serve() -> None:
        limits = TelegramLimits() if rates else False
        sandbox = Sandbox(rates=limits, history=False, admit_unknown=True)
        await sandbox.start()
        pipe.send((sandbox.base_url, sandbox.token))
        await asyncio.Event().wait()

    asyncio.run(serve())


async def _refused(base_url: str) -> int:
    """How many calls the server refused for being too many."""
    async with httpx.AsyncClient() as client:
        answer = (await client.get(base_url.removesuffix("/bot") + "/sandbox/calls")).json()
    return sum(each["count"] for each in answer["calls"] if each["code"] == 429)
