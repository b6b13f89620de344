from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update

from bot.telegram.update_processor import PerChat


def an_update(number: int, chat: int) -> Update:
    message = Message(number, datetime.now(UTC), Chat(chat, "private"))
    return Update(number, message=message)


async def test_at_the_end_whoever_is_still_at_work_is_broken_off() -> None:
    processor, ended = PerChat(), []

    async def handle() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("broken off")

    task = asyncio.create_task(processor.process_update(an_update(1, 1), handle()))
    waiting = asyncio.create_task(processor.process_update(an_update(2, 1), handle()))
    await asyncio.sleep(0)
    await processor.break_off()
    assert task.done()
    assert waiting.done()
    assert ended == ["broken off"]
    await processor.break_off()


async def test_a_chat_keeps_its_order_and_holds_up_nobody_else() -> None:
    processor, done = PerChat(), []
    first_may_end = asyncio.Event()

    async def handle(name: str, waits: asyncio.Event | None = None) -> None:
        if waits:
            await waits.wait()
        done.append(name)

    async with processor:
        tasks = [
            asyncio.create_task(processor.process_update(an_update(1, 1), handle("slow", first_may_end))),
            asyncio.create_task(processor.process_update(an_update(2, 1), handle("after it"))),
            asyncio.create_task(processor.process_update(an_update(3, 2), handle("elsewhere"))),
        ]
        await tasks[2]
        assert done == ["elsewhere"]
        first_may_end.set()
        await asyncio.gather(*tasks)
    assert done == ["elsewhere", "slow", "after it"]
