"""What comes of a flood wait: who is told, what is remembered, how fast it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from digests.decisions.rates.rates import OVERALL, Limit, Refusal, Taken
from digests.errors import Unavailable
from digests.model import Pause, Slowdown
from digests.runtime.flood_control import FloodControl
from digests.runtime.places import Place
from tests.virtual_time import virtually

HOURS = 21_600.0
LIMIT = Limit(1000, 1000, most=10)


class Told:
    """All processes' rates and the memory of a restart: writes down what it is told."""

    def __init__(self, away: Exception | None = None) -> None:
        self.away = away
        self.pauses: list[tuple[str, float]] = []
        self.kept: list[tuple[str, float]] = []
        self.shares: list[float] = []
        self.arrivals: list[tuple[str, float, float, float]] = []
        self.silence = 0.0

    async def take(self, scopes: Mapping[str, Limit], weight: float) -> Taken:
        silence, self.silence = self.silence, 0.0
        return Taken(refused={OVERALL: Refusal(0.0, silence)}) if silence else Taken(place=5.5)

    async def arrived(self, scope: str, took: float, place: float, lasts: float) -> None:
        self._here()
        self.arrivals.append((scope, took, place, lasts))

    async def give_back(self, limit: Limit, place: float, weight: float) -> None:
        self._here()

    async def pause(self, scope: str, seconds: float) -> None:
        self._here()
        self.pauses.append((scope, seconds))

    async def keep(self, found: Pause) -> None:
        self._here()
        assert abs(found.begun - datetime.now(UTC)) < timedelta(minutes=1)
        self.kept.append((found.scope, (found.until - found.begun).total_seconds()))

    async def slow(self, found: Slowdown) -> None:
        self._here()
        self.shares.append(round(found.share, 3))

    def _here(self) -> None:
        if self.away:
            raise self.away


class Desk:
    """One process that sends messages one after the other."""

    def __init__(self, *, away: Exception | None = None, shared: bool = True) -> None:
        self.now = asyncio.get_running_loop().time
        self.told = Told(away=away)
        self.floods = FloodControl(self.now)
        if shared:
            self.floods.memory = self.told
            self.floods.share(self.told)

    async def place(self, chat: str = "9") -> Place:
        return await self.floods.queue.enter({chat: Limit(1000, 1000), OVERALL: LIMIT}, answer=False)

    async def refused(self, chat: str, seconds: float) -> None:
        place = await self.place(chat)
        await asyncio.sleep(0.1)
        await self.floods.refused(chat, seconds, place, place.at)

    async def succeeds(self, chat: str = "9") -> None:
        place = await self.place(chat)
        await asyncio.sleep(0.1)
        await self.floods.succeeded(place.at)


def test_a_chats_wait_is_told_and_remembered_as_that_chats() -> None:
    async def run() -> None:
        desk = Desk()
        await desk.refused("7", HOURS)
        assert desk.told.pauses == desk.told.kept == [("7", HOURS)]
        assert desk.told.shares == []
        assert desk.floods.speed.share(desk.now()) == 1
        assert desk.floods.rates.paused(["7"], desk.now()) == HOURS
        assert desk.floods.waits.left(desk.now()) == 0

    virtually(run())


def test_a_hold_is_told_as_everybodys_and_takes_a_tenth_off_the_rate() -> None:
    async def run() -> None:
        desk = Desk()
        places = [await desk.place(chat) for chat in ("7", "8")]
        await desk.floods.refused("7", HOURS, places[0], places[0].at)
        await desk.floods.refused("8", 100.0, places[1], places[1].at)
        assert desk.told.pauses == desk.told.kept == [("7", HOURS), ("8", 100.0), (OVERALL, 100.0)]
        assert desk.told.shares == [0.9]
        assert desk.floods.speed.share(desk.now()) == pytest.approx(0.9)

    virtually(run())


def test_the_first_success_takes_both_back_for_all() -> None:
    async def run() -> None:
        desk = Desk()
        places = [await desk.place(chat) for chat in ("7", "8")]
        for chat, place in zip(("7", "8"), places, strict=True):
            await desk.floods.refused(chat, HOURS, place, place.at)
        waiting = asyncio.create_task(desk.place("10"))
        await desk.succeeds()
        assert desk.told.pauses[-1] == desk.told.kept[-1] == (OVERALL, 0.0)
        assert desk.told.shares == [0.9, 1.0]
        await asyncio.wait_for(waiting, 0.05)
        before = list(desk.told.pauses)
        await desk.succeeds()
        assert desk.told.pauses == before, "an ordinary success is told nobody"

    virtually(run())


def test_a_refused_probe_keeps_the_lower_rate() -> None:
    async def run() -> None:
        desk = Desk()
        places = [await desk.place(chat) for chat in ("7", "8")]
        for chat, place in zip(("7", "8"), places, strict=True):
            await desk.floods.refused(chat, HOURS, place, place.at)
        await desk.refused("10", 50.0)
        assert desk.told.pauses[-2:] == [("10", 50.0), (OVERALL, pytest.approx(50.0))]
        await desk.succeeds()
        assert desk.told.pauses[-1] == (OVERALL, 0.0)
        assert desk.told.shares == [0.9]

    virtually(run())


def test_one_chats_word_is_believed_only_while_the_window_is_used_up() -> None:
    async def run() -> None:
        desk = Desk()
        for n in range(5):
            await desk.place(f"{n}")
        await desk.refused("7", 1.0)
        assert desk.floods.waits.left(desk.now()) == 0
        await desk.succeeds()
        await desk.refused("8", 1.0)
        assert desk.floods.waits.left(desk.now()) == 1
        assert desk.told.pauses == [("7", 1.0), ("8", 1.0), (OVERALL, 1.0)]
        assert desk.told.shares == [], "and costs no rate"

    virtually(run())


def test_who_hears_of_a_hold_sends_more_slowly_too_and_does_not_tell() -> None:
    async def run() -> None:
        desk = Desk()
        desk.told.silence = HOURS
        begun = desk.now()
        place = await desk.place()
        assert (place.probe, desk.now() - begun) == (True, pytest.approx(1.0))
        assert desk.floods.speed.share(desk.now()) == pytest.approx(0.9, abs=0.001)
        assert desk.told.shares == desk.told.pauses == []

    virtually(run())


def test_an_answer_counts_for_its_chat_and_frees_its_place_here_and_elsewhere() -> None:
    async def run() -> None:
        desk = Desk()
        for _ in range(61):
            desk.floods.rates.window.learn(0.2)
        place = await desk.floods.queue.enter({"9": Limit(1), OVERALL: LIMIT}, answer=False)
        await asyncio.sleep(0.5)
        await desk.floods.arrived("9", place, 0.4)
        assert desk.told.arrivals == [("9", 0.4, 5.5, pytest.approx(0.81))]
        assert desk.floods.rates.wait({"9": Limit(1)}, desk.now()) == pytest.approx(0.9)
        assert desk.floods.rates.window.wait(desk.now(), 1) == pytest.approx(0.81)

    virtually(run())


def test_the_time_of_a_call_is_learnt() -> None:
    async def run() -> None:
        desk = Desk()
        for _ in range(61):
            desk.floods.rates.window.learn(0.2)
        await desk.succeeds()
        assert desk.floods.rates.window.lasts() == pytest.approx(0.91)

    virtually(run())


def test_an_answer_lets_somebody_pass_who_waited_for_its_place() -> None:
    async def run() -> None:
        desk = Desk(shared=False)
        narrow = {OVERALL: Limit(1000, 1000, most=1)}
        first = await desk.floods.queue.enter(narrow, answer=False)
        begun = desk.now()
        waiting = asyncio.create_task(desk.floods.queue.enter(narrow, answer=False))
        await asyncio.sleep(0.1)
        await desk.floods.arrived("9", first, 0.1)
        await waiting
        assert desk.now() - begun == pytest.approx(1.11, abs=0.001)

    virtually(run())


@pytest.mark.parametrize(("away", "said"), [(ConnectionError(), True), (Unavailable("away"), False)])
def test_a_database_that_is_away_hides_nothing(
    away: Exception, said: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """The store says by itself, and once, that it is away."""

    async def run() -> None:
        desk = Desk(away=away)
        places = [await desk.place(chat) for chat in ("7", "8")]
        for chat, place in zip(("7", "8"), places, strict=True):
            await desk.floods.refused(chat, HOURS, place, place.at)
            await desk.floods.arrived(chat, place, 0.1)
        assert desk.floods.waits.left(desk.now()) > 0
        await desk.succeeds()
        assert desk.floods.waits.left(desk.now()) == 0

    virtually(run())
    assert any(one.startswith("limits could not be written") for one in caplog.messages) is said


def test_what_was_kept_holds_again() -> None:
    async def run() -> None:
        desk, at = Desk(), datetime(2026, 3, 1, tzinfo=UTC)
        pauses = [Pause("7", at + timedelta(hours=2), at), Pause(OVERALL, at + timedelta(hours=1), at)]
        desk.floods.restore(pauses, Slowdown(0.5, at - timedelta(minutes=5)), at)
        assert desk.floods.rates.paused(["7"], desk.now()) == 7200
        assert desk.floods.waits.left(desk.now()) == 3600
        assert desk.floods.speed.share(desk.now()) == pytest.approx(0.7)
        fresh = Desk()
        fresh.floods.restore([], None, at)
        assert fresh.floods.speed.share(fresh.now()) == 1

    virtually(run())


def test_a_pause_turns_away_who_waits_for_that_chat() -> None:
    async def run() -> None:
        desk = Desk()
        place = await desk.place("7")
        desk.floods.rates.hold("7", Limit(1000, 1000), desk.now() + 50)
        waiting = asyncio.create_task(desk.place("7"))
        await asyncio.sleep(0.1)
        await desk.floods.refused("7", 30.0, place, place.at)
        with pytest.raises(Exception, match="retry_after"):
            await asyncio.wait_for(waiting, 0.1)

    virtually(run())
