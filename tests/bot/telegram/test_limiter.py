"""The limiter with real pauses made short: order, scopes and what happens after a 429."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram.limiter import DIGEST, Limiter
from bot.telegram.limits import Limits
from digests.errors import Busy
from digests.model import Pause
from tests.conftest import NOW

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


async def test_two_chats_told_to_wait_stop_everything() -> None:
    limiter = Limiter(FAST)
    for chat in (1, 2):
        with pytest.raises(RetryAfter):
            await send(limiter, Telegram(RetryAfter(1000)), chat=chat, args=DIGEST)
    assert 990 < limiter.silent() <= 1000
    with pytest.raises(Busy):
        await limiter.turn(3, 100)
    with pytest.raises(RetryAfter):
        await send(limiter, Telegram(), chat=3)


async def test_digests_that_wait_are_sent_back_when_everything_stops() -> None:
    limiter = Limiter(Limits(overall=2, private=1000, private_burst=10))
    for chat in (1, 2):
        await limiter.turn(chat, 100)
    waiting = asyncio.create_task(limiter.turn(3, 100))
    for chat in (1, 2):
        with pytest.raises(RetryAfter):
            await limiter.process_request(
                Telegram(RetryAfter(1000)), (), {}, "sendMessage", {"chat_id": chat}, DIGEST
            )
    with pytest.raises(Busy):
        await asyncio.wait_for(waiting, 5)


async def test_a_pause_is_kept_and_holds_after_a_restart() -> None:
    kept: list[Pause] = []

    async def keep(found: Pause) -> None:
        kept.append(found)

    limiter = Limiter(FAST, keep=keep)
    with pytest.raises(RetryAfter):
        await send(limiter, Telegram(RetryAfter(43_838)), chat=7, args=DIGEST)
    [found] = kept
    assert found.scope == "7"
    assert (found.until - found.begun).total_seconds() == 43_838
    restarted = Limiter(FAST)
    restarted.restore([Pause("7", NOW + timedelta(hours=6), NOW)], NOW)
    assert restarted.wait(7) == pytest.approx(6 * 3600, abs=5)
    await restarted.turn(8, 100)


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
