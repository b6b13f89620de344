"""``/start``: categories, times, and the first digest. One message that changes, three taps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from functools import partial

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers import categories
from bot.handlers.editions import shared_offer
from bot.screens import home, schedule, search
from bot.screens.choices import ONBOARDING
from bot.texts import LANGUAGES, plain
from digests.errors import BadInput
from digests.model import FollowKind, Status, Subscription

SEARCH = "search"
"""What a deep link carries that leads to the search."""


async def start(context: Context, words: list[str]) -> Answer:
    """Begin, end a pause, or welcome back with what was missed.

    Of what deep links carry, a shared setup means something, and ``search`` to who has begun.
    """
    if token := shared_offer.token_in(words):
        return await shared_offer.offer(context, token)
    me, missed = await context.here(), None
    if me.forget_after:
        await context.services.personal_data.stay(me.destination)
    was_paused = me.status is Status.PAUSED
    if was_paused:
        me = await context.services.subscriptions.activate(me.id, context.now)
    if me.status is Status.SUSPENDED:
        me = await context.services.subscriptions.arrive(me.destination, language=me.language)
        missed = partial(context.services.steps.first_digest, me.id, context.now)
    if me.status is Status.NEW:
        return await categories.onboarding(context)
    if words == [SEARCH] and not was_paused and missed is None:
        return Answer(search.usage(context.lang))
    following = await context.services.subscriptions.following(me.id)
    return Answer(home.welcome_back(me, following, context.now, was_paused=was_paused), after=missed)


async def speak(context: Context, tapped: Tapped) -> Answer:
    """Go on in the other language."""
    lang = tapped.text(0)
    if lang not in LANGUAGES:
        raise BadInput("dead_button")
    me = await context.here()
    context.subscriber = await context.services.subscriptions.change(me.id, context.now, language=lang)
    return await categories.onboarding(context)


async def step(context: Context, tapped: Tapped) -> Answer:
    """On to the times, once something is chosen that can be sent."""
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    if not following and await context.services.catalogue.categories():
        first = await categories.onboarding(context)  # there may have been none when the message was written
        return replace(first, toast=plain(context.lang, "start.choose_first"), alert=True)
    await context.expect("times", ONBOARDING)
    return Answer(schedule.first_times(context.lang, me.schedule, context.now))


async def begin(context: Context, tapped: Tapped) -> Answer:
    """The end of ``/start``: the times are set, and the first digest goes out."""
    packed = tapped.text(0)
    return await begin_at(context, schedule.unpack_times(packed) if packed else ())


async def begin_at(context: Context, times: tuple[time, ...]) -> Answer:
    """Begin with these times, or with those that are set; the first digest follows what is said here."""
    me, now, elsewhere = await context.here(), context.now, context.managed is not None
    subscriptions = context.services.subscriptions
    new = me.status is Status.NEW
    if times:
        await subscriptions.change(me.id, now, schedule=replace(me.schedule, times=times))
    me = await subscriptions.activate(me.id, now)
    if not new and await subscriptions.following(
        me.id
    ):  # a second tap, or an old message: one first digest is enough
        return Answer(home.begun(me, now, elsewhere=elsewhere))
    return Answer(
        home.begun(me, now, await _what_follows(context, me.id), elsewhere=elsewhere),
        after=partial(context.services.steps.first_digest, me.id, now),
    )


async def _what_follows(context: Context, subscriber_id: int) -> str:
    """``first`` when anything that is followed has posts already, ``nothing`` when nothing is followed."""
    following = await context.services.subscriptions.following(subscriber_id)
    if not following:
        return "nothing"
    return "first" if await _any_story(context, following) else "empty"


async def _any_story(context: Context, following: Sequence[Subscription]) -> bool:
    catalogue = context.services.catalogue
    posts = {each.id: each.posts for each in await catalogue.categories()}
    for each in following:
        if each.kind is FollowKind.TAG:
            count = (await catalogue.tag_by_id(each.target)).posts
        elif each.kind is FollowKind.CATEGORY:
            count = posts.get(each.target, 0)
        else:
            count = await context.services.follows.lately(each)
        if count:
            return True
    return False
