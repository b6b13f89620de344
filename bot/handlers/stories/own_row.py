"""The row under a story that is about whoever reads it: save it, ask why, and more."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.context import Context
from bot.screens.personal import doors
from bot.telegram.screen import Button, Screen
from bot.telegram.transport import TELEGRAM
from digests.model import ChatKind, Destination, Subscriber


async def under(context: Context, shown: Screen, post_id: int, again: Button) -> Screen:
    """A story's view with that row above its last one; ``again`` opens the same view."""
    saved = None
    if is_alone(context):
        me = context.subscriber
        saved = me is not None and await context.services.saved.note(me.id, post_id) is not None
    row = doors.under_story(context.lang, again, post_id, saved=saved)
    return replace(shown, rows=(*shown.rows[:-1], row, *shown.rows[-1:]))


def is_alone(context: Context) -> bool:
    """Whether one person alone reads what is answered, about this very chat."""
    return context.chat is not None and context.kind is ChatKind.PRIVATE and context.managed is None


async def own_list(context: Context) -> Subscriber | None:
    """Whose list it is that the person saves into: that of the private chat; None where there is none yet.

    In a group, too, everybody keeps for oneself: what several keep together nobody would dare to remove.
    """
    if is_alone(context):
        return await context.here()
    if context.user is None:
        return None
    there = Destination(TELEGRAM, str(context.user.id))
    return await context.services.subscriptions.find(there)
