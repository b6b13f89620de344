"""Following what a search finds, and the list of what is followed beside categories."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Listing, Tapped
from bot.chat.context import Context
from bot.handlers import post_lists
from bot.screens.content import followed as screens
from bot.screens.content.about import kind_of
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.errors import BadInput
from digests.model import FollowKind, Subscription

_SHOWN = 60


async def follow(context: Context, tapped: Tapped) -> Answer:
    """Follow what a search finds, or stop following it."""
    me, number, wanted = await context.here(), tapped.big_number(0), tapped.number(1) == 1
    words = await context.services.search.recall(number)
    try:
        if wanted:
            await context.services.follows.search(me.id, words)
        elif one := followed(await context.services.subscriptions.following(me.id), words):
            await context.services.subscriptions.unfollow(me.id, one.kind, one.target)
    except BadInput as error:
        if error.code != "follow_since":
            raise
        return Answer(toast=plain(context.lang, "error.follow_since"), alert=True)
    toast = plain(context.lang, f"own.search_{'' if wanted else 'un'}followed", words=words[:_SHOWN])
    of = Listing("q", number, post_lists.PAGE)
    return Answer(await post_lists.page(context, of, tapped.cursor(2)), toast)


def followed(following: tuple[Subscription, ...], words: str) -> Subscription | None:
    """The subscription to a search of these words."""
    mine = (each for each in following if each.kind is FollowKind.SEARCH)
    return next((each for each in mine if each.title == words), None)


# --------------------------------------------------------------------------- all that is followed


async def my_tags(context: Context, words: list[str]) -> Answer:
    """``/mytags``."""
    return Answer(await _listed(context, 0))


async def listing(context: Context, tapped: Tapped) -> Answer:
    """A page of it, or the button for it."""
    return Answer(await _listed(context, tapped.optional(0)))


async def drop(context: Context, tapped: Tapped) -> Answer:
    """Stop following one; buttons of before named tags alone, by their numbers."""
    me, before = await context.here(), len(tapped.arguments) == 1
    kind = FollowKind.TAG if before else kind_of(tapped.text(0))
    await context.services.subscriptions.unfollow(me.id, kind, tapped.number(0 if before else 1))
    return Answer(await _listed(context, tapped.optional(2)), plain(context.lang, "settings.saved"))


async def _listed(context: Context, first: int) -> Screen:
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    return screens.screen(context.lang, following, first)
