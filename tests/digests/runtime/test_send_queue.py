"""The gate: who passes first, and who lets others pass."""

from __future__ import annotations

import asyncio

import pytest

from digests.decisions.rates import OVERALL, Limit, Rates
from digests.errors import Busy
from digests.runtime.send_queue import SendQueue

SLOW = Limit(0.001)


class Line:
    """People at a gate whose overall limit lets one pass each hundredth of a second."""

    def __init__(self, rate: float = 100.0) -> None:
        self.gate = SendQueue(Rates(), asyncio.get_running_loop().time)
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
    line.gate.turn_away(30)
    with pytest.raises(Busy) as caught:
        await digest
    assert caught.value.seconds == 30
    await asyncio.wait_for(answer, 5)


async def test_the_rate_is_held_however_many_wait() -> None:
    """The waits add up to the limit: late timers are made up for by the tolerance of two messages."""
    loop = asyncio.get_running_loop()
    gate, limit = SendQueue(Rates(), loop.time), {OVERALL: Limit(200, 2)}
    start = loop.time()
    await asyncio.gather(*(gate.enter(limit, answer=False) for _ in range(101)))
    assert loop.time() - start >= 99 / 200
