"""A database that cannot be used for a while: what arrived is not sent again, and people are told."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import pytest
from sqlalchemy import NullPool, create_engine, text

from bench.outbox import emptied, prepare, verdict
from bench.parts import Server, server_in
from bench.stage import Telegram
from bot.sandbox import Room, Sandbox
from digests.store.urls import driver_url
from tests.flow.process import bot

pytestmark = pytest.mark.long

PEOPLE = 150
BEFORE = 40  # messages that arrive before the trouble
PATIENCE = 120.0
MOST_LINES = 8
FAST = {"RATE_OVERALL": "25", "RATE_PRIVATE_BURST": "100", "LEASE_SECONDS": "5"}


async def _lives_through(
    sandbox: Sandbox,
    folder: Path,
    url: str,
    trouble: AbstractAsyncContextManager[None],
    said: str,
    read: str = "no articles yet",
) -> None:
    """Deliveries go out, trouble comes, ``said`` answers /start and ``read`` /latest, and it passes."""
    admin, person = sandbox.private(language="en"), sandbox.private(language="en")
    settings = {"DATABASE_URL": url, "ADMIN_IDS": str(admin.person.id), "DEFAULT_LANGUAGE": "en"}
    async with aiohttp.ClientSession() as session, bot(folder, sandbox, **FAST, **settings) as running:
        server = Telegram(sandbox.base_url, sandbox.token, session)
        await admin.ask("/help", patience=PATIENCE)
        await server.until(BEFORE, PATIENCE)
        lines = len(running.log.splitlines())
        async with trouble:
            assert read in (await person.ask("/latest", patience=PATIENCE)).text
            assert said in (await person.ask("/start", patience=PATIENCE)).text
            halted = len(_parts(await server.accepted()))
            await _told(admin)
            late = len(_parts(await server.accepted())) - halted
            assert late == 0, "what was on its way may arrive, and nothing new is sent"
        await emptied(url, PATIENCE)
        found = verdict(url, _parts(await server.accepted()))
        assert (found.lost, found.repeated, found.open) == (0, 0, 0)
        _, began, over = [each.text for each in admin.replies]
        assert "cannot be used" in began
        assert "used again" in over
        assert len(running.log.splitlines()) - lines <= MOST_LINES, running.log
        assert "Traceback" not in running.log
        assert await running.stop() == 0


async def _told(admin: Room) -> None:
    """That is after ten seconds, in which the leases of deliveries end."""
    async with asyncio.timeout(PATIENCE):
        while len(admin.replies) < 2:
            await asyncio.sleep(0.1)


def _parts(accepted: list[dict[str, object]]) -> list[dict[str, object]]:
    return [each for each in accepted if str(each["text"]).startswith("part ")]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    opened = Sandbox(admit_unknown=True)
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes, where the system lets us make one."""
    place = tmp_path / "small"
    place.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@asynccontextmanager
async def _full(disk: Path) -> AsyncIterator[None]:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    assert shutil.disk_usage(disk).free == 0
    yield
    ballast.unlink()


@asynccontextmanager
async def _locked(url: str) -> AsyncIterator[None]:
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@asynccontextmanager
async def _stopped(server: Server) -> AsyncIterator[None]:
    await server.kill()
    yield
    await server.revive()


_TERMINATE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"
)


@asynccontextmanager
async def _read_only(url: str) -> AsyncIterator[None]:
    def be(mode: str) -> None:
        engine = create_engine(driver_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("SET default_transaction_read_only = off"))
            name = connection.execute(text("SELECT current_database()")).scalar()
            connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {mode}'))
            connection.execute(text(_TERMINATE), {"name": name})

    be("on")
    await asyncio.sleep(3)  # only new connections know of it
    yield
    be("off")


async def test_a_full_disk(tmp_path: Path, small_disk: Path, sandbox: Sandbox) -> None:
    url = await prepare(small_disk, PEOPLE)
    await _lives_through(sandbox, tmp_path, url, _full(small_disk), "disk is full")


async def test_a_lock_that_somebody_keeps(tmp_path: Path, sandbox: Sandbox) -> None:
    url = await prepare(tmp_path, PEOPLE)
    await _lives_through(sandbox, tmp_path, url, _locked(url), "database locked")


async def test_a_database_that_turns_read_only(tmp_path: Path, sandbox: Sandbox, postgres_url: str) -> None:
    url = await prepare(tmp_path, PEOPLE, url=postgres_url)
    await _lives_through(sandbox, tmp_path, url, _read_only(url), "only be read")


async def test_a_postgresql_that_is_away(tmp_path: Path, sandbox: Sandbox) -> None:
    with TemporaryDirectory(prefix="digestbot-") as place, server_in(Path(place)) as server:
        url = await prepare(tmp_path, PEOPLE, url=server.url)
        await _lives_through(sandbox, tmp_path, url, _stopped(server), *2 * ("cannot reach",))
