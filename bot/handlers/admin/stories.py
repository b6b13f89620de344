"""``/story``: which articles tell one story and why; parting and joining them."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers.admin.feeds import by
from bot.screens.admin import stories as screens
from bot.telegram.screen import Screen
from bot.texts import plain, text

_MOST = 2


async def story(context: Context, words: list[str]) -> Answer:
    """``/story``: the latest; with the number of an article its story, with two numbers a comparison."""
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 18]
    if len(numbers) != len(words) or len(words) > _MOST:
        return Answer(Screen(text(context.lang, "story_admin.usage")))
    if len(numbers) == _MOST:
        made = await context.services.story_admin.compare(*numbers)
        return Answer(screens.comparison(made, context.reader))
    return Answer(await _card(context, numbers[0]) if numbers else await _list(context))


async def listing(context: Context, tapped: Tapped) -> Answer:
    """The latest."""
    return Answer(await _list(context))


async def card(context: Context, tapped: Tapped) -> Answer:
    """The story of one article."""
    return Answer(await _card(context, tapped.big_number(0)))


async def part(context: Context, tapped: Tapped) -> Answer:
    """Give an article a story of its own; shown is what it was parted from."""
    number = tapped.big_number(0)
    left = await context.services.story_admin.card(number)
    await context.services.story_admin.part(number, **by(context))
    others = [one.article for one in left.members if one.article != number]
    return Answer(await _card(context, others[0]), plain(context.lang, "story_admin.parted", id=number))


async def join(context: Context, tapped: Tapped) -> Answer:
    """Make the stories of two articles one."""
    first, second = tapped.big_number(0), tapped.big_number(1)
    made = await context.services.story_admin.join(first, second, **by(context))
    return Answer(screens.card(made, context.reader), plain(context.lang, "story_admin.joined"))


async def _card(context: Context, number: int) -> Screen:
    return screens.card(await context.services.story_admin.card(number), context.reader)


async def _list(context: Context) -> Screen:
    return screens.listing(await context.services.story_admin.latest(screens.A_PAGE), context.reader)
