"""Following by name: ``/subscribe``, ``/unsubscribe`` and what they offer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.handlers import categories
from bot.handlers.content.names import Target, all_named, did_you_mean, said_again
from bot.screens import choices, home
from bot.screens.choices import ALONE
from bot.screens.content.about import kind_of
from bot.telegram.markup import lines
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.model import FollowKind, Status, Subscription


async def subscribe(context: Context, words: list[str]) -> Answer:
    """``/subscribe category #tag …``."""
    if not words:
        return await categories.show(context, words)
    found, unknown, note = await all_named(context, words)
    done = await _follow(context, found) if found else Screen(Html(""))
    near = await did_you_mean(context, unknown) if unknown or not found else Screen(Html(""))
    return Answer(Screen(lines(done.html, note, near.html), (*near.rows, *done.rows)))


async def add(context: Context, tapped: Tapped) -> Answer:
    """A button that offers what somebody may have meant; tapping it twice follows it once."""
    target = tapped.number(1)
    if tapped.text(0) == "f":
        return await add_source(context, target)
    if tapped.text(0) == "c":
        wanted: Target = (FollowKind.CATEGORY, target, (await categories.known(context, target)).title)
    else:
        tag = await context.services.catalogue.tag_by_id(target)
        wanted = (FollowKind.TAG, tag.id, f"#{tag.name}")
    return Answer(await _follow(context, [wanted]))


async def add_source(context: Context, feed: int) -> Answer:
    """Follow all that one feed brings."""
    found, me = await context.services.follows.known(feed), await context.here()
    new = await context.services.follows.feed(me.id, feed)
    target = FollowKind.FEED, feed, f"📡 {found.name}"
    return Answer(await told(context, [target], [target] if new else []))


async def _follow(context: Context, targets: Sequence[Target]) -> Screen:
    """Follow them."""
    me, subscriptions = await context.here(), context.services.subscriptions
    new = [each for each in targets if await subscriptions.follow(me.id, each[0], each[1])]
    return await told(context, targets, new)


async def told(context: Context, targets: Sequence[Target], new: Sequence[Target]) -> Screen:
    """These are followed, which of them newly; somebody new thereby begins, with the default times."""
    me, subscriptions = await context.here(), context.services.subscriptions
    if me.status is Status.NEW:
        me = await subscriptions.activate(me.id, context.now)
        context.subscriber = me
    lang = me.language
    said = text(lang, "subscribe.done" if new else "subscribe.known", names=_joined(lang, new or targets))
    next_one = home.coming(me, await subscriptions.following(me.id), context.now)
    now = button(plain(lang, "settings.now"), "now")
    return Screen(lines(said, next_one), ((now, home.open_settings(lang)),))


async def unsubscribe(context: Context, words: list[str]) -> Answer:
    """``/unsubscribe category #tag …``; alone it shows what is followed."""
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    if not words or not following:
        return Answer(_droppable(context.lang, following))
    found, unknown, note = await all_named(context, words)
    dropped = [t for t in found if await context.services.subscriptions.unfollow(me.id, t[0], t[1])]
    if not dropped:
        not_so = said_again(context.lang, unknown or [title for _, _, title in found])
        head = text(context.lang, "subscribe.not_followed", text=not_so)
        return Answer(choices.droppable(lines(note, head), following))
    return Answer(await let_go(context, dropped, lines(note, _missing(context.lang, unknown))))


async def let_go(context: Context, dropped: Sequence[Target], missing: Html | None = None) -> Screen:
    """These are not followed any more."""
    me = await context.here()
    left = await context.services.subscriptions.following(me.id)
    said = text(context.lang, "subscribe.dropped", names=_joined(context.lang, dropped))
    html = lines(said, missing or Html(""), home.coming(me, left, context.now))
    return Screen(html, ((home.open_settings(context.lang),),))


def _missing(lang: str, unknown: Sequence[str]) -> Html:
    return text(lang, "subscribe.missing", text=said_again(lang, unknown)) if unknown else Html("")


async def drop(context: Context, tapped: Tapped) -> Answer:
    """A button of ``/unsubscribe``."""
    kind = kind_of(tapped.text(0))
    me = await context.here()
    before = await context.services.subscriptions.following(me.id)
    await context.services.subscriptions.unfollow(me.id, kind, tapped.number(1))
    left = await context.services.subscriptions.following(me.id)
    gone = [each for each in before if each not in left]
    toast = plain(context.lang, "subscribe.dropped", names=home.names(context.lang, gone)) if gone else ""
    return Answer(_droppable(context.lang, left), toast)


def _droppable(lang: str, following: Sequence[Subscription]) -> Screen:
    if following:
        return choices.droppable(text(lang, "subscribe.choose_drop"), following)
    choose = button(plain(lang, "settings.no_categories"), "cats", ALONE, 0)
    return Screen(text(lang, "subscribe.nothing_left"), ((choose,),))


def _joined(lang: str, targets: Sequence[Target]) -> str:
    return plain(lang, "when.comma").join(title for _, _, title in targets)
