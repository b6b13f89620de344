"""Following stories: 🔔 under a story, and the list of what is followed."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens import alerts_settings
from bot.screens.stories import following as screen
from bot.telegram.screen import Button, Row, Screen
from bot.texts import plain


async def bell_for(context: Context, post_id: int, again: Button) -> Row:
    """The button that follows a story whose view ``again`` opens; none where nobody would be told."""
    me = context.subscriber
    if me is None:
        return ()
    followed = await context.services.story_follows.is_followed(me.id, post_id)
    bell = screen.bell(context.lang, again, followed=followed)
    if followed and bell:
        on = await context.services.alerts.is_on(me.id, post_id)
        bell = (*bell, *alerts_settings.at_once(context.lang, again, on=on))
    return bell


async def toggle(context: Context, subscriber_id: int, post_id: int, *, wanted: bool) -> str:
    """Follow the story of a post, or end that; what to say."""
    follows = context.services.story_follows
    if not wanted:
        await follows.end(subscriber_id, post_id)
        return plain(context.lang, "follow.ended")
    there = await follows.follow(subscriber_id, post_id) or await follows.is_followed(subscriber_id, post_id)
    return plain(context.lang, "follow.followed" if there else "follow.gone")


async def at_once(context: Context, subscriber_id: int, post_id: int, *, on: bool) -> str:
    """Tell the news of a followed story at once, or with the digests; what to say."""
    there = await context.services.alerts.switch_story(subscriber_id, post_id, on=on)
    return plain(context.lang, ("alerts.is_on" if on else "alerts.is_off") if there else "alerts.gone")


async def unbell(context: Context, tapped: Tapped) -> Answer:
    """Under a follow-up: follow its story no more."""
    me = await context.here()
    toast = await toggle(context, me.id, tapped.big_number(0), wanted=False)
    return Answer(toast=toast)


async def following(context: Context, words: list[str]) -> Answer:
    """``/following``."""
    return Answer(await _listed(context))


async def _listed(context: Context) -> Screen:
    me = await context.here()
    return screen.listed(context.lang, await context.services.story_follows.listed(me.id))


async def unfollow(context: Context, tapped: Tapped) -> Answer:
    """In the list: follow one no more."""
    me = await context.here()
    toast = await toggle(context, me.id, tapped.big_number(0), wanted=False)
    return Answer(await _listed(context), toast)
