"""Inline mode: ``@bot words`` in any chat offers stories to paste; without words, the newest.

What is offered is in the language of the person's app, so Telegram keeps it for that person alone; in the
installation's zone, since of the person's nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineQuery, InlineQueryResultsButton, Update

from bot.chat.callback_data import cursor_text
from bot.chat.context import Context
from bot.chat.reader import Reader
from bot.handlers.start import SEARCH
from bot.handlers.stories.own_row import own_list
from bot.screens.inline import card
from bot.telegram.cards import MOST, article
from bot.telegram.markup import cut, without
from bot.texts import error_text, plain
from digests.decisions.cursors import unpack_cursor
from digests.errors import BadInput
from digests.model import Cursor, Page

CACHED = 60  # seconds: news change, and a query is typed letter by letter
_HINT = 64  # characters


async def asked(update: Update, context: Context) -> None:
    """One query, or its next page."""
    query = update.inline_query
    if query is None:
        return
    try:
        cursor = unpack_cursor(query.offset) if query.offset else None
        found, own = await _find(context, query.query, cursor)
    except BadInput as error:
        await _answer(context, query, Page((), 1, 0), cut(without(error_text(context.lang, error)), _HINT))
        return
    hint = "" if found.posts or query.offset else plain(context.lang, "inline.nothing")
    await _answer(context, query, found, hint, own=own)


async def _find(context: Context, words: str, cursor: Cursor | None) -> tuple[Page, bool]:
    """What is offered, and whether that is one person's own: what ``is:saved`` finds."""
    if not words.strip():
        return await context.services.browse.latest(None, cursor, MOST), False
    zone = context.settings.default_timezone
    try:
        return (await context.services.search.find(words, zone, cursor, MOST)).page, False
    except BadInput as error:
        me = await own_list(context) if error.code == "saved_elsewhere" else None
        if me is None:
            raise
    return (await context.services.search.find(words, zone, cursor, MOST, saved_by=me.id)).page, True


async def _answer(context: Context, query: InlineQuery, found: Page, hint: str, *, own: bool = False) -> None:
    """What was not understood, and what is somebody's own, is not kept: the next letter may mend it."""
    reader = Reader(context.lang, context.settings.default_timezone, context.now)
    cards: Sequence[object] = [article(card(post, reader)) for post in found.posts]
    await context.bot.answer_inline_query(
        query.id,
        cards,  # type: ignore[arg-type]  # a sequence of one kind of result
        cache_time=0 if hint or own else CACHED,
        is_personal=True,
        next_offset=cursor_text(found.older) or None,
        button=InlineQueryResultsButton(hint, start_parameter=SEARCH) if hint else None,
    )
