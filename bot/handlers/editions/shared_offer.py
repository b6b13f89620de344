"""A link to a setup that somebody shared: what it would set up."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.screens.editions import shared as screens
from digests.model import Status

PREFIX = "setup-"


def token_in(words: Sequence[str]) -> str:
    """The name of a setup among the words after ``/start``, "" when there is none."""
    return words[0].removeprefix(PREFIX) if len(words) == 1 and words[0].startswith(PREFIX) else ""


async def offer(context: Context, token: str) -> Answer:
    """Show it. Nothing changes before a tap: neither what is followed, nor a pause."""
    me = await context.here()
    setup = await context.services.shared_setups.look(token, context.now)
    new = me.status is Status.NEW and not await context.services.subscriptions.following(me.id)
    if setup is None:
        return Answer(screens.gone(me.language, new=new))
    if not setup.follows:
        return Answer(screens.emptied(me.language, new=new))
    return Answer(screens.offer(me, token, setup, new=new))
