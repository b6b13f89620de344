"""🔖 under a story, ``/saved``, and notes of one line."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import VERSION, Listing, Tapped
from bot.chat.context import Context
from bot.chat.pending_question import Awaited
from bot.handlers.stories import story as stories
from bot.handlers.stories.own_row import is_alone, own_list
from bot.screens.personal import saved as screens
from bot.telegram.screen import Button, Screen
from bot.texts import plain
from digests.errors import BadInput
from digests.model import ChatKind

NOTE = "note"
"""What is awaited where a note was asked for."""


async def save(context: Context, tapped: Tapped) -> Answer:
    """Keep a story, or keep it no more; where several read the message it stays as it is."""
    post_id = await stories.post_behind(context, tapped, 1)
    me = await own_list(context)
    if me is None:
        return Answer(toast=plain(context.lang, "saved.start_first"), alert=True)
    if not is_alone(context):
        added = await context.services.saved.save(me.id, post_id)
        return Answer(toast=plain(context.lang, "saved.added_for" if added else "saved.there"))
    if tapped.number(0) == 1:
        await context.services.saved.save(me.id, post_id)
        said = "saved.added"
    else:
        await context.services.saved.remove(me.id, post_id)
        said = "saved.removed"
    return Answer(await stories.reopened(context, tapped, 1), plain(context.lang, said))


# --------------------------------------------------------------------------- all that is kept


async def saved(context: Context, words: list[str]) -> Answer:
    """``/saved``: one's own, so in the private chat alone."""
    return Answer(await page(context, screens.listing(0)))


async def page(context: Context, of: Listing) -> Screen:
    """A page of the list; the last one where that page is empty by now."""
    if not is_alone(context):
        return screens.elsewhere(context.lang, context.bot.username)
    me, number = context.subscriber, of.target
    if me is None:
        return screens.page((), 0, 0, context.reader)
    first = number * screens.A_PAGE
    found, total = await context.services.saved.page(me.id, first, screens.A_PAGE)
    if not found and total:
        number = (total - 1) // screens.A_PAGE
        found, total = await context.services.saved.page(me.id, number * screens.A_PAGE, screens.A_PAGE)
    return screens.page(found, number, total, context.reader)


# --------------------------------------------------------------------------- notes


async def note(context: Context, tapped: Tapped) -> Answer:
    """Ask for a note to a story that is kept."""
    post_id = await stories.post_behind(context, tapped, 0)
    present, title = await _kept(context, post_id)
    again = stories.again_behind(tapped, 0)
    await context.expect(NOTE, again.data)
    return Answer(screens.ask_note(title, present, again, post_id, context.lang))


async def _kept(context: Context, post_id: int) -> tuple[str, str]:
    """The note to what is kept, and its title; of a note in a group nothing is known."""
    me = context.subscriber if is_alone(context) else None
    present = await context.services.saved.note(me.id, post_id) if me else None
    if present is None:
        raise BadInput("not_saved")
    title = (await context.services.browse.post(post_id)).title
    return present, title or plain(context.lang, "story.untitled")


async def typed(context: Context, awaited: Awaited, words: str) -> Answer:
    """The words that were asked for."""
    again, view = _view(awaited.place)
    post_id = await stories.post_behind(context, view, 0)
    me = await context.here()
    if context.kind is not ChatKind.PRIVATE or not await context.services.saved.write(me.id, post_id, words):
        raise BadInput("not_saved")
    present, title = await _kept(context, post_id)
    return Answer(screens.noted(title, present, again, context.lang))


def _view(data: str) -> tuple[Button, Tapped]:
    return Button("", data), Tapped(tuple(data.removeprefix(f"{VERSION}.").split(":")))


async def unnote(context: Context, tapped: Tapped) -> Answer:
    """Remove the note, and show the story."""
    post_id = await stories.post_behind(context, tapped, 0)
    await _kept(context, post_id)
    me = await context.here()
    await context.services.saved.write(me.id, post_id, "")
    return Answer(await stories.reopened(context, tapped, 0), plain(context.lang, "saved.note_removed"))
