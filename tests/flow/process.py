"""The real program in a process of its own, against a sandbox in this one."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.sandbox import Sandbox

STARTS_WITHIN = 60.0  # a patience, not a promise: shared machines are slow
ROOT = Path(__file__).parents[2]


def environment(folder: Path, sandbox: Sandbox | None = None, **settings: str) -> dict[str, str]:
    """An environment with nothing of the machine's own settings, everything below ``folder``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    mine = {"PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}"}
    mine |= {"DATA_DIR": str(folder / "data"), "PYTHONUNBUFFERED": "1"}
    if sandbox is not None:
        mine |= {"TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.base_url}
    return kept | mine | settings


async def command(folder: Path, *arguments: str, **settings: str) -> tuple[int, str, str]:
    """Run one command to its end; exit code, output and errors."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=environment(folder, **settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


class Bot:
    """``python -m bot run`` at work."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def log(self) -> str:
        """What it has written."""
        return self._log.read_text("utf-8")

    async def ready(self) -> None:
        """Wait until it says that it is ready."""
        await self.says("ready as")

    async def says(self, words: str) -> None:
        """Wait for these words in its log."""
        async with asyncio.timeout(STARTS_WITHIN):
            while words not in self.log:
                if self._process.returncode is not None:
                    raise AssertionError(self.log)
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """Ask it to end; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end."""
        async with asyncio.timeout(STARTS_WITHIN):
            return await self._process.wait()


@contextmanager
def _log(folder: Path, name: str) -> Iterator[Path]:
    path = folder / f"{name}.log"
    path.write_text("")
    yield path


@asynccontextmanager
async def bot(folder: Path, sandbox: Sandbox, **settings: str) -> AsyncIterator[Bot]:
    """Start the bot and wait until it is ready; at the end it is surely gone."""
    async with started(folder, sandbox, **settings) as running:
        await running.ready()
        yield running


@asynccontextmanager
async def part(
    folder: Path, sandbox: Sandbox, *arguments: str, name: str = "", **settings: str
) -> AsyncIterator[Bot]:
    """Start a part of the bot and wait until it is ready."""
    name = name or arguments[0]
    async with started(folder, sandbox, arguments=arguments, name=name, **settings) as running:
        await running.says(f"bot.process.{'parts' if arguments[0] != 'run' else 'run'}: ready")
        yield running


@asynccontextmanager
async def started(
    folder: Path, sandbox: Sandbox, arguments: tuple[str, ...] = ("run",), name: str = "bot", **settings: str
) -> AsyncIterator[Bot]:
    """Start the bot, or a part of it; at the end it is surely gone."""
    with _log(folder, name) as log, log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=folder,
            env=environment(folder, sandbox, **settings),
            stdout=file,
            stderr=file,
        )
        running = Bot(process, log)
        try:
            yield running
        finally:
            if process.returncode is None:
                await running.kill()
