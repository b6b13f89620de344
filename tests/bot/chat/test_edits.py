from __future__ import annotations

import asyncio

from bot.chat.edits import Edits
from bot.telegram.screen import Screen
from bot.texts import Html

KEY = (1, 2)


async def test_only_the_newest_of_the_waiting_screens_is_shown() -> None:
    edits, shown = Edits(), []
    go_on = asyncio.Event()

    async def edit(screen: Screen) -> None:
        await go_on.wait()
        shown.append(screen.html)

    assert edits.put(KEY, Screen(Html("a")))
    working = asyncio.create_task(edits.work(KEY, edit))
    await asyncio.sleep(0)
    assert not edits.put(KEY, Screen(Html("b")))
    assert not edits.put(KEY, Screen(Html("c")))
    assert edits.put((1, 3), Screen(Html("another message")))
    go_on.set()
    await working
    assert shown == ["a", "c"]


async def test_a_failure_leaves_the_message_free_for_the_next() -> None:
    edits = Edits()

    async def fail(screen: Screen) -> None:
        raise RuntimeError

    assert edits.put(KEY, Screen(Html("a")))
    assert isinstance((await asyncio.gather(edits.work(KEY, fail), return_exceptions=True))[0], RuntimeError)
    assert edits.put(KEY, Screen(Html("b")))
