"""The limiter with real pauses made short: order, scopes and what happens after a 429."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram.failures import seconds_of
from bot.telegram.limiter import DIGEST, EDIT, Limiter
from bot.telegram.limits import Limits
from digests.decisions.rates.flood_waits import FIRST_PROBE
from digests.decisions.rates.rates import OVERALL
from digests.errors import Busy
from digests.model import Pause, Slowdown
from tests.conftest import NOW
from tests.virtual_time import limited, virtually


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    """What waits here would wait for ever if it were wrong."""
    with limited():
        yield


FAST = Limits(overall=1000, private=1000, private_burst=10, group_minute=60_000)


class Telegram:
    """Remembers calls; raises what it is told first."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "sent"


async def send(limiter: Limiter, telegram: Telegram, chat: int = 1, args: int | None = None) -> Any:
    if args == DIGEST:
        await limiter.turn(chat, 100)
    return await limiter.process_request(telegram, (), {}, "sendMessage", {"chat_id": chat}, args)


async def test_an_answer_waits_and_is_sent_again() -> None:
    telegram = Telegram(RetryAfter(0))
    assert await send(Limiter(FAST), telegram) == "sent"
    assert telegram.calls == 2


async def test_a_digest_leaves_the_wait_to_the_outbox() -> None:
    telegram = Telegram(RetryAfter(1000))
    with pytest.raises(RetryAfter):
        await send(Limiter(FAST), telegram, args=DIGEST)
    assert telegram.calls == 1


async def test_an_answer_that_would_come_hours_late_is_not_waited_for() -> None:
    with pytest.raises(RetryAfter):
        await send(Limiter(FAST), Telegram(RetryAfter(40_000)))


async def test_a_paused_chat_does_not_hold_up_others() -> None:
    limiter = Limiter(FAST)
    with pytest.raises(RetryAfter):
        await send(limiter, Telegram(RetryAfter(1000)), chat=1, args=DIGEST)
    assert 990 < limiter.wait(1) <= 1000
    assert limiter.wait(2) == 0
    assert await send(limiter, Telegram(), chat=2, args=DIGEST) == "sent"
    assert limiter.silent() == 0


async def _both_refused(limiter: Limiter, *seconds: int) -> None:
    """Two chats are told to wait, one right after the other."""
    for chat, wait in enumerate(seconds, 1):
        with pytest.raises(RetryAfter):
            await send(limiter, Telegram(RetryAfter(wait)), chat=chat, args=DIGEST)


def test_two_chats_told_to_wait_hold_everybody_until_a_probe_gets_through() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        limiter, passed = Limiter(FAST, now=loop.time), list[float]()

        async def deliver(chat: int) -> None:
            await send(limiter, Telegram(), chat=chat, args=DIGEST)
            passed.append(loop.time() - begun)

        await _both_refused(limiter, 21_600, 21_599)
        begun = loop.time()
        assert limiter.silent() == FIRST_PROBE
        await asyncio.gather(*(deliver(chat) for chat in range(3, 9)))
        assert passed == pytest.approx([FIRST_PROBE] * 6, abs=0.1), "the first one is the probe"
        assert limiter.silent() == 0
        assert limiter.wait(1) == pytest.approx(21_600, abs=3), "their own waits stand"

    virtually(run())


def test_each_refused_probe_puts_off_the_next_and_sends_digests_back() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        limiter = Limiter(FAST, now=loop.time)
        await _both_refused(limiter, 21_600, 21_600)
        for chat, gap in zip(range(3, 8), (2, 4, 8, 16, 32), strict=True):
            waiting = [asyncio.create_task(limiter.turn(100 * chat + n, 100)) for n in range(2)]
            with pytest.raises(RetryAfter):
                await limiter.process_request(
                    Telegram(RetryAfter(21_000)), (), {}, "sendMessage", {"chat_id": chat}, None
                )
            assert limiter.silent() == pytest.approx(gap, abs=0.01)
            if gap > 2:
                with pytest.raises(Busy) as busy:
                    await limiter.turn(chat + 10, 100)
                assert busy.value.seconds == pytest.approx(gap, abs=0.01)
                for each in waiting:
                    with pytest.raises(Busy):
                        await each
            await asyncio.sleep(limiter.silent())

    virtually(run())


def test_an_answer_is_the_probe_before_any_digest_and_within_a_minute() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        limiter = Limiter(FAST, now=loop.time)
        await _both_refused(limiter, 21_600, 21_600)
        for chat in range(3, 11):  # until digests are tried every two minutes at most
            await asyncio.sleep(limiter.silent())
            with pytest.raises(RetryAfter):
                await send(limiter, Telegram(RetryAfter(21_000)), chat=chat, args=DIGEST)
        assert limiter.silent() > 120
        begun = loop.time()
        assert await send(limiter, Telegram(), chat=50) == "sent"
        assert loop.time() - begun == pytest.approx(60, abs=0.1)
        assert limiter.silent() == 0

    virtually(run())


def test_a_short_hold_is_waited_out_without_a_probe() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        limiter = Limiter(FAST, now=loop.time)
        await _both_refused(limiter, 21_600, 2)
        begun = loop.time()
        await asyncio.gather(*(send(limiter, Telegram(), chat=chat) for chat in (3, 4, 5)))
        assert loop.time() - begun == pytest.approx(2, abs=0.1), "the shorter of both waits"

    virtually(run())


def test_two_refusals_with_a_success_between_are_two_chats_own() -> None:
    async def run() -> None:
        limiter = Limiter(FAST, now=asyncio.get_running_loop().time)
        await _both_refused(limiter, 1000)
        await send(limiter, Telegram(), chat=9, args=DIGEST)
        with pytest.raises(RetryAfter):
            await send(limiter, Telegram(RetryAfter(1000)), chat=2, args=DIGEST)
        assert limiter.silent() == 0
        await asyncio.wait_for(send(limiter, Telegram(), chat=3), 0.1)

    virtually(run())


def test_what_was_about_to_leave_when_a_hold_began_is_left_to_the_outbox() -> None:
    """Its intention is committed: the refusal must be one of Telegram's kind, which takes that back."""

    async def run() -> None:
        limiter, telegram = Limiter(FAST, now=asyncio.get_running_loop().time), Telegram()
        await limiter.turn(3, 100)
        await _both_refused(limiter, 21_600, 21_600)
        for chat in (4, 5):
            await asyncio.sleep(limiter.silent())
            with pytest.raises(RetryAfter):
                await send(limiter, Telegram(RetryAfter(21_000)), chat=chat, args=DIGEST)
        with pytest.raises(RetryAfter) as refused:
            await limiter.process_request(telegram, (), {}, "sendMessage", {"chat_id": 3}, DIGEST)
        assert seconds_of(refused.value) == 4
        assert telegram.calls == 0

    virtually(run())


class Remembered:
    """A memory in memory."""

    def __init__(self) -> None:
        self.pauses: dict[str, Pause] = {}
        self.slowed: list[Slowdown] = []

    async def keep(self, found: Pause) -> None:
        self.pauses[found.scope] = found

    async def slow(self, found: Slowdown) -> None:
        self.slowed.append(found)


def _length(pause: Pause) -> float:
    return (pause.until - pause.begun).total_seconds()


async def test_a_pause_is_kept_and_holds_after_a_restart() -> None:
    memory = Remembered()
    limiter = Limiter(FAST)
    limiter.remember(memory, [], None, NOW)
    with pytest.raises(RetryAfter):
        await send(limiter, Telegram(RetryAfter(43_838)), chat=7, args=DIGEST)
    assert {scope: _length(each) for scope, each in memory.pauses.items()} == {"7": 43_838}
    assert memory.slowed == []
    restarted = Limiter(FAST)
    restarted.remember(memory, [Pause("7", NOW + timedelta(hours=6), NOW)], None, NOW)
    assert restarted.wait(7) == pytest.approx(6 * 3600, abs=5)
    await restarted.turn(8, 100)


def test_a_hold_and_a_lower_rate_are_kept_and_a_probe_ends_both() -> None:
    async def run() -> None:
        limiter, memory = Limiter(FAST, now=asyncio.get_running_loop().time), Remembered()
        limiter.remember(memory, [], None, NOW)
        await _both_refused(limiter, 21_600, 1000)
        assert {scope: round(_length(each)) for scope, each in memory.pauses.items()} == {
            "1": 21_600,
            "2": 1000,
            OVERALL: 1000,
        }
        assert [each.share for each in memory.slowed] == [pytest.approx(0.9)]
        await send(limiter, Telegram(), chat=3, args=DIGEST)
        assert _length(memory.pauses[OVERALL]) == 0
        assert [each.share for each in memory.slowed] == pytest.approx([0.9, 1.0]), "there was no reason"

    virtually(run())


def test_a_hold_that_was_confirmed_leaves_the_rate_lower() -> None:
    async def run() -> None:
        limiter, memory = Limiter(FAST, now=asyncio.get_running_loop().time), Remembered()
        limiter.remember(memory, [], None, NOW)
        await _both_refused(limiter, 21_600, 1000)
        with pytest.raises(RetryAfter):
            await send(limiter, Telegram(RetryAfter(990)), chat=3, args=DIGEST)
        await send(limiter, Telegram(), chat=4, args=DIGEST)
        assert limiter.silent() == 0
        assert len(memory.slowed) == 1

    virtually(run())


def test_a_hold_of_before_a_restart_is_probed_as_any_other() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        limiter, memory = Limiter(Limits(overall=10, private=1000), now=loop.time), Remembered()
        hold = Pause(OVERALL, NOW + timedelta(hours=6), NOW - timedelta(hours=1))
        limiter.remember(memory, [hold], Slowdown(0.5, NOW - timedelta(seconds=75)), NOW)
        begun = loop.time()
        await send(limiter, Telegram(), chat=1, args=DIGEST)
        assert loop.time() - begun == pytest.approx(FIRST_PROBE, abs=0.01)
        assert limiter.silent() == 0
        begun = loop.time()
        for chat in range(2, 57):
            await send(limiter, Telegram(), chat=chat, args=DIGEST)
        assert 55 / 10 / 0.6 < loop.time() - begun < 55 / 10 / 0.5, "half of the rate, and a little more"

    virtually(run())


async def test_a_memory_that_is_away_hides_nothing_of_what_telegram_said() -> None:
    class Away(Remembered):
        async def keep(self, found: Pause) -> None:
            raise ConnectionError

    limiter = Limiter(FAST)
    limiter.remember(Away(), [], None, NOW)
    with pytest.raises(RetryAfter):
        await send(limiter, Telegram(RetryAfter(1000)), chat=7, args=DIGEST)
    assert limiter.wait(7) > 990


async def test_a_message_counts_when_its_answer_came() -> None:
    """Telegram may count it at the end of its way; the next one must keep its distance from there."""
    now = [100.0]
    limiter = Limiter(Limits(1000, 1, 1), now=lambda: now[0])

    async def slow() -> str:
        now[0] += 0.4
        return "sent"

    await limiter.turn(1, 100)
    await limiter.process_request(slow, (), {}, "sendMessage", {"chat_id": 1}, DIGEST)
    now[0] = 101.3
    waiting = asyncio.create_task(limiter.turn(1, 100))
    await asyncio.sleep(0.03)
    assert not waiting.done(), "1.3 s after its turn, but only 0.9 s after its arrival"
    now[0] = 101.41
    await asyncio.wait_for(waiting, 5)


async def test_a_long_message_weighs_as_much_as_is_said() -> None:
    limiter = Limiter(Limits(1000, 1, 2, long_weight=2))
    await limiter.turn(1, 501)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(limiter.turn(1, 10), 0.3)
    await limiter.turn(2, 500)
    await asyncio.wait_for(limiter.turn(2, 10), 0.3)


async def test_questions_to_telegram_are_not_paced() -> None:
    limiter, telegram = Limiter(Limits(overall=0.001)), Telegram()
    for _ in range(10):
        await limiter.process_request(telegram, (), {}, "answerCallbackQuery", {}, None)
    assert telegram.calls == 10


@pytest.mark.parametrize(
    "endpoint", ["sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"]
)
async def test_every_message_and_change_that_somebody_waits_for_is_sent_again(endpoint: str) -> None:
    telegram = Telegram(RetryAfter(0))
    data = {"chat_id": 1}
    assert await Limiter(FAST).process_request(telegram, (), {}, endpoint, data, None) == "sent"


@pytest.mark.parametrize(
    ("endpoint", "data"), [("sendChatAction", {"chat_id": 1}), ("sendMessage", {})], ids=["free", "nowhere"]
)
async def test_what_puts_nothing_into_a_chat_is_not_paced(endpoint: str, data: dict[str, int]) -> None:
    limiter, telegram = Limiter(Limits(overall=0.001, private=0.001, private_burst=1)), Telegram()
    for _ in range(10):
        await asyncio.wait_for(limiter.process_request(telegram, (), {}, endpoint, data, None), 5)
    assert telegram.calls == 10


async def test_an_answer_to_a_chat_that_must_be_silent_for_hours_is_refused_at_once() -> None:
    limiter, telegram = Limiter(FAST), Telegram()
    with pytest.raises(RetryAfter):
        await send(limiter, Telegram(RetryAfter(7200)), args=DIGEST)
    with pytest.raises(RetryAfter) as refused:
        await asyncio.wait_for(send(limiter, telegram), 5)
    assert seconds_of(refused.value) > 7000
    assert telegram.calls == 0


async def test_an_answer_that_is_refused_again_and_again_is_given_up() -> None:
    telegram = Telegram(*(RetryAfter(0) for _ in range(9)))
    with pytest.raises(RetryAfter):
        await send(Limiter(FAST), telegram)
    assert telegram.calls == 5


async def test_tapping_through_a_menu_does_not_wait_for_the_chats_limit() -> None:
    limiter, telegram = Limiter(Limits(overall=1000, private=0.001, private_burst=1)), Telegram()
    await send(limiter, telegram)
    for _ in range(5):
        await asyncio.wait_for(
            limiter.process_request(telegram, (), {}, "editMessageText", {"chat_id": 1}, None), 5
        )
    assert telegram.calls == 6


def test_a_group_gets_no_more_than_its_share_in_any_minute() -> None:
    for minute in (1, 5, 20, 60):
        limit = Limits(group_minute=minute).scopes(-5)["-5"]
        assert limit.burst + limit.rate * 60 <= max(minute, 2)


# --------------------------------------------------------------------------- changes of what was sent


async def change(limiter: Limiter, telegram: Telegram, chat: int = 1) -> Any:
    data = {"chat_id": chat}
    return await limiter.process_request(telegram, (), {}, "editMessageText", data, EDIT)


async def test_a_change_leaves_the_wait_to_its_outbox() -> None:
    telegram = Telegram(RetryAfter(7))
    with pytest.raises(RetryAfter):
        await change(Limiter(FAST), telegram)
    assert telegram.calls == 1
    assert await change(Limiter(FAST), telegram) == "sent"


async def test_a_chat_that_must_be_silent_is_asked_for_no_change_and_others_are() -> None:
    limiter, telegram = Limiter(FAST), Telegram(RetryAfter(600))
    with pytest.raises(RetryAfter):
        await change(limiter, telegram)
    with pytest.raises(RetryAfter) as again:
        await change(limiter, telegram)
    assert seconds_of(again.value) > 500
    assert telegram.calls == 1
    assert await change(limiter, telegram, chat=2) == "sent"


async def test_changes_in_a_private_chat_do_not_wait_for_its_own_limit() -> None:
    limiter, telegram = Limiter(Limits(overall=1000, private=0.001, private_burst=1)), Telegram()
    for _ in range(4):
        await asyncio.wait_for(change(limiter, telegram), 5)
    assert telegram.calls == 4
