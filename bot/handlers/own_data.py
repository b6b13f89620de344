"""``/mydata`` and ``/forget``: what is stored of a chat, and the end of it."""

from __future__ import annotations

import json

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.messages_out import send_file
from bot.screens import own_data as screens
from bot.texts import Html, plain, text
from digests.services.personal_data import document


async def mydata(context: Context, words: list[str]) -> Answer:
    """``/mydata``."""
    return await hand_out(context, text(context.lang, "own_data.sent"))


async def hand_out(context: Context, said: Html) -> Answer:
    """All that is stored of a place as a file, and the feeds that are followed there as another one."""
    stored = await context.services.personal_data.read(context.place)
    if not stored:
        return Answer(screens.nothing(context.lang))
    day = f"{context.now:%Y-%m-%d}"
    packed = json.dumps(stored, ensure_ascii=False, indent=1).encode()
    await send_file(context, packed, f"mydata-{day}.json", said)
    if outlines := await context.services.personal_data.outlines(context.place):
        caption = text(context.lang, "own_data.feeds", count=len(outlines))
        packed = document(plain(context.lang, "own_data.title"), outlines).encode()
        await send_file(context, packed, f"feeds-{day}.opml", caption)
    return Answer()


async def forget(context: Context, words: list[str]) -> Answer:
    """``/forget``: asks."""
    stored = await context.services.personal_data.read(context.place)
    return Answer(screens.ask(context.lang, context.kind) if stored else screens.nothing(context.lang))


async def forget_yes(context: Context, tapped: Tapped) -> Answer:
    """It is meant."""
    until = await context.services.personal_data.leave(context.place)
    if until is None:
        return Answer(screens.nothing(context.lang))
    return Answer(screens.leaving(until, context.reader, elsewhere=context.managed is not None))


async def forget_no(context: Context, tapped: Tapped) -> Answer:
    """It is not, or not any more."""
    await context.services.personal_data.stay(context.place)
    return Answer(screens.kept(context.lang))
