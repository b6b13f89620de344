"""``/search``: posts by their words. The query is kept under a number, since no button could carry it."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Listing, Tapped
from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.handlers import post_lists
from bot.screens import search as screens
from bot.telegram.screen import Button, Screen
from bot.texts import plain
from digests.errors import BadInput


async def search(context: Context, words: list[str]) -> Answer:
    """``/search words``; alone it explains itself."""
    query = " ".join(words)
    if not query.strip():
        return Answer(screens.usage(context.lang))
    return Answer(await found(context, query))


async def found(context: Context, query: str) -> Screen:
    """The first page of a query; the usage for one that asks for nothing."""
    number = await context.services.search.remember(query)
    try:
        return await post_lists.page(context, Listing("q", number, post_lists.PAGE), None)
    except BadInput as error:
        if error.code != "search_empty":
            raise
        return screens.usage(context.lang)


async def usage_below(context: Context, tapped: Tapped) -> Answer:
    """What can be asked, in a message of its own."""
    return Answer(screens.usage(context.lang), below=True)


async def tapped(context: Context, tapped: Tapped) -> Answer:
    """A query behind a button, in a message of its own."""
    return Answer(
        await post_lists.page(context, Listing("q", tapped.big_number(0), post_lists.PAGE), None), below=True
    )


async def button_for(context: Context, query: str) -> Button:
    """Search for the words of something that was not found otherwise."""
    number = await context.services.search.remember(query)
    return button(plain(context.lang, "search.instead", text=query[:30]), "find", number)
