"""``/subscribe``, ``/unsubscribe`` of searches (``search:solar OR wind``) and sources (``from:NAME``)."""

from __future__ import annotations

import re

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.handlers import subscribe as labels
from bot.handlers.content import sources
from bot.handlers.content.searches import followed
from bot.screens import choices, search
from bot.screens.content import sources as screens
from bot.telegram.markup import cut, raw
from bot.texts import text
from digests.decisions.search.query_lines import parse_line
from digests.errors import BadInput
from digests.model import FollowKind, Subscription

_SAID = re.compile(
    r"(?P<open>[\"“”„「『«])?(?:(?P<search>search|搜索)|(?:from|source|feed|来源))[:：]\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(r"[\"“”„「『«]?(?:search|搜索|from|source|feed|来源)[:：]", re.IGNORECASE)
_QUOTES = '"“”„「」『』«»'
_MOST_OFFERED = 6
_NAME = 60


async def subscribe(context: Context, words: list[str]) -> Answer:
    """``/subscribe``: a search or a source where it says so, else categories and tags."""
    asked = _asked(words)
    if asked is None:
        return await labels.subscribe(context, words)
    is_search, rest = asked
    if is_search:
        return Answer(search.usage(context.lang)) if not rest else await _search(context, rest)
    return await _source(context, rest)


def _asked(words: list[str]) -> tuple[bool, str] | None:
    """Whether a search is meant or a source, and which; None for neither."""
    said = _SAID.fullmatch(" ".join(words).strip())
    if said is None:
        _refuse_late(words)
        return None
    rest = said["rest"].strip()
    if said["open"] and rest[-1:] in _QUOTES:
        rest = rest[:-1].strip()
    return bool(said["search"]), rest


def _refuse_late(words: list[str]) -> None:
    """Raise ``BadInput("said_alone")`` for a search or a source behind other names.

    Where it ends would be a guess: a search may hold ``from:``, and the name of a source has spaces.
    """
    late = next((n for n, word in enumerate(words) if _BEGINS.match(word)), None)
    if late is not None:
        raise BadInput("said_alone", text=cut(" ".join(words[late:]), _NAME))


async def _search(context: Context, words: str) -> Answer:
    me = await context.here()
    number, new = await context.services.follows.search(me.id, words)
    target = FollowKind.SEARCH, number, f"🔎 {parse_line(words)}"
    return Answer(await labels.told(context, [target], [target] if new else []))


async def _source(context: Context, name: str) -> Answer:
    """The one of that name; of several which one; of none what is told under that name, if anything is."""
    name = name.strip(_QUOTES)
    found, _ = await context.services.follows.feeds(name, 0, _MOST_OFFERED)
    exact = [each for each in found if each.name.casefold() == name.casefold()]
    if not name or not found:
        return await _told_by(context, name)
    if len(found) > 1 and len(exact) != 1:
        return Answer(screens.several(context.lang, name, found))
    return await labels.add_source(context, (exact or found)[0].id)


async def _told_by(context: Context, name: str) -> Answer:
    """Articles name sources of their own, which no feed is called by."""
    query = f'from:"{name}"'
    if name and (await context.services.search.find(query, context.zone, None, 1)).page.posts:
        return await _search(context, query)
    return await sources.sources(context, name.split())


async def unsubscribe(context: Context, words: list[str]) -> Answer:
    """``/unsubscribe``: the same the other way round."""
    asked = _asked(words)
    if asked is None:
        return await labels.unsubscribe(context, words)
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    dropped = _meant(following, *asked)
    if dropped is None:
        said = text(context.lang, "subscribe.not_followed", text=raw(asked[1], _NAME))
        return Answer(choices.droppable(said, following))
    await context.services.subscriptions.unfollow(me.id, dropped.kind, dropped.target)
    return Answer(await labels.let_go(context, [(dropped.kind, dropped.target, choices.name_of(dropped))]))


def _meant(following: tuple[Subscription, ...], is_search: bool, rest: str) -> Subscription | None:
    name = rest.strip(_QUOTES).casefold()
    if is_search:
        return followed(following, parse_line(rest))
    feeds = [each for each in following if each.kind is FollowKind.FEED]
    named = [each for each in feeds if each.title.casefold() == name] or [
        each for each in feeds if name and name in each.title.casefold()
    ]
    return named[0] if len(named) == 1 else followed(following, f'from:"{rest.strip(_QUOTES)}"')
