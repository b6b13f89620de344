"""Reading: ``/latest``, and the pages and stories behind the buttons of any list."""

from __future__ import annotations

import re

from bot.chat.answers import Answer
from bot.chat.callback_data import MOST_A_PAGE, Listing, Tapped, cursor_text
from bot.chat.context import Context
from bot.chat.keyboards import button, chosen, rows_of
from bot.handlers import categories
from bot.handlers.personal import saved
from bot.handlers.stories import story as stories
from bot.handlers.stories import top
from bot.handlers.stories.own_row import is_alone
from bot.screens import choices, post_list, search
from bot.screens.content import followed as own
from bot.screens.home import open_settings
from bot.telegram.screen import Row, Screen
from bot.texts import plain, text
from digests.errors import BadInput
from digests.model import Category, Cursor, FollowKind, StoredTag

PAGE = 8
FRONT = 5
_FRONT_CATEGORIES = 5
_NUMBER = re.compile(r"[+＋]?(?P<minus>[-−–－])?(?P<figures>\d+)(?:[.,]\d+)?")


async def latest(context: Context, words: list[str]) -> Answer:
    """``/latest [category] [n]``: a front page, or the newest of one category."""
    name, count = _name_and_count(words)
    if not name:
        return Answer(await front_page(context, count or FRONT))
    try:
        category = await context.services.catalogue.category(name)
    except BadInput:
        return Answer(post_list.other_categories(*await categories.unknown(context, name)))
    return Answer(await page(context, Listing("c", category.id, count or PAGE), None))


def _name_and_count(words: list[str]) -> tuple[str, int]:
    """A last word that is a number says how many, at most a page; less than one means as many as usual."""
    number = _NUMBER.fullmatch(words[-1]) if words else None
    if number is None:
        return " ".join(words), 0
    count = 0 if number["minus"] else min(MOST_A_PAGE, int(number["figures"][:3]))
    return " ".join(words[:-1]), count


async def front(context: Context, tapped: Tapped) -> Answer:
    """Back to the front page."""
    return Answer(await front_page(context, FRONT))


async def front_page(context: Context, each: int) -> Screen:
    """The newest of each category that this chat follows, else of the busiest ones."""
    browse, catalogue = context.services.browse, context.services.catalogue
    chosen = await _followed(context) or (await catalogue.categories())[:_FRONT_CATEGORIES]
    groups = await browse.front_page(chosen, each)
    if any(posts for _, posts in groups):
        return post_list.front_page(groups, context.points, context.reader)
    others = [one for one in await catalogue.categories() if one.posts]
    if not others:
        return Screen(text(context.lang, "latest.nothing"), ((open_settings(context.lang),),))
    said = text(context.lang, "latest.empty", title=", ".join(one.title for one in chosen))
    return post_list.other_categories(said, others[:6])


async def _followed(context: Context) -> tuple[Category, ...]:
    if context.subscriber is None:
        return ()
    following = await context.services.subscriptions.following(context.subscriber.id)
    known = {each.id: each for each in await context.services.catalogue.categories()}
    wanted = [each.target for each in following if each.kind is FollowKind.CATEGORY]
    return tuple(known[each] for each in wanted if each in known)


# --------------------------------------------------------------------------- pages


async def turn(context: Context, tapped: Tapped) -> Answer:
    """A page of a list."""
    return Answer(await page(context, Listing.unpacked(tapped.text(0)), tapped.cursor(1)))


async def page(context: Context, of: Listing, cursor: Cursor | None) -> Screen:
    """A page of whatever list it is."""
    if of.kind == "t":
        return await _tag_page(context, of, cursor)
    if of.kind == "q":
        return await _query_page(context, of, cursor)
    if of.kind == "p":
        return await top.page(context, of)
    if of.kind == "r":
        return await stories.related_page(context, of)
    if of.kind == "s":
        return await saved.page(context, of)
    title = await _title(context, of)
    shown = await context.services.browse.latest(of.target or None, cursor, of.size)
    if not shown.posts:
        others = [one for one in await context.services.catalogue.categories() if one.posts]
        return post_list.other_categories(text(context.lang, "latest.empty", title=title), others[:6])
    head = post_list.category_head(title, shown.total, context.lang)
    return post_list.page(head, shown, of, cursor, context.points, context.reader)


async def _title(context: Context, of: Listing) -> str:
    if of.kind == "a":
        return plain(context.lang, "latest.everything")
    known = await context.services.catalogue.categories()
    found = next((each for each in known if each.id == of.target), None)
    if found is None:
        raise BadInput("dead_button")
    return found.title


async def _tag_page(context: Context, of: Listing, cursor: Cursor | None) -> Screen:
    browse, catalogue = context.services.browse, context.services.catalogue
    tag = await catalogue.tag_by_id(of.target)
    shown = await browse.tagged(tag.id, cursor, of.size)
    if not shown.posts:
        said = text(context.lang, "tag.gone", name=tag.name)
        return Screen(said, choices.tag_grid(await catalogue.popular_tags(context.now, 12)))
    head = post_list.tag_head(tag, shown.total, context.lang)
    below = await _under_tag(context, tag, cursor)
    return post_list.page(head, shown, of, cursor, context.points, context.reader, below)


async def _query_page(context: Context, of: Listing, cursor: Cursor | None) -> Screen:
    finder = context.services.search
    by = context.subscriber.id if context.subscriber and is_alone(context) else 0
    found = await finder.find(await finder.recall(of.target), context.zone, cursor, of.size, saved_by=by)
    row = () if found.query.saved else await _follow_search(context, of.target, found.query.text, cursor)
    if not found.page.posts:
        return search.nothing(context.lang, found, await finder.hints(found.query), row)
    return search.page(found, of, cursor, context.points, context.reader, row)


async def _follow_search(context: Context, number: int, words: str, cursor: Cursor | None) -> tuple[Row, ...]:
    """Follow what it finds, or stop following it."""
    me = context.subscriber
    following = await context.services.subscriptions.following(me.id) if me else ()
    followed = any(each.kind is FollowKind.SEARCH and each.title == words for each in following)
    return own.follow_search(context.lang, number, cursor, followed=followed)


async def _under_tag(context: Context, tag: StoredTag, cursor: Cursor | None) -> tuple[Row, ...]:
    """Follow it, or go on to a tag that often stands beside it."""
    followed = await _follows(context, tag.id)
    label = plain(context.lang, "tag.unfollow" if followed else "tag.follow")
    follow = chosen(label, "follow", tag.id, int(not followed), cursor_text(cursor), on=followed)
    related = [
        button(plain(context.lang, "tag.related", name=each.name), "tagin", each.id)
        for each in await context.services.catalogue.related_tags(tag.id)
    ]
    return ((follow,), *rows_of(related, 2))


async def _follows(context: Context, tag_id: int) -> bool:
    if context.subscriber is None:
        return False
    following = await context.services.subscriptions.following(context.subscriber.id)
    return any(each.kind is FollowKind.TAG and each.target == tag_id for each in following)
