"""A lease: one holder at a time, also when holders die, stall or leave."""

from __future__ import annotations

import asyncio
import os
import socket
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from digests.runtime import lease
from digests.runtime.lease import LASTS, Lease
from digests.runtime.process_names import is_gone
from digests.store import Store
from tests.conftest import NOW
from tests.databases import database_url
from tests.virtual_time import virtually

__all__ = ["database_url"]
ELSEWHERE = "another-machine:1:abc"


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


async def test_one_at_a_time(store: Store) -> None:
    first, second = Lease(store, "polling", Hands(), "a:1:x"), Lease(store, "polling", Hands(), "b:1:x")
    assert await first.take()
    assert await first.take()
    assert not await second.take()
    assert await Lease(store, "something else", Hands(), "b:1:x").take()
    await second.give_back()
    assert not await second.take(), "nobody gives back what is not theirs"
    await first.give_back()
    assert await second.take()


async def test_a_lease_that_was_not_renewed_is_free(store: Store) -> None:
    clock = Hands()
    assert await Lease(store, "polling", clock, ELSEWHERE).take()
    clock.now += LASTS - timedelta(seconds=1)
    ours = Lease(store, "polling", clock, "b:1:x")
    assert not await ours.take()
    clock.now += timedelta(seconds=1)
    assert await ours.take()


async def test_a_holder_that_is_gone_is_not_waited_for(store: Store) -> None:
    process = await asyncio.create_subprocess_exec("true")
    await process.wait()
    ended = f"{socket.gethostname()[:24]}:{process.pid}:abc"
    assert await Lease(store, "polling", Hands(), ended).take()
    assert await Lease(store, "polling", Hands()).take()


def test_who_is_gone_and_who_may_live() -> None:
    here = socket.gethostname()[:24]
    assert is_gone(f"{here}:{os.getpid()}:before"), "in a container all have the same number"
    assert not is_gone(f"{here}:{os.getppid()}:x")
    assert not is_gone(ELSEWHERE)
    assert not is_gone("")
    assert not is_gone("nonsense")


async def test_whoever_waits_gets_it_in_the_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "TRIED", 0.01)
    first, second = Lease(store, "polling", Hands(), ELSEWHERE), Lease(store, "polling", Hands(), "b:1:x")
    assert await first.take()
    waiting = asyncio.create_task(second.wait())
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await first.give_back()
    await asyncio.wait_for(waiting, 10)


async def test_keeping_ends_when_another_has_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEWED", 0.01)
    later = Hands()
    later.now += LASTS
    ours, theirs = Lease(store, "polling", Hands(), "b:1:x"), Lease(store, "polling", later, ELSEWHERE)
    assert await ours.take()
    keeping = asyncio.create_task(ours.keep())
    await asyncio.sleep(0.05)
    assert not keeping.done()
    assert await theirs.take(), "however often it was renewed, to the other it has run out"
    await asyncio.wait_for(keeping, 10)


async def test_with_the_database_away_it_is_nobodys_and_asked_for_again(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    ours = Lease(store, "polling", Hands(), "b:1:x")
    await store.close()
    assert not await ours.take()
    assert "lease polling" in caplog.text


async def test_keeping_ends_before_the_lease_when_the_database_is_away(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lease, "RENEWED", 0.05)
    monkeypatch.setattr(lease, "LASTS", timedelta(seconds=0.3))
    ours = Lease(store, "polling", Hands(), "b:1:x")
    assert await ours.take()
    await store.close()
    await asyncio.wait_for(ours.keep(), 10)
    assert "was not renewed" in caplog.text


async def test_while_nobody_can_take_it_it_is_kept_until_somebody_contests_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lease, "RENEWED", 0.01)
    monkeypatch.setattr(lease, "LASTS", timedelta(seconds=0.05))
    ours, contested = Lease(store, "polling", Hands(), "b:1:x"), asyncio.Event()
    assert await ours.take()
    store.availability.failed("away")
    store.availability._next_try = float("inf")
    keeping = asyncio.create_task(ours.keep(contested.is_set))
    await asyncio.sleep(0.3)
    assert not keeping.done()
    assert not await ours.take(), "nor can we"
    contested.set()
    await asyncio.wait_for(keeping, 10)
    await asyncio.wait_for(ours.keep(), 10)
    assert caplog.text.count("\n") == 1, "the store says it, and nobody else"


async def test_with_the_database_back_another_holder_ends_it_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWED", 0.01)
    monkeypatch.setattr(lease, "LASTS", timedelta(seconds=0.05))
    ours = Lease(store, "polling", Hands(), "b:1:x")
    assert await ours.take()
    store.availability.failed("away")
    store.availability._next_try = float("inf")
    keeping = asyncio.create_task(ours.keep(lambda: False))
    await asyncio.sleep(0.2)
    store.availability.trouble = ""
    later = Hands()
    later.now += LASTS
    assert await Lease(store, "polling", later, ELSEWHERE).take()
    await asyncio.wait_for(keeping, 10)


# --------------------------------------------------------------------------- when, in virtual time


class Answered(Lease):
    """The database answers as told, then fails; ``asked`` is after how many seconds it was asked."""

    def __init__(self, *answers: bool) -> None:
        super().__init__(cast("Store", None), "polling", Hands(), "b:1:x")
        self.answers = list(answers)
        self.clock = asyncio.get_running_loop().time
        self.begun = self.clock()
        self.asked: list[float] = []

    async def _take(self, instead: str = "") -> bool:
        self.asked.append(self.clock() - self.begun)
        if not self.answers:
            raise ConnectionError
        return self.answers.pop(0)

    async def _inherit(self) -> bool:
        return False


@pytest.mark.parametrize(("renewals", "asked"), [(0, [5, 10, 15]), (1, [5, 10, 15, 20])])
def test_it_is_renewed_every_five_seconds_and_given_up_five_before_another_may_have_it(
    monkeypatch: pytest.MonkeyPatch, renewals: int, asked: list[int]
) -> None:
    async def run() -> None:
        ours = Answered(*[True] * renewals)
        monkeypatch.setattr(lease, "time", SimpleNamespace(monotonic=ours.clock))
        await ours.keep(contested=lambda: False)
        assert ours.asked == pytest.approx(asked)
        assert ours.clock() - ours.begun == pytest.approx(asked[-1])

    virtually(run())


def test_it_lasts_for_twenty_seconds_and_is_tried_every_second() -> None:
    assert timedelta(seconds=20) == LASTS

    async def run() -> None:
        theirs = Answered(False, False, True)
        await theirs.wait()
        assert theirs.asked == pytest.approx([0, 1, 2])

    virtually(run())
