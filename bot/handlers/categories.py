"""Categories as toggles: the first step of ``/start``, ``/categories``, and the same in the settings."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens import choices, home, menu
from bot.screens.choices import ALONE, ONBOARDING, SETTINGS
from bot.telegram.markup import raw
from bot.telegram.screen import Row, Screen
from bot.texts import Html, plain, text
from digests.errors import BadInput
from digests.model import Category, FollowKind, Status

_LONGEST = 60  # characters of a name that are said again
_BUSIEST = 6


async def onboarding(context: Context) -> Answer:
    """The first screen of ``/start``."""
    return Answer(await _screen(context, ONBOARDING, 0))


async def show(context: Context, words: list[str]) -> Answer:
    """``/categories``; somebody new is led through ``/start``."""
    new = context.subscriber is None or context.subscriber.status is Status.NEW
    return Answer(await _screen(context, ONBOARDING if new else ALONE, 0))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """Another page of the categories."""
    return Answer(await _screen(context, tapped.text(0), tapped.number(1)))


async def toggle(context: Context, tapped: Tapped) -> Answer:
    """Follow a category, or stop following it."""
    place, page, target = tapped.text(0), tapped.number(1), tapped.number(2)
    category = await known(context, target)
    wanted = tapped.number(3) == 1
    await follow(context, FollowKind.CATEGORY, target, wanted=wanted)
    toast = plain(context.lang, "categories.on" if wanted else "categories.off", title=category.title)
    return Answer(await _screen(context, place, page), toast)


async def known(context: Context, target: int) -> Category:
    """A category by id; ``BadInput("dead_button")`` when there is none."""
    found = next((each for each in await context.services.catalogue.categories() if each.id == target), None)
    if found is None:
        raise BadInput("dead_button")
    return found


async def unknown(context: Context, name: str) -> tuple[Html, tuple[Category, ...]]:
    """What to say of a category that there is not, and where to go on: the nearest, else the busiest ones."""
    catalogue, typed = context.services.catalogue, raw(name, _LONGEST)
    if near := await catalogue.near_categories(name):
        return text(context.lang, "latest.unknown", text=typed), near
    there = (await catalogue.categories())[:_BUSIEST]
    return text(context.lang, "latest.unknown_alone" if there else "categories.none", text=typed), there


async def follow(context: Context, kind: FollowKind, target: int, *, wanted: bool) -> None:
    """Follow something, or stop following it."""
    me, subscriptions = await context.here(), context.services.subscriptions
    await (subscriptions.follow if wanted else subscriptions.unfollow)(me.id, kind, target)


async def _screen(context: Context, place: str, page: int) -> Screen:
    there = await context.services.catalogue.categories()
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    followed = {each.target for each in following if each.kind is FollowKind.CATEGORY}
    head = _head(context, place, len(there), len(followed))
    return choices.categories(context.lang, head, there, followed, place, page, _below(context.lang, place))


def _head(context: Context, place: str, known: int, followed: int) -> Html:
    lang = context.lang
    if place == ONBOARDING:
        elsewhere = context.managed is not None
        return home.hello(lang, context.kind, any_category=known > 0, elsewhere=elsewhere)
    if not known:
        return text(lang, "categories.none")
    if place == SETTINGS:
        return text(lang, "categories.choose", count=followed)
    return text(lang, "categories.head", total=known, count=known)


def _below(lang: str, place: str) -> tuple[Row, ...]:
    if place == ONBOARDING:
        return home.hello_rows(lang)
    return ((menu.back(lang, "content"),),) if place == SETTINGS else ()
