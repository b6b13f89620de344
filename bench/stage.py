"""A stage for the whole bot: a sandbox in a process of its own, and what the bot's process costs."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiohttp

from bot.sandbox import Limits, Sandbox

_TICKS = os.sysconf("SC_CLK_TCK")
# What the bot may say to a server that enforces nothing.
FREE = {"RATE_OVERALL": "10000", "RATE_PRIVATE": "10000", "RATE_PRIVATE_BURST": "100", "RATE_GROUP": "10000"}


def cpu(pid: int) -> float:
    """Seconds of processor time of a process so far, of all its threads; 0 where the system does not say."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def peak(pid: int) -> float:
    """Mebibytes of memory of a process at its highest."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


class Telegram:
    """The sandbox, spoken to through its control routes."""

    def __init__(self, base_url: str, token: str, session: aiohttp.ClientSession) -> None:
        self.base_url = base_url
        self.token = token
        self._url = base_url.removesuffix("/bot") + "/sandbox"
        self._session = session

    async def get(self, path: str) -> Any:
        """Ask."""
        async with self._session.get(f"{self._url}/{path}") as answer:
            return await answer.json()

    async def post(self, path: str, **values: Any) -> Any:
        """Tell."""
        async with self._session.post(f"{self._url}/{path}", json=values) as answer:
            return await answer.json()

    async def clear_faults(self) -> None:
        """No misfortune any more."""
        await self._session.delete(f"{self._url}/faults")

    async def total(self) -> int:
        """How many messages and changes were accepted."""
        return int((await self.get("record?limit=0"))["total"])

    async def accepted(self) -> list[dict[str, Any]]:
        """All of them."""
        found: list[dict[str, Any]] = []
        while stretch := (await self.get(f"record?after={len(found)}&limit=5000"))["accepted"]:
            found += stretch
        return found

    async def refused(self, code: int) -> int:
        """How many calls were refused with that code."""
        return sum(each["count"] for each in (await self.get("calls"))["calls"] if each["code"] == code)

    async def until(self, total: int, patience: float) -> None:
        """Wait until so much was accepted; raises ``TimeoutError``."""
        async with asyncio.timeout(patience):
            while await self.total() < total:  # noqa: ASYNC110  it is in another process
                await asyncio.sleep(0.05)


@asynccontextmanager
async def telegram(rates: Limits | None = None) -> AsyncIterator[Telegram]:
    """A sandbox in a process of its own, so that its work is not counted as the bot's."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, rates), daemon=True)
    process.start()
    try:
        base_url, token = await asyncio.to_thread(ours.recv)
        async with aiohttp.ClientSession() as session:
            yield Telegram(base_url, token, session)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection, rates: Limits | None) -> None:
    async def serve() -> None:
        sandbox = Sandbox(rates=rates or False, history=False, admit_unknown=True)
        await sandbox.start()
        pipe.send((sandbox.base_url, sandbox.token))
        await asyncio.Event().wait()

    asyncio.run(serve())
