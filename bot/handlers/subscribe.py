"""Following by name: ``/subscribe``, ``/unsubscribe`` and what they offer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.handlers import categories, tags
from bot.screens import choices, home
from bot.screens.choices import ALONE
from bot.screens.content.about import kind_of
from bot.telegram.markup import cut, lines, raw
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.errors import BadInput
from digests.model import FollowKind, Status, Subscription

_SEPARATOR = re.compile(r"[\s,，、;；]+")
_LONGEST = 60
_MOST_SAID = 200
_MOST_ASKED = 4  # unknown words of which the nearest names are looked for
Target = tuple[FollowKind, int, str]


async def subscribe(context: Context, words: list[str]) -> Answer:
    """``/subscribe category #tag …``."""
    if not words:
        return await categories.show(context, words)
    found, unknown = await _named(context, words)
    if not found:
        return Answer(await _did_you_mean(context, unknown))
    screen = await _follow(context, found)
    if not unknown:
        return Answer(screen)
    near = await _did_you_mean(context, unknown)
    return Answer(Screen(lines(screen.html, near.html), (*near.rows, *screen.rows)))


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
    found, unknown = await _named(context, words)
    dropped = [t for t in found if await context.services.subscriptions.unfollow(me.id, t[0], t[1])]
    if not dropped:
        not_so = _said(context.lang, unknown or [title for _, _, title in found])
        head = text(context.lang, "subscribe.not_followed", text=not_so)
        return Answer(choices.droppable(head, following))
    return Answer(await let_go(context, dropped, _missing(context.lang, unknown)))


async def let_go(context: Context, dropped: Sequence[Target], missing: Html | None = None) -> Screen:
    """These are not followed any more."""
    me = await context.here()
    left = await context.services.subscriptions.following(me.id)
    said = text(context.lang, "subscribe.dropped", names=_joined(context.lang, dropped))
    html = lines(said, missing or Html(""), home.coming(me, left, context.now))
    return Screen(html, ((home.open_settings(context.lang),),))


def _missing(lang: str, unknown: Sequence[str]) -> Html:
    return text(lang, "subscribe.missing", text=_said(lang, unknown)) if unknown else Html("")


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


async def _named(context: Context, words: Sequence[str]) -> tuple[list[Target], list[str]]:
    """What the words name: all of them one thing, else each word one; and those that name nothing."""
    whole = await named(context, " ".join(words))
    if whole:
        return [whole], []
    each = [(word, await named(context, word)) for word in filter(None, _SEPARATOR.split(" ".join(words)))]
    found = dict.fromkeys(target for _, target in each if target)
    return list(found), [word for word, target in each if not target]


async def named(context: Context, name: str) -> Target | None:
    """The category or tag of a name; with # it is a tag."""
    catalogue = context.services.catalogue
    if not name.startswith(("#", "＃")):
        try:
            category = await catalogue.category(name)
        except BadInput:
            pass
        else:
            return FollowKind.CATEGORY, category.id, category.title
    tag = await tags.find(context, name)
    return (FollowKind.TAG, tag.id, f"#{tag.name}") if tag else None


def _joined(lang: str, targets: Sequence[Target]) -> str:
    return plain(lang, "when.comma").join(title for _, _, title in targets)


def _said(lang: str, words: Sequence[str]) -> Html:
    """Words that somebody typed, said again: each cut, and not too many."""
    return raw(plain(lang, "when.comma").join(cut(each, _LONGEST) for each in words), _MOST_SAID)


async def _did_you_mean(context: Context, unknown: Sequence[str]) -> Screen:
    """What is not known, and the nearest tags and categories, to be followed by a tap."""
    lang, catalogue = context.lang, context.services.catalogue
    asked = unknown[:_MOST_ASKED]
    near = dict.fromkeys([one for word in asked for one in await catalogue.near_categories(word)])
    near_tags = dict.fromkeys([one for word in asked for one in await catalogue.near_tags(word, 4)])
    there = () if near or near_tags else (await catalogue.categories())[:6]
    shown = [button(f"+ {each.title}", "add", "c", each.id) for each in list(near)[:4] or there]
    shown += [button(f"+ #{each.name}", "add", "t", each.id) for each in list(near_tags)[:4]]
    key = "unknown_alone" if there else "unknown" if shown else "missing"
    return Screen(text(lang, f"subscribe.{key}", text=_said(lang, unknown)), choices.grid(shown))
