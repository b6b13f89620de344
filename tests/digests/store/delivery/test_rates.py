"""Rates that several processes share, each of them with a store of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from sqlalchemy import text
from telegram.error import RetryAfter

from bot.telegram.limiter import DIGEST, Limiter
from bot.telegram.limits import Limits
from digests.decisions.rates.flood_waits import FloodWaits
from digests.decisions.rates.rates import OVERALL, Limit, Rates, Shared
from digests.errors import Busy
from digests.runtime.places import Places
from digests.runtime.send_queue import SendQueue
from digests.store import Store
from digests.store.delivery import rates as shared_rates
from digests.store.delivery.rates import SharedRates, shared_by

FREE = Limit(1_000_000, 1_000)


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
async def two(database_url: str) -> AsyncIterator[list[SharedRates]]:
    stores = [Store(database_url), Store(database_url)]
    yield [SharedRates(store, "telegram") for store in stores]
    for store in stores:
        await store.close()


def test_sqlite_has_one_process_and_needs_none(tmp_path: object) -> None:
    assert shared_by(Store(f"sqlite:///{tmp_path}/one.db"), "telegram") is None


async def test_together_they_use_the_rate_and_never_more(two: list[SharedRates]) -> None:
    limit, seconds = Limit(50, 2), 1.0
    granted: list[float] = []

    async def take_all(rates: SharedRates) -> None:
        while (now := time.monotonic()) < end:
            if refused := (await rates.take({OVERALL: limit})).refused:
                await asyncio.sleep(refused[OVERALL].wait)
            else:
                granted.append(now)

    end = time.monotonic() + seconds
    begun = time.monotonic()
    await asyncio.gather(*(take_all(rates) for rates in two))
    lasted = time.monotonic() - begun
    assert len(granted) <= lasted * limit.rate + limit.burst
    assert len(granted) >= 10, "some are granted, however slow the machine is"


async def test_who_is_refused_in_one_scope_takes_no_place_in_another(two: list[SharedRates]) -> None:
    one, other = two
    slow = Limit(0.01)
    assert (await one.take({OVERALL: Limit(0.01, 2), "chat": slow})).refused == {}
    refused = (await other.take({OVERALL: Limit(0.01, 2), "chat": slow})).refused
    assert set(refused) == {"chat"}
    assert 90 < refused["chat"].wait <= 100
    assert (await other.take({OVERALL: Limit(0.01, 2)})).refused == {}


async def test_a_long_message_counts_as_several(two: list[SharedRates]) -> None:
    one, other = two
    await one.take({OVERALL: Limit(0.01)}, weight=3)
    assert 290 < (await other.take({OVERALL: Limit(0.01)})).refused[OVERALL].wait <= 300


async def test_a_pause_holds_for_everybody_and_is_never_shortened(two: list[SharedRates]) -> None:
    one, other = two
    await one.pause("chat", 100)
    await other.pause("chat", 1)
    assert 90 < (await other.take({"chat": FREE})).refused["chat"].silent <= 100
    assert (await other.take({"another": FREE})).refused == {}


async def test_a_message_counts_from_its_answer_on(two: list[SharedRates]) -> None:
    one, other = two
    await one.take({"chat": Limit(0.1)})
    await other.arrived("chat", 30, 0, 0)
    assert 30 < (await one.take({"chat": Limit(0.1)})).refused["chat"].wait <= 40


async def test_the_window_holds_for_all_and_an_answer_frees_its_place(two: list[SharedRates]) -> None:
    one, other = two
    narrow = {OVERALL: Limit(1_000_000, 1_000, most=2)}
    places = [(await rates.take(narrow)).place for rates in two]
    assert places[1] > places[0] > 1_000_000, "each is known by its end"
    refused = (await one.take(narrow)).refused[OVERALL]
    assert 0 < refused.wait <= 0.05, "answers free places early: it is worth asking soon"
    assert refused.silent == 0
    assert (await other.take({OVERALL: FREE})).refused == {}, "who does not count so is not held up"
    await other.arrived("nobody", 0.1, places[0], 60.0)
    await one.arrived("nobody", 0.1, 0, 0)
    assert OVERALL in (await other.take(narrow)).refused
    await other.arrived("nobody", 0.1, places[1], 0.0)
    assert (await other.take(narrow)).refused == {}


async def test_a_database_that_is_slow_keeps_no_place_longer(two: list[SharedRates]) -> None:
    one, other = two
    narrow = {OVERALL: Limit(1_000_000, 1_000, most=1), "chat": FREE}
    place = (await one.take(narrow)).place
    async with one._store.write() as tx:
        await tx.execute(text("SELECT 1 FROM rate WHERE scope = 'telegram:chat' FOR UPDATE"))
        answered = asyncio.create_task(other.arrived("chat", 0.0, place, 0.3))
        await asyncio.sleep(0.4)
    await answered
    assert (await other.take(narrow)).refused == {}


async def test_a_place_that_is_given_back_is_free_and_so_is_its_share_of_the_rate(
    two: list[SharedRates],
) -> None:
    one, other = two
    slow = Limit(0.01, 1, most=1)
    taken = await one.take({OVERALL: slow}, weight=2)
    assert 190 < (await other.take({OVERALL: slow})).refused[OVERALL].wait <= 200
    await other.give_back(slow, taken.place, 2)
    assert (await one.take({OVERALL: slow})).refused == {}


async def test_a_place_without_an_answer_is_free_after_two_seconds(two: list[SharedRates]) -> None:
    narrow = {OVERALL: Limit(1_000_000, 1_000, most=1)}
    begun = time.monotonic()
    await two[0].take(narrow)
    async with asyncio.timeout(30):
        while (await two[1].take(narrow)).refused:
            await asyncio.sleep(0.05)
    assert time.monotonic() - begun >= 1.9


async def test_everybodys_silence_may_be_shortened_and_ended(two: list[SharedRates]) -> None:
    one, other = two
    for seconds, least in ((100, 90), (10, 5)):
        await one.pause(OVERALL, seconds)
        assert least < (await other.take({OVERALL: FREE})).refused[OVERALL].silent <= seconds
    await one.pause(OVERALL, 0)
    assert (await other.take({OVERALL: FREE})).refused == {}


async def test_scopes_in_any_order_never_block_each_other(two: list[SharedRates]) -> None:
    names = [str(n) for n in range(6)]
    calls = [rates.take(dict.fromkeys(order, FREE)) for rates in two for order in (names, names[::-1]) * 20]
    async with asyncio.timeout(30):
        assert [each.refused for each in await asyncio.gather(*calls)] == [{}] * len(calls)


async def test_scopes_at_rest_are_forgotten(
    two: list[SharedRates], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_rates, "_FORGET_EVERY", 3)
    one, _ = two
    await one.take({"idle": FREE})
    await one.pause("silent", 1000)
    store = Store(database_url)
    await store.writing(lambda tx: tx.execute(text("UPDATE rate SET tat = tat - 61")))
    found = []
    for _ in range(2):
        await one.take({"busy": FREE})
        async with store.read() as tx:
            found.append({row.scope for row in await tx.execute(text("SELECT scope FROM rate"))})
    await store.close()
    kept = {"telegram:busy", "telegram:silent"}
    assert found == [kept | {"telegram:idle"}, kept], "every third time"


async def test_the_gate_lets_answers_pass_first_there_as_well(two: list[SharedRates]) -> None:
    gate = SendQueue(Places(Rates(), FloodWaits(), time.monotonic, two[0]))
    passed: list[str] = []

    async def enter(name: str, *, answer: bool = False) -> None:
        await gate.enter({OVERALL: Limit(20)}, answer=answer)
        passed.append(name)

    digests = [asyncio.create_task(enter(f"digest {n}")) for n in range(3)]
    await asyncio.sleep(0.02)
    answer = asyncio.create_task(enter("answer", answer=True))
    async with asyncio.timeout(20):
        await asyncio.gather(*digests, answer)
    assert passed.index("answer") < passed.index("digest 2")


async def test_a_silence_that_another_process_was_told_of_holds_here_and_is_probed(
    two: list[SharedRates],
) -> None:
    ours, theirs = Limiter(Limits(overall=1000)), two[1]
    ours.share(two[0])
    await theirs.pause(OVERALL, 3600)
    async with asyncio.timeout(20):
        begun = time.monotonic()
        await ours.turn(1, 100)
        assert time.monotonic() - begun >= 1, "one is let through to see whether it is over"
        held = asyncio.create_task(ours.turn(2, 100))
        with pytest.raises(RetryAfter):
            await ours.process_request(_refuse(1000), (), {}, "sendMessage", {"chat_id": 1}, DIGEST)
        assert 1.5 < ours.silent() <= 2, "the next try is later"
        assert not held.done()
        assert 900 < (await theirs.take({OVERALL: FREE})).refused[OVERALL].silent <= 1000, "the shorter one"
        await held
        await ours.process_request(_sent, (), {}, "sendMessage", {"chat_id": 2}, DIGEST)
        assert (await theirs.take({OVERALL: FREE})).refused == {}, "its success ends it for everybody"


async def test_what_telegram_refuses_one_process_the_other_does_not_try(two: list[SharedRates]) -> None:
    ours, theirs = Limiter(Limits(overall=1000)), Limiter(Limits(overall=1000))
    ours.share(two[0])
    theirs.share(two[1])

    await ours.turn(7, 100)
    with pytest.raises(RetryAfter):
        await ours.process_request(_refuse(1000), (), {}, "sendMessage", {"chat_id": 7}, DIGEST)
    async with asyncio.timeout(20):
        with pytest.raises(Busy):
            await theirs.turn(7, 100)
        await theirs.turn(8, 100)


def _refuse(seconds: int) -> Callable[[], Coroutine[Any, Any, None]]:
    async def refuse() -> None:
        raise RetryAfter(seconds)

    return refuse


async def _sent() -> str:
    return "sent"


async def test_a_database_that_is_away_holds_up_and_loses_nobody(
    two: list[SharedRates], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("digests.runtime.send_queue._ASK_AGAIN", 0.01)
    gate = SendQueue(Places(Rates(), FloodWaits(), time.monotonic, _Failing(two[0], times=3)))
    async with asyncio.timeout(20):
        await gate.enter({OVERALL: Limit(1000)}, answer=True)
    assert "the rates could not be asked" in caplog.text


class _Failing:
    """Rates whose database is away at first."""

    def __init__(self, rates: Shared, times: int) -> None:
        self._rates = rates
        self._times = times

    async def take(self, scopes: dict[str, Limit], weight: float) -> object:
        self._times -= 1
        if self._times >= 0:
            raise ConnectionError
        return await self._rates.take(scopes, weight)


async def test_transports_that_use_the_same_words_do_not_share(database_url: str) -> None:
    store, slow = Store(database_url), Limit(0.001)
    telegram, files = SharedRates(store, "telegram"), SharedRates(store, "file")
    assert (await telegram.take({OVERALL: slow})).refused == {}
    assert (await files.take({OVERALL: slow})).refused == {}
    assert set((await telegram.take({OVERALL: slow})).refused) == {OVERALL}
    await telegram.pause("1", 100)
    await telegram.arrived(OVERALL, 5000, 0, 0)
    assert (await files.take({"1": FREE})).refused == {}
    assert (await files.take({OVERALL: slow})).refused[OVERALL].wait <= 1000
    assert (await telegram.take({OVERALL: slow})).refused[OVERALL].wait > 5000
    await store.close()
