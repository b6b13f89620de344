"""How long a stop takes: the bot and each of its parts get SIGTERM at random moments of their work.

While digests go out all the time, somebody writes or taps, or a slow feed is fetched; every other time
Telegram does not answer any more from the signal on. ``BENCH_WHOLE=1``: 200 stops of each, else a tenth.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from aiohttp import web
from sqlalchemy import NullPool, create_engine, text

from bench.outbox import prepare
from bench.parts import server_in
from bench.table import percentile, show
from bot.sandbox import Room, Sandbox
from digests.runtime.queues.database import prepare as prepare_queue
from digests.store.urls import driver_url
from tests.flow.process import Bot, command, started

WHOLE = os.environ.get("BENCH_WHOLE") == "1"
STOPS = 200 if WHOLE else 20
PROMISED = 5.0  # seconds
PEOPLE = 3000
HUNG = 30.0  # seconds after which a stop counts as one that never comes
LATEST = 0.6  # seconds after the last thing that happened before the signal
WORDS = ("/start", "/latest", "/digest", "/settings", "/search a")
PARTS = {"run": "ready as", "bot": "ready as", "worker": "ready:", "clock": "ready:"}


class Stop(NamedTuple):
    """One of them; ``errors`` are lines of its ``log``, which is kept where there are any."""

    moment: str
    seconds: float
    code: int
    errors: int
    log: str = ""


async def main() -> None:
    """All parts on both databases, and what the stops of each took."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="digestbot-") as place, server_in(Path(place)) as server:
        for part, url in (("run", ""), *((each, server.url) for each in PARTS)):
            found = await stops(part, STOPS, url=url)
            rows.append(_row(f"{part}, {'PostgreSQL' if url else 'SQLite'}", found))
    head = ("what", "stops", f"over {PROMISED:.0f} s", "exit codes", "errors logged", "p50 s", "longest s")
    show("Stops at random moments", head, rows)


def _row(name: str, found: list[Stop]) -> tuple[object, ...]:
    seconds = [each.seconds for each in found]
    codes = Counter(each.code for each in found)
    return (
        name,
        len(found),
        sum(each > PROMISED for each in seconds),
        ", ".join(f"{code}: {count}" for code, count in sorted(codes.items())),
        sum(each.errors for each in found),
        f"{percentile(seconds, 50):.2f}",
        f"{max(seconds):.2f}",
    )


async def stops(part: str, number: int, *, url: str = "", seed: int = 1, people: int = PEOPLE) -> list[Stop]:
    """Start a part and stop it, that often; on SQLite in a folder of its own without ``url``."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        async with _stage(Path(place), url, rng, people) as stage, stage.others(part):
            return [await stage.stop(part) for _ in range(number)]


async def rounds(number: int, url: str, *, seed: int = 1, people: int = PEOPLE) -> dict[str, list[Stop]]:
    """Start and stop all parts side by side, then the whole bot, that often: in few lives much is stopped."""
    rng = random.Random(seed)
    found: dict[str, list[Stop]] = {part: [] for part in PARTS}
    with tempfile.TemporaryDirectory() as place:
        async with _stage(Path(place), url, rng, people) as stage:
            for _ in range(number):
                for together in (("bot", "worker", "clock"), ("run",)):
                    for part, one in zip(
                        together, await asyncio.gather(*map(stage.stop, together)), strict=True
                    ):
                        found[part].append(one)
    return found


class _Stage:
    """A database with much to send and a slow feed, and somebody in a chat."""

    def __init__(self, folder: Path, url: str, sandbox: Sandbox, room: Room, rng: random.Random) -> None:
        self._folder = folder
        self._url = url
        self._sandbox = sandbox
        self._room = room
        self._rng = rng
        self._settings = {
            "DATABASE_URL": url,
            "ALLOW_PRIVATE": sandbox.url.removeprefix("http://"),
            "LEASE_SECONDS": "5",
        }
        self._moments: dict[str, Callable[[], object]] = {
            "start": lambda: None,
            "update": self._write,
            "tap": self._tap,
            "fetch": self._make_due,
            "send": lambda: None,
        }

    async def first_life(self, feed: str) -> None:
        """In which the feed is added, and a message with buttons is left."""
        code, _, err = await command(self._folder, "feeds", "add", feed, "--yes", **self._settings)
        if code:
            raise RuntimeError(err)
        async with self._started("run") as running:
            await running.ready()
            await self._room.ask("/settings", patience=HUNG)

    @asynccontextmanager
    async def others(self, part: str) -> AsyncIterator[None]:
        """The other parts, that there is work for the one that is stopped."""
        async with AsyncExitStack() as stack:
            for each in PARTS if part != "run" else ():
                if each not in (part, "run"):
                    await stack.enter_async_context(self._started(each))
            yield

    def _started(self, part: str) -> AbstractAsyncContextManager[Bot]:
        return started(self._folder, self._sandbox, arguments=(part,), name=part, **self._settings)

    async def stop(self, part: str) -> Stop:
        """One life, until it is told to end."""
        moment = self._rng.choice(list(self._moments))
        async with self._started(part) as running:
            await running.says(PARTS[part])
            await asyncio.sleep(1.0 if moment == "send" else 0.0)
            self._moments[moment]()
            await asyncio.sleep(self._rng.random() * LATEST)
            if self._rng.random() < 0.5:
                for method in ("getUpdates", "sendMessage"):
                    self._sandbox.fail("hang", method=method, seconds=HUNG, count=0)
            found = await _ends(running, moment)
            self._sandbox.faults.clear()
            return found

    def _write(self) -> object:
        return asyncio.ensure_future(self._room.say(self._rng.choice(WORDS)))

    def _tap(self) -> object:
        message = next(each for each in reversed(self._room.replies) if each.buttons)
        button = self._rng.choice(message.buttons)["callback_data"]
        return self._room.start_tap(button, message=message)

    def _make_due(self) -> None:
        engine = create_engine(driver_url(self._url), poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text("UPDATE feed SET next_fetch = created"))


async def _ends(running: Bot, moment: str) -> Stop:
    begun = time.monotonic()
    try:
        async with asyncio.timeout(HUNG):
            code = await running.stop()
    except TimeoutError:
        code = -9
    log = running.log
    errors = sum(" ERROR " in line or line.startswith("Traceback") for line in log.splitlines())
    return Stop(moment, time.monotonic() - begun, code, errors, log if errors else "")


@asynccontextmanager
async def _stage(folder: Path, url: str, rng: random.Random, people: int) -> AsyncIterator[_Stage]:
    url = await prepare(folder, people, url=url)
    await prepare_queue(url)
    sandbox = Sandbox(admit_unknown=True, routes=[web.get("/slow.xml", _slow)])
    await sandbox.start()
    try:
        stage = _Stage(folder, url, sandbox, sandbox.private(language="en"), rng)
        await stage.first_life(f"{sandbox.url}/slow.xml")
        yield stage
    finally:
        await sandbox.stop()


async def _slow(_: web.Request) -> web.Response:
    """A feed whose server takes its time."""
    await asyncio.sleep(random.random())
    items = "".join(
        f"<item><title>Story {n}</title><guid>{time.time_ns()}-{n}</guid>"
        f"<description>{'A sentence of a story. ' * 60}</description></item>"
        for n in range(20)
    )
    feed = f'<rss version="2.0"><channel><title>Slow</title>{items}</channel></rss>'
    return web.Response(text=feed, content_type="application/rss+xml")
