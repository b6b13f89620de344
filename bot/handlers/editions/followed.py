"""What is followed, as the buttons of digests name it."""

from __future__ import annotations

from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from digests.model import FollowKind, Subscription

KINDS = {kind[0]: kind for kind in FollowKind}
"""How buttons name what is followed: by the first letter of its kind."""


async def following(context: Context) -> tuple[Subscription, ...]:
    """All that this place follows."""
    return await context.services.subscriptions.following((await context.here()).id)


async def followed(context: Context, tapped: Tapped, place: int) -> Subscription | None:
    """What a button names from its argument ``place`` on, None when it is not followed any more."""
    wanted = KINDS.get(tapped.text(place)), tapped.big_number(place + 1)
    return next((one for one in await following(context) if (one.kind, one.target) == wanted), None)
