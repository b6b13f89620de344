"""The screens of buttons behind ``/settings``, by the names that their buttons carry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers import history, own_data
from bot.handlers.stories import following
from bot.screens import menu as screens
from bot.screens.content import filters, floor, followed
from bot.screens.personal import mutes, tastes
from digests.errors import BadInput


async def opened(context: Context, tapped: Tapped) -> Answer:
    """One of them, or what stands behind a button of theirs that is a command elsewhere."""
    behind = _BEHIND.get(tapped.text(0))
    if behind is None:
        raise BadInput("dead_button")
    return await behind(context)


async def content(context: Context) -> Answer:
    """What comes."""
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    texts = await context.services.filters.texts(me, following)
    more = [
        *followed.settings(context.lang, following),
        filters.setting(me, following, texts),
        floor.setting(me),
        mutes.setting(context.lang, len(await context.services.mutes.listed(me.id))),
        tastes.setting(context.lang, len(await context.services.tastes.listed(me.id))),
    ]
    return Answer(screens.content(me, following, more))


async def alerts(context: Context) -> Answer:
    """What sounds."""
    me = await context.here()
    rules = await context.services.alerts.rules(me.id)
    return Answer(screens.alerts(me, rules.on, len(await context.services.story_follows.listed(me.id))))


async def data(context: Context) -> Answer:
    """What is stored."""
    return Answer(screens.data(await context.here()))


def _here(command: Callable[[Context, list[str]], Awaitable[Answer]]) -> _Behind:
    async def in_place(context: Context) -> Answer:
        return await command(context, [])

    return in_place


def _below(command: Callable[[Context, list[str]], Awaitable[Answer]]) -> _Behind:
    async def below(context: Context) -> Answer:
        return replace(await command(context, []), below=True)

    return below


_Behind = Callable[[Context], Awaitable[Answer]]
_BEHIND: dict[str, _Behind] = {
    "content": content,
    "alerts": alerts,
    "data": data,
    "stories": _here(following.following),
    "history": _here(history.history),
    "file": _below(own_data.mydata),
    "forget": _below(own_data.forget),
}
