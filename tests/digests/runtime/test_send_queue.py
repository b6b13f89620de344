"""The send queue: who passes first, and who lets others pass."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

import pytest

from digests.decisions.rates.flood_waits import FloodWaits
from digests.decisions.rates.rates import OVERALL, Limit, Rates, Refusal, Shared, Taken
from digests.errors import Busy
from digests.runtime.places import Place, Places
from digests.runtime.send_queue import SendQueue
from tests.virtual_time import limited, virtually

SLOW = Limit(0.001)


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    """What waits here would wait for ever if it were wrong."""
    with limited():
        yield


class Line:
    """People at a gate whose overall limit lets one pass each hundredth of a second."""

    def __init__(self, rate: float = 100.0) -> None:
        self.gate = SendQueue(Places(Rates(), FloodWaits(), asyncio.get_running_loop().time))
        self.overall = {OVERALL: Limit(rate)}
        self.passed: list[str] = []

    def comes(self, name: str, chat: str = "", *, answer: bool = False) -> asyncio.Task[None]:
        return asyncio.create_task(self._enter(name, {chat: SLOW} if chat else {}, answer))

    async def _enter(self, name: str, chat: dict[str, Limit], answer: bool) -> None:
        await self.gate.enter(self.overall | chat, answer=answer)
        self.passed.append(name)


async def test_answers_pass_before_digests_that_came_earlier() -> None:
    line = Line()
    digests = [line.comes(f"digest {n}") for n in range(4)]
    await asyncio.sleep(0)
    answer = line.comes("answer", answer=True)
    await asyncio.gather(*digests, answer)
    assert line.passed == ["digest 0", "answer", "digest 1", "digest 2", "digest 3"]


async def test_a_chat_that_must_wait_lets_the_others_pass() -> None:
    line = Line()
    first, slow = line.comes("first", "a"), line.comes("slow", "a")
    others = [line.comes(f"other {n}", f"b{n}") for n in range(3)]
    await asyncio.wait_for(asyncio.gather(first, *others), 5)
    assert line.passed == ["first", "other 0", "other 1", "other 2"]
    slow.cancel()


async def test_an_answer_that_waits_for_its_own_chat_holds_up_no_digest() -> None:
    line = Line()
    await line.comes("answer", "a", answer=True)
    late = line.comes("late answer", "a", answer=True)
    await asyncio.wait_for(line.comes("digest", "b"), 5)
    late.cancel()


async def test_who_gives_up_leaves_no_trace() -> None:
    line = Line(rate=5)
    await line.comes("first")
    gone = line.comes("gone")
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait_for(line.comes("next"), 5)
    assert line.passed == ["first", "next"]


async def test_digests_are_turned_away_and_answers_stay() -> None:
    line = Line(rate=5)
    await line.comes("first")
    digest, answer = line.comes("digest"), line.comes("answer", answer=True)
    await asyncio.sleep(0)
    line.gate.turn_away(OVERALL, 30)
    with pytest.raises(Busy) as caught:
        await digest
    assert caught.value.seconds == 30
    await asyncio.wait_for(answer, 5)


async def test_the_rate_is_held_however_many_wait() -> None:
    """The waits add up to the limit: late timers are made up for by the tolerance of two messages."""
    loop = asyncio.get_running_loop()
    gate, limit = SendQueue(Places(Rates(), FloodWaits(), loop.time)), {OVERALL: Limit(200, 2)}
    start = loop.time()
    await asyncio.gather(*(gate.enter(limit, answer=False) for _ in range(101)))
    assert loop.time() - start >= 99 / 200


# --------------------------------------------------------------------------- in virtual time, with values


class Desk:
    """A queue with its rates and waits, on the running loop's clock."""

    def __init__(self, shared: Shared | None = None) -> None:
        self.now = asyncio.get_running_loop().time
        self.rates, self.waits = Rates(), FloodWaits()
        self.heard = 0
        self.places = Places(self.rates, self.waits, self.now, shared, heard=self._hear)
        self.queue = SendQueue(self.places)

    def _hear(self) -> None:
        self.heard += 1

    async def enter(self, *scopes: str, rate: float = 10, answer: bool = False, weight: float = 1) -> Place:
        limits = {each: Limit(1, 1) for each in scopes} | {OVERALL: Limit(rate)}
        return await self.queue.enter(limits, answer=answer, weight=weight)


def test_a_place_says_what_it_is_for() -> None:
    async def run() -> None:
        desk = Desk()
        begun = desk.now()
        place = await desk.enter("a", weight=2)
        assert (place.at, place.weight, place.number, place.shared, place.probe) == (begun, 2, 0, 0, False)
        assert set(place.scopes) == {"a", OVERALL}
        assert (await desk.enter("b")).at - begun == pytest.approx(0.2)

    virtually(run())


def test_whoever_waits_long_for_a_silent_scope_is_turned_away() -> None:
    async def run() -> None:
        desk = Desk()
        desk.rates.pause("a", desk.now() + 61)
        desk.rates.pause("b", desk.now() + 61)
        digest, answer, other = [
            asyncio.create_task(desk.enter(chat, answer=kind))
            for chat, kind in (("a", False), ("a", True), ("b", False))
        ]
        await asyncio.sleep(0)
        desk.queue.turn_away("a", 2.0)
        await asyncio.sleep(0.1)
        assert not digest.done()
        desk.queue.turn_away("a", 2.1)
        desk.queue.turn_away("a", 60.0)
        with pytest.raises(Busy) as caught:
            await digest
        assert caught.value.seconds == 2.1
        assert not answer.done()
        desk.queue.turn_away("a", 60.1)
        with pytest.raises(Busy):
            await answer
        assert not other.done()
        begun = desk.now()
        await other
        assert desk.now() - begun == pytest.approx(61, abs=1)

    virtually(run())


def test_a_place_is_good_for_a_tenth_of_a_second() -> None:
    async def run() -> None:
        desk = Desk()
        place = await desk.enter("a")
        await asyncio.sleep(0.09)
        assert await desk.queue.keep(place) is place
        await asyncio.sleep(0.02)
        late = await desk.queue.keep(place)
        assert late is not place
        assert late.at == pytest.approx(place.at + 0.11), "its chat counted it already, and all have room"
        assert set(late.scopes) == {"a", OVERALL}

    virtually(run())


def test_what_was_held_up_leaves_one_after_the_other_and_takes_one_place_each() -> None:
    async def run() -> None:
        desk = Desk()
        places = [await desk.enter(f"{n}", weight=1) for n in range(10)]
        await asyncio.sleep(5)
        begun, times = desk.now(), list[float]()

        async def leave(place: Place) -> None:
            await desk.queue.keep(place)
            times.append(desk.now() - begun)

        await asyncio.gather(*(leave(place) for place in places))
        assert times == pytest.approx([n / 10 for n in range(10)], abs=0.001)

    virtually(run())


def test_who_had_a_place_before_waits_no_longer_than_any_digest() -> None:
    async def run() -> None:
        desk = Desk()
        place = await desk.enter("a", rate=0.1)
        await desk.enter("b", rate=0.1, weight=5)
        await asyncio.sleep(1)
        again = asyncio.create_task(desk.queue.keep(place))
        await asyncio.sleep(0.1)
        desk.queue.turn_away(OVERALL, 2.1)
        with pytest.raises(Busy):
            await again

    virtually(run())


def test_nobody_stays_in_the_line_who_has_passed_or_gone() -> None:
    async def run() -> None:
        desk = Desk()
        await desk.queue.keep(await desk.enter("a"))
        gone = asyncio.create_task(desk.enter("b", "a"))
        await asyncio.sleep(0.01)
        assert [len(each) for each in desk.queue._queues] == [0, 0, 1]
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        assert not any(desk.queue._queues)

    virtually(run())


def test_a_long_message_gives_back_and_takes_as_much_as_it_weighs() -> None:
    async def run() -> None:
        desk = Desk()
        place = await desk.enter("a", rate=1, weight=3)
        await asyncio.sleep(0.2)
        late = await desk.queue.keep(place)
        assert (late.weight, late.at) == (3, pytest.approx(place.at + 0.2)), (
            "what it gave back is there for it"
        )
        begun = desk.now()
        await desk.enter("b", rate=1)
        assert desk.now() - begun == pytest.approx(3)

    virtually(run())


def test_a_chat_that_was_told_to_wait_meanwhile_is_not_sent_to() -> None:
    async def run() -> None:
        desk = Desk()
        place = await desk.enter("a")
        desk.rates.pause("a", desk.now() + 3)
        with pytest.raises(Busy) as caught:
            await desk.queue.keep(place)
        assert caught.value.seconds == 3
        await asyncio.sleep(1)
        assert (await desk.queue.keep(place)).at == pytest.approx(place.at + 3), "two seconds are waited out"

    virtually(run())


def test_a_hold_stops_what_is_about_to_leave_and_lets_a_probe() -> None:
    async def run() -> None:
        desk = Desk()
        place = await desk.enter("a")
        desk.waits.hold(desk.now() + 3600, desk.now())
        begun = desk.now()
        probe, other = await asyncio.gather(desk.queue.keep(place), desk.enter("b"))
        assert (other.probe, probe.probe) == (True, True)
        assert sorted(each.at - begun for each in (probe, other)) == pytest.approx([1, 2])
        last = await desk.enter("c")
        assert last.probe
        assert await desk.queue.keep(last) is last

    virtually(run())


def test_in_the_last_second_of_a_hold_a_probe_is_one() -> None:
    async def run() -> None:
        desk = Desk()
        desk.waits.hold(desk.now() + 2.5, desk.now())
        assert [(await desk.enter(chat)).probe for chat in ("a", "b")] == [True, True]
        assert desk.waits.left(desk.now()) == pytest.approx(0.5)

    virtually(run())


def test_a_hold_of_less_than_a_second_stops_what_is_about_to_leave() -> None:
    async def run() -> None:
        desk = Desk()
        place = await desk.enter("a")
        desk.waits.hold(desk.now() + 0.5, desk.now())
        assert (await desk.queue.keep(place)).at == pytest.approx(place.at + 0.5)

    virtually(run())


def test_a_probe_takes_its_chats_place_and_none_of_the_others() -> None:
    async def run() -> None:
        desk = Desk()
        desk.waits.hold(desk.now() + 3600, desk.now())
        await desk.enter("a", rate=0.001)
        assert desk.rates.wait({"a": Limit(1)}, desk.now()) == pytest.approx(1)

    virtually(run())


def test_an_answer_wakes_who_waits_for_the_window() -> None:
    async def run() -> None:
        desk = Desk()
        narrow = {OVERALL: Limit(1000, 1000, most=1)}
        first = await desk.queue.enter(narrow, answer=False)
        begun = desk.now()
        waiting = asyncio.create_task(desk.queue.enter(narrow, answer=False))
        await asyncio.sleep(0.1)
        desk.rates.window.answered(first.number, desk.now())
        desk.queue.look()
        await waiting
        assert desk.now() - begun == pytest.approx(1.11, abs=0.001)
        desk.queue.look()

    virtually(run())


# --------------------------------------------------------------------------- several processes


class Told:
    """Rates of all processes that answer what they are told first, and grant then."""

    def __init__(self, *answers: Taken | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[tuple[str, ...], float]] = []
        self.returned: list[tuple[float, float, float]] = []

    async def take(self, scopes: Mapping[str, Limit], weight: float) -> Taken:
        self.asked.append((tuple(scopes), weight))
        answer = self.answers.pop(0) if self.answers else Taken(place=7.5)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def give_back(self, limit: Limit, place: float, weight: float) -> None:
        self.returned.append((limit.rate, place, weight))
        raise ConnectionError

    async def arrived(self, scope: str, took: float, place: float, lasts: float) -> None:
        raise AssertionError

    async def pause(self, scope: str, seconds: float) -> None:
        raise AssertionError


def test_who_is_refused_because_another_process_has_the_place_waits_that_long() -> None:
    async def run() -> None:
        told = Told(Taken(refused={OVERALL: Refusal(0.4), "a": Refusal(0.1)}))
        desk = Desk(told)
        begun = desk.now()
        place = await desk.enter("a", weight=2)
        assert desk.now() - begun == pytest.approx(0.4)
        assert place.shared == 7.5
        assert [weight for _, weight in told.asked] == [2, 2]
        assert desk.heard == 0

    virtually(run())


def test_a_chat_that_waits_elsewhere_lets_the_others_pass() -> None:
    async def run() -> None:
        desk = Desk(Told(Taken(refused={"a": Refusal(1.5)})))
        begun = desk.now()
        slow, other = await asyncio.gather(desk.enter("a"), desk.enter("b"))
        assert other.at - begun == pytest.approx(0)
        assert slow.at - begun == pytest.approx(1.5)

    virtually(run())


def test_the_silence_of_one_chat_turns_its_digests_away_and_no_others() -> None:
    async def run() -> None:
        desk = Desk(Told(Taken(refused={"a": Refusal(0.0, silent=2.5)})))
        tasks = [asyncio.create_task(desk.enter(chat)) for chat in ("a", "a", "b")]
        for task in tasks[:2]:
            with pytest.raises(Busy) as caught:
                await task
            assert caught.value.seconds == 2.5
        begun = desk.now()
        await tasks[2]
        assert desk.now() == begun
        answered = await desk.enter("a", answer=True)
        assert answered.at - begun == pytest.approx(2.5), "and it is known here from then on"

    virtually(run())


def test_a_silence_of_everybody_is_heard_once_and_probed_without_the_overall_place() -> None:
    async def run() -> None:
        told = Told(Taken(refused={OVERALL: Refusal(0.0, silent=3600.0)}))
        desk = Desk(told)
        begun = desk.now()
        place = await desk.enter("a")
        assert (place.probe, place.at - begun) == (True, pytest.approx(1.0))
        assert [set(scopes) for scopes, _ in told.asked] == [{"a", OVERALL}, {"a"}]
        assert desk.heard == 1
        assert desk.waits.left(desk.now()) == pytest.approx(3599)

    virtually(run())


def test_a_change_in_a_private_chat_is_a_probe_that_asks_for_nothing() -> None:
    async def run() -> None:
        told = Told()
        desk = Desk(told)
        desk.waits.hold(desk.now() + 3600, desk.now())
        assert (await desk.enter(answer=True)).probe
        assert told.asked == []

    virtually(run())


def test_a_place_that_is_given_back_is_given_back_to_all() -> None:
    async def run() -> None:
        told = Told()
        desk = Desk(told)
        place = await desk.enter("a", weight=2)
        await asyncio.sleep(1)
        again = await desk.queue.keep(place)
        assert told.returned == [(10, 7.5, 2)], "and a database that is away holds up nobody"
        assert again.weight == 2
        desk.waits.hold(desk.now() + 3600, desk.now())
        probe = await desk.enter("b")
        await asyncio.sleep(1)
        await desk.queue.keep(probe)
        assert len(told.returned) == 1, "a probe had none"

    virtually(run())


def test_a_database_that_is_away_is_asked_again_a_second_later() -> None:
    async def run() -> None:
        desk = Desk(Told(ConnectionError(), ConnectionError()))
        begun = desk.now()
        await desk.enter("a")
        assert desk.now() - begun == pytest.approx(2.0)

    virtually(run())


def test_who_gives_up_while_it_is_asked_for_leaves_the_others_their_turn() -> None:
    async def run() -> None:
        desk = Desk()

        class Slow(Told):
            async def take(self, scopes: Mapping[str, Limit], weight: float) -> Taken:
                await asyncio.sleep(0.5)
                return await super().take(scopes, weight)

        desk.places.shared = Slow()
        gone = asyncio.create_task(desk.enter("a"))
        await asyncio.sleep(0.1)
        gone.cancel()
        begun = desk.now()
        await desk.enter("b")
        assert desk.now() - begun == pytest.approx(0.9)
        assert desk.rates.wait({"a": Limit(1)}, desk.now()) == 0, "it took nothing"

    virtually(run())
