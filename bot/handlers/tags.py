"""Tags: ``/tag``, ``/tags``, and following one by a tap."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answers import Answer
from bot.chat.callback_data import Listing, Tapped
from bot.chat.context import Context
from bot.handlers import categories, post_lists, search
from bot.screens import choices
from bot.screens.choices import ALONE
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.model import FollowKind, StoredTag


async def tag(context: Context, words: list[str]) -> Answer:
    """``/tag name``; alone it shows the popular ones."""
    if not words:
        return await tags(context, words)
    name = " ".join(words)
    found = await find(context, name)
    if found:
        return Answer(await post_lists.page(context, Listing("t", found.id, post_lists.PAGE), None))
    return Answer(await unknown_tag(context, name))


async def unknown_tag(context: Context, name: str) -> Screen:
    """The nearest ones, as buttons."""
    catalogue = context.services.catalogue
    near = await catalogue.near_tags(name)
    popular = () if near else await catalogue.popular_tags(context.now, 12)
    screen = choices.nearest_tags(context.lang, name[:60], near, popular)
    return replace(screen, rows=(*screen.rows, (await search.button_for(context, name),)))


async def tags(context: Context, words: list[str]) -> Answer:
    """``/tags``."""
    return Answer(await _popular(context))


async def tags_tapped(context: Context, tapped: Tapped) -> Answer:
    """The way to the popular tags; from the settings there is one back to them."""
    return Answer(await _popular(context, tapped.text(0) if tapped.arguments else ALONE))


async def _popular(context: Context, place: str = ALONE) -> Screen:
    found = await context.services.catalogue.popular_tags(context.now)
    return choices.popular(context.lang, found, place)


async def tag_below(context: Context, tapped: Tapped) -> Answer:
    """A tag of a story opens in a message of its own: the story stays."""
    return Answer(
        await post_lists.page(context, Listing("t", tapped.number(0), post_lists.PAGE), None), below=True
    )


async def tag_here(context: Context, tapped: Tapped) -> Answer:
    """A tag in a list of tags opens in its place."""
    return Answer(await post_lists.page(context, Listing("t", tapped.number(0), post_lists.PAGE), None))


async def follow(context: Context, tapped: Tapped) -> Answer:
    """Follow a tag, or stop following it."""
    found = await context.services.catalogue.tag_by_id(tapped.number(0))
    wanted = tapped.number(1) == 1
    await categories.follow(context, FollowKind.TAG, found.id, wanted=wanted)
    toast = plain(context.lang, "tag.followed" if wanted else "tag.unfollowed", name=found.name)
    of = Listing("t", found.id, post_lists.PAGE)
    return Answer(await post_lists.page(context, of, tapped.cursor(2)), toast)


async def find(context: Context, name: str) -> StoredTag | None:
    """A tag as people type it, or as a hashtag writes it: with underscores for spaces."""
    catalogue = context.services.catalogue
    bare = name.lstrip("#＃")
    return await catalogue.tag(bare) or (await catalogue.tag(bare.replace("_", " ")) if "_" in bare else None)
