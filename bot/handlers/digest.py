"""Digests: one now, a story of one opened in its place, and the rest of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.handlers import categories
from bot.screens import home, post_list
from bot.screens.digests import digest as digests_screen
from bot.screens.digests import nothing_new
from bot.screens.digests.parts import stories_of
from bot.telegram.markup import lines
from bot.telegram.screen import Button, Screen
from bot.texts import plain, text
from digests.model import ChatKind, Digest, Status, Subscriber, Subscription

PAGE = 8


async def digest(context: Context, words: list[str]) -> Answer:
    """``/digest``: what is new, now. The digest itself is the answer, and comes by the sender."""
    me = context.subscriber
    if me is None or me.status is Status.NEW:
        return await categories.onboarding(context)
    if await context.services.steps.digest_now(me.id, context.now, context.wish):
        return Answer()
    return Answer(await _nothing_new(context))


async def _nothing_new(context: Context) -> Screen:
    me, following = await context.setup(), await context.told_here()
    coming = home.coming(me, following, context.now)
    corrects = following and await context.services.steps.corrects(me.id, context.now, context.edition_id)
    coming = nothing_new.corrected(me.language, coming) if corrects else coming
    had = await context.services.past_digests.any_of(me.id)
    if not following:
        return nothing_new.nothing_followed(me.language, coming, repeatable=had)
    if await _choosy(context, me, following, had=had):
        return nothing_new.nothing_passes(me.language, coming)
    said = text(me.language, _nothing(had=had))
    return nothing_new.nothing_new(me.language, lines(said, coming), repeatable=had)


async def _choosy(context: Context, me: Subscriber, following: Sequence[Subscription], *, had: bool) -> bool:
    """Whether what came in since a digest may be held back by wishes."""
    if me.query or me.floor > 1 or any(each.query for each in following):
        return had
    return had and bool(await context.services.mutes.listed(me.id))


def _nothing(*, had: bool) -> str:
    return "digest.nothing_new" if had else "digest.nothing_yet"


async def repeat(context: Context, tapped: Tapped) -> Answer:
    """The last digest once more."""
    me = await context.here()
    if await context.services.steps.last_digest(me.id, context.now, context.wish):
        return Answer(toast=plain(me.language, "digest.coming"))
    return Answer(toast=plain(me.language, "digest.nothing_yet"), alert=True)


async def now(context: Context, tapped: Tapped) -> Answer:
    """The button for the same."""
    me, following = await context.here(), await context.told_here()
    if not following:
        said = "editions.empty" if context.edition else "settings.next_nothing"
        return Answer(toast=plain(me.language, said), alert=True)
    if await context.services.steps.digest_now(me.id, context.now, context.wish, context.edition_id):
        return Answer(toast=plain(me.language, "digest.coming"))
    had = await context.services.past_digests.any_of(me.id)
    choosy = await _choosy(context, me, following, had=had)
    key = "own.nothing_passes" if choosy else _nothing(had=had)
    return Answer(await _nothing_new(context), plain(me.language, key), below=True)


# --------------------------------------------------------------------------- inside a digest


async def back(context: Context, tapped: Tapped) -> Answer:
    """The digest's last message as it was: the one that has the buttons."""
    found = await context.services.past_digests.digest(await context.given(tapped.big_number(0)))
    many = context.kind is not ChatKind.PRIVATE
    return Answer(digests_screen.messages(found, many=many)[-1])


async def rest(context: Context, tapped: Tapped) -> Answer:
    """Eight of the stories behind the button."""
    digest_id, first = await context.given(tapped.big_number(0)), tapped.number(1)
    found = await context.services.past_digests.digest(digest_id)
    stories, total = await context.services.past_digests.rest(digest_id, first, PAGE)
    if not stories:
        return Answer(toast=plain(context.lang, "digest.end"))
    if context.subscriber is not None:
        await context.services.past_digests.opened(context.subscriber.id, digest_id, first + len(stories))
    newer = _newer(context.lang, found, first)
    return Answer(post_list.rest(stories, first, total, newer, context.reader, found))


def _newer(lang: str, found: Digest, first: int) -> Button:
    """‹ leads to the page before, which at the beginning is the digest itself."""
    shown = len(stories_of(found))
    label = plain(lang, "list.newer")
    if first - PAGE < shown:
        return button(label, "digest", found.id)
    return button(label, "rest", found.id, first - PAGE)
