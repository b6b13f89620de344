"""The limiter with real pauses made short: order, scopes and what happens after a 429."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.limiter import DIGEST, Limiter, Limits

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
    waiting = asyncio.create_task(send(limiter, Telegram(), chat=1, args=DIGEST))
    assert await asyncio.wait_for(send(limiter, Telegram(), chat=2, args=DIGEST), 5) == "sent"
    assert not waiting.done()
    waiting.cancel()


async def test_two_chats_told_to_wait_stop_everything() -> None:
    limiter = Limiter(FAST)
    for chat in (1, 2):
        with pytest.raises(RetryAfter):
            await send(limiter, Telegram(RetryAfter(1000)), chat=chat, args=DIGEST)
    waiting = asyncio.create_task(send(limiter, Telegram(), chat=3, args=DIGEST))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    waiting.cancel()


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
