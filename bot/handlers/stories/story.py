"""One story, opened from a list or from a digest: its points, its reports, and what is related to it."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import VERSION, Listing, Tapped
from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.handlers.stories import following, own_row
from bot.screens import post_list
from bot.screens.stories.opened import Way, view
from bot.telegram.screen import Button, Row, Screen
from bot.texts import plain, text
from digests.errors import BadInput
from digests.model import Story


async def opened(context: Context, found: Story, back: Button, way: Way, first: int) -> Screen:
    """A story with its reports from ``first`` on; ``way`` makes the buttons of its pager."""
    said = await context.services.told_stories.open(found.post, first)
    again = way("", first)
    bell = await following.bell_for(context, found.post.id, again)
    shown = view(found, context.reader, (back,), said, way, bell)
    return await own_row.under(context, shown, found.post.id, again)


# --------------------------------------------------------------------------- from a list


async def post(context: Context, tapped: Tapped) -> Answer:
    """A story of a list, opened in its place."""
    post_id, packed, cursor = tapped.big_number(0), tapped.text(1), tapped.text(2)
    found = await context.services.browse.post(post_id)

    def way(label: str, first: int) -> Button:
        return button(label, "post", post_id, packed, cursor, first)

    back = _to_list(context.lang, packed, cursor)
    return Answer(await opened(context, Story(found), back, way, tapped.optional(3)))


def _to_list(lang: str, packed: str, cursor: str) -> Button:
    label = plain(lang, "list.back")
    return button(label, "list", packed, cursor) if packed else button(label, "front")


# --------------------------------------------------------------------------- from a digest


async def of_digest(context: Context, tapped: Tapped) -> Answer:
    """A story by its number; ``first`` is where the page begins that it was opened from, 0 for the digest."""
    digest_id, number, first = tapped.big_number(0), tapped.number(1), tapped.number(2)
    await context.given(digest_id)
    found, _ = await context.services.past_digests.rest(digest_id, number, 1)
    if not found:
        raise BadInput("dead_button")

    def way(label: str, report: int) -> Button:
        return button(label, "story", digest_id, number, first, report)

    back = _to_digest(context.lang, digest_id, first)
    return Answer(await opened(context, found[0], back, way, tapped.optional(3)))


def _to_digest(lang: str, digest_id: int, first: int) -> Button:
    label = plain(lang, "list.back")
    return button(label, "rest", digest_id, first) if first else button(label, "digest", digest_id)


# --------------------------------------------------------------------------- followed, or not


async def bell(context: Context, tapped: Tapped) -> Answer:
    """🔔 under a story: follow it (1), or end that (0); its news at once (2), or with the digests (3)."""
    me, wanted = await context.here(), tapped.number(0)
    post_id = await post_behind(context, tapped, 1)
    if wanted in (2, 3):
        toast = await following.at_once(context, me.id, post_id, on=wanted == 2)
    else:
        toast = await following.toggle(context, me.id, post_id, wanted=wanted == 1)
    return Answer(await reopened(context, tapped, 1), toast)


# --------------------------------------------------------------------------- behind a button


def again_behind(tapped: Tapped, skip: int) -> Button:
    """The button that opens a story's view, which stands behind the arguments of one under it."""
    return Button("", f"{VERSION}.{':'.join([tapped.text(skip), *tapped.arguments[skip + 1 :]])}")


async def reopened(context: Context, tapped: Tapped, skip: int) -> Screen:
    """The view of the story as it was opened."""
    view = Tapped(tapped.arguments[skip + 1 :], tapped.about)
    shown = await (post if tapped.text(skip) == "post" else of_digest)(context, view)
    if shown.screen is None:
        raise BadInput("dead_button")
    return shown.screen


async def post_behind(context: Context, tapped: Tapped, skip: int) -> int:
    """The post of that story."""
    view = Tapped(tapped.arguments[skip + 1 :], tapped.about)
    if tapped.text(skip) == "post":
        return view.big_number(0)
    if tapped.text(skip) != "story":
        raise BadInput("dead_button")
    digest_id = await context.given(view.big_number(0))
    found, _ = await context.services.past_digests.rest(digest_id, view.number(1), 1)
    if not found:
        raise BadInput("dead_button")
    return found[0].post.id


# --------------------------------------------------------------------------- what is related


async def related(context: Context, tapped: Tapped) -> Answer:
    """What is related to a story, in a message of its own: the story stays."""
    return Answer(await related_page(context, Listing("r", tapped.big_number(0))), below=True)


async def related_page(context: Context, of: Listing) -> Screen:
    """Earlier and other stories near that of a post."""
    found, shown = await context.services.told_stories.related(of.target)
    if not shown.posts:
        return Screen(text(context.lang, "story.related_none", title=found.title), (_front(context.lang),))
    head = post_list.related_head(found, shown.total, context.lang)
    return post_list.page(head, shown, of, None, context.points, context.reader)


def _front(lang: str) -> Row:
    return (button(plain(lang, "digest.latest"), "front"),)
