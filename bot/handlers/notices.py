"""The buttons under notices."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens import notices
from digests.errors import BadInput
from digests.model import Subscriber


async def pause(context: Context, tapped: Tapped) -> Answer:
    """Pause the digests of a topic where nobody can say so any more."""
    topic = await _topic(context, tapped)
    await context.services.subscriptions.pause(topic.id)
    return Answer(notices.topic_paused(context.lang, topic.id))


async def resume(context: Context, tapped: Tapped) -> Answer:
    """Have them again."""
    topic = await _topic(context, tapped)
    await context.services.subscriptions.activate(topic.id, context.now)
    return Answer(notices.topic_resumed(context.lang, topic.id))


async def _topic(context: Context, tapped: Tapped) -> Subscriber:
    """The subscriber that the button names, which must belong to this chat."""
    found = await context.services.subscriptions.get(tapped.big_number(0))
    here, there = context.place, found.destination
    if (there.transport, there.address) != (here.transport, here.address):
        raise BadInput("dead_button")
    return found
