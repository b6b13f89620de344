"""Servers that ban chats, everybody or both, without saying which, and the real limiter in virtual time."""

from __future__ import annotations

import asyncio
import heapq
import random
from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import ceil, log2
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.telegram.failures import seconds_of
from bot.telegram.limiter import DIGEST, Limiter
from bot.telegram.limits import Limits
from digests.errors import Busy
from tests.examples import examples
from tests.virtual_time import virtually

RATE = 10.0
CHATS = 60
AT_ONCE = 32
HOURS = 21_600.0
ALL = 0


@dataclass
class Ban:
    """From the first call that is counted at ``at`` or later, for a chat or for ALL."""

    scope: int
    at: float
    seconds: float


@dataclass
class Server:
    """Counts calls as they come in; every second holds ``most`` at most, whatever comes more is refused."""

    bans: list[Ban] = field(default_factory=list)
    most: int = 1_000_000
    delay: float = 0.05
    jitter: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    begun: float = 0.0
    accepted: list[tuple[float, int]] = field(default_factory=list)
    refused: list[tuple[float, int]] = field(default_factory=list)
    early: list[int] = field(default_factory=list)
    calls: list[float] = field(default_factory=list)
    _told: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    _second: deque[float] = field(default_factory=deque)

    async def call(self, chat: int) -> str:
        """One message on its way there and back."""
        now = asyncio.get_running_loop().time
        self.calls.append(now() - self.begun)
        if now() < self._told[chat] - 1e-6:
            self.early.append(chat)
        await asyncio.sleep(self.delay / 2 + self.chance.uniform(0, self.jitter))
        wait = self._count(chat, now() - self.begun)
        await asyncio.sleep(self.delay / 2)
        if wait:
            self._told[chat] = now() + wait
            raise RetryAfter(wait)
        return "sent"

    def _count(self, chat: int, at: float) -> int:
        ends = [ban.at + ban.seconds for ban in self.bans if ban.scope in (ALL, chat) and ban.at <= at]
        while self._second and self._second[0] <= at - 1:
            self._second.popleft()
        full = self._second[0] + 1 if len(self._second) >= self.most else at
        if (wait := max([full, *ends]) - at) > 0:
            self.refused.append((at, chat))
            return ceil(wait)
        self._second.append(at)
        self.accepted.append((at, chat))
        return 0


class Outbox:
    """Chats in turn, each due again a while after its last message; as many at once as the bot sends."""

    def __init__(self, server: Server, limits: Limits, *, commit: float = 0.002) -> None:
        self.limiter = Limiter(limits, now=asyncio.get_running_loop().time)
        self._server = server
        self._commit = commit
        self._now = asyncio.get_running_loop().time
        self._due = [(0.0, chat) for chat in range(1, CHATS + 1)]
        server.begun = self._now()

    async def run(self, seconds: float) -> None:
        """Start what is due, up to so many at once, and look again when it is worth it."""
        end, under_way = self._now() + seconds, set[asyncio.Task[None]]()
        while (now := self._now()) < end:
            wait = max(self._due[0][0] - now if self._due else 60.0, self.limiter.silent())
            if wait <= 0 and len(under_way) < AT_ONCE:
                task = asyncio.create_task(self._serve(heapq.heappop(self._due)[1]))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            elif under_way:
                patience = min(end - now, wait if len(under_way) < AT_ONCE else 60.0)
                await asyncio.wait(under_way, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            else:
                await asyncio.sleep(min(end - now, wait))

    async def _serve(self, chat: int) -> None:
        again = await self._deliver(chat)
        heapq.heappush(self._due, (self._now() + again, chat))

    async def _deliver(self, chat: int) -> float:
        """Seconds until the chat is due again."""
        try:
            if wait := self.limiter.wait(chat):
                return wait
            await self.limiter.turn(chat, 100)
            await asyncio.sleep(self._commit)
            await self.send(chat, DIGEST)
        except Busy as busy:
            return busy.seconds
        except RetryAfter as error:
            return seconds_of(error)
        return 1.0

    async def send(self, chat: int, args: int | None = None) -> Any:
        return await self.limiter.process_request(
            self._server.call, (chat,), {}, "sendMessage", {"chat_id": chat}, args
        )


def simulate(server: Server, seconds: float, limits: Limits | None = None, *, commit: float = 0.002) -> None:
    async def run() -> None:
        await Outbox(server, limits or Limits(overall=RATE), commit=commit).run(seconds)

    virtually(run())


def sent_to_others(server: Server, *banned: int) -> int:
    return sum(chat not in banned for _, chat in server.accepted)


moments = st.floats(0, 40)
waits = st.sampled_from([1.0, 2.0, 3.0, 17.0, 40.0])
delays = st.sampled_from([0.002, 0.05, 0.3])


@settings(max_examples=examples(10), deadline=None)
@given(moments, st.lists(st.tuples(moments, waits), max_size=2), delays, st.sampled_from([0.0, 0.1]))
def test_one_chats_silence_of_hours_is_nobody_elses(
    at: float, others: list[tuple[float, float]], delay: float, jitter: float
) -> None:
    """Others' throughput stays above 90 % also where two more chats are told to wait for a while."""
    bans = [Ban(1, at, HOURS)] + [Ban(2 + n, when, wait) for n, (when, wait) in enumerate(others)]
    server = Server(bans, delay=delay, jitter=jitter)
    simulate(server, 90)
    assert sent_to_others(server, 1) >= 0.9 * RATE * 90
    assert not server.early, "and no chat is sent to before the time that it was told"


@pytest.mark.long
@settings(max_examples=examples(8), deadline=None)
@given(st.floats(0, 3), delays)
def test_two_chats_that_are_told_together_cost_the_others_a_moment(apart: float, delay: float) -> None:
    server = Server([Ban(1, 20, 2.0), Ban(2, 20 + apart, HOURS)], delay=delay)
    simulate(server, 60)
    assert sent_to_others(server, 1, 2) >= 0.9 * (RATE * 60 - 4)
    assert not server.early


@settings(max_examples=examples(8), deadline=None)
@given(moments, st.sampled_from([1.5, 5.0, 35.0, 600.0, HOURS]), delays)
def test_a_ban_on_everybody_is_respected_after_the_first_refusals(
    at: float, seconds: float, delay: float
) -> None:
    server = Server([Ban(ALL, at, seconds)], delay=delay)
    simulate(server, at + seconds + 30)
    within = [each for each in server.calls if at + 3 * delay + 0.3 < each < at + seconds - delay / 2]
    assert len(within) <= log2(seconds) + seconds / 600 + 1, "only probes, ever rarer"
    assert not server.early
    ended = [when for when, _ in server.accepted if when > at + seconds]
    assert len(ended) >= 0.8 * 30 * RATE, "and it goes on at once when it is over"


@pytest.mark.long
@settings(max_examples=examples(10), deadline=None)
@given(moments, st.sampled_from([60.0, HOURS]))
def test_a_ban_on_everybody_that_ends_early_is_noticed(at: float, told: float) -> None:
    """What was told is the longest it can be: a probe finds out that it is over."""
    server = Server([Ban(ALL, at, told)])

    async def run() -> None:
        outbox = Outbox(server, Limits(overall=RATE))
        running = asyncio.create_task(outbox.run(at + 60))
        await asyncio.sleep(at + 10)
        server.bans.clear()
        await running

    virtually(run())
    first = next(when for when, _ in server.accepted if when > at + 10)
    assert first <= at + 10 + 16, "the next probe, as far away as the last one"


@pytest.mark.parametrize(
    "delay", [0.01, *(pytest.param(each, marks=pytest.mark.long) for each in (0.1, 0.2))]
)
def test_a_strict_second_is_never_overrun_by_messages_that_overtake_each_other(delay: float) -> None:
    server = Server(most=30, delay=delay, jitter=0.1)
    simulate(server, 110, Limits(), commit=0.004)
    assert server.refused == []
    assert len(server.accepted) >= 0.99 * 28 * 110


@pytest.mark.parametrize("stalled", [0.5, 2.0, 5.0])
def test_what_a_stalled_commit_held_up_leaves_one_after_the_other(stalled: float) -> None:
    server = Server(most=30)

    async def run() -> None:
        outbox = Outbox(server, Limits())
        running = asyncio.create_task(outbox.run(20))
        await asyncio.sleep(5)
        outbox._commit = stalled
        await asyncio.sleep(0.9)
        outbox._commit = 0.002
        await running

    virtually(run())
    assert server.refused == []
    times = (
        server.calls
    )  # a burst of 4, and 28 a second in that tenth and in the one for which places are good
    assert all(later - earlier >= 0.1 for earlier, later in zip(times, times[10:], strict=False))


@pytest.mark.long
def test_a_stricter_server_is_found_out_and_used() -> None:
    """20 a second where 28 are set: hardly any refusal in the long run, and most of the 20 used."""
    server = Server(most=20)
    simulate(server, 400, Limits())
    late = [when for when, _ in server.refused if when > 120]
    assert len(late) <= 16
    assert sum(when > 120 for when, _ in server.accepted) >= 0.85 * 20 * 280
    assert not server.early
