"""❓ ``/why``, and the button under a story."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.handlers import search
from bot.handlers.stories import story as stories
from bot.screens.personal import why as screens
from bot.telegram.screen import Button, Row, Screen
from bot.texts import plain
from digests.decisions.duplicates.permalink import page_named
from digests.model import Status

_LONGEST = 300


async def of_story(context: Context, tapped: Tapped) -> Answer:
    """Why the story of a view came, or does not; from there back to the view."""
    post_id = await stories.post_behind(context, tapped, 0)
    back = Button(plain(context.lang, "list.back"), stories.again_behind(tapped, 0).data)
    return Answer(await _screen(context, post_id, (back,)))


async def _screen(context: Context, post_id: int, ways: Row) -> Screen:
    me = context.subscriber
    if me is None or me.status is Status.NEW:
        return screens.not_begun(context.lang, ways)
    title = (await context.services.browse.post(post_id)).title or plain(context.lang, "story.untitled")
    liked = await context.services.tastes.touching(me.id, post_id)
    how = await context.services.why.came(me.id, post_id)
    if how is not None:
        return screens.came(title, how, liked, ways, context.reader)
    found = await context.services.why.verdict(me.id, post_id)
    return screens.verdict(title, found, liked, ways, context.lang)


async def why(context: Context, words: list[str]) -> Answer:
    """``/why LINK`` or ``/why words``; alone it explains itself."""
    asked = " ".join(words)[:_LONGEST]
    if not asked.strip():
        return Answer(screens.usage(context.lang))
    found = await context.services.why.find(asked, context.zone)
    if not found and (me := context.subscriber):
        found = await context.services.why.find_withdrawn(me.id, asked)
    if not found and page_named(asked):
        return Answer(screens.no_such_link(asked, context.lang))
    if not found:
        return Answer(screens.nothing(asked, await search.button_for(context, asked), context.lang))
    if len(found) > 1:
        return Answer(screens.several(found, context.lang))
    return Answer(await _alone(context, found[0].id))


async def of_post(context: Context, tapped: Tapped) -> Answer:
    """The same of one of several."""
    return Answer(await _alone(context, tapped.big_number(0)))


async def _alone(context: Context, post_id: int) -> Screen:
    """With a way to the story, since it is not open."""
    ways = (button(plain(context.lang, "why.open"), "post", post_id, "", ""),)
    return await _screen(context, post_id, ways)
