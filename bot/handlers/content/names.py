"""What words name of the categories and tags, and what is near to those that name nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.handlers import tags
from bot.screens import choices
from bot.telegram.markup import cut, raw
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.errors import BadInput
from digests.model import FollowKind

_SEPARATOR = re.compile(r"[\s,，、;；]+")
_LONGEST = 60
_MOST_SAID = 200
_MOST_ASKED = 4  # unknown words of which the nearest names are looked for
Target = tuple[FollowKind, int, str]


async def all_named(context: Context, words: Sequence[str]) -> tuple[list[Target], list[str]]:
    """What the words name: all of them one thing, else each word one; and those that name nothing."""
    whole = await named(context, " ".join(words))
    if whole:
        return [whole], []
    each = [(word, await named(context, word)) for word in filter(None, _SEPARATOR.split(" ".join(words)))]
    found = dict.fromkeys(target for _, target in each if target)
    return list(found), [word for word, target in each if not target]


async def named(context: Context, name: str) -> Target | None:
    """The category or tag of a name; with # it is a tag."""
    catalogue = context.services.catalogue
    if not name.startswith(("#", "＃")):
        try:
            category = await catalogue.category(name)
        except BadInput:
            pass
        else:
            return FollowKind.CATEGORY, category.id, category.title
    tag = await tags.find(context, name)
    return (FollowKind.TAG, tag.id, f"#{tag.name}") if tag else None


def said_again(lang: str, words: Sequence[str]) -> Html:
    """Words that somebody typed, said again: each cut, and not too many."""
    return raw(plain(lang, "when.comma").join(cut(each, _LONGEST) for each in words), _MOST_SAID)


async def did_you_mean(context: Context, unknown: Sequence[str]) -> Screen:
    """What is not known, and the nearest tags and categories, to be followed by a tap."""
    lang, catalogue = context.lang, context.services.catalogue
    asked = unknown[:_MOST_ASKED]
    near = dict.fromkeys([one for word in asked for one in await catalogue.near_categories(word)])
    near_tags = dict.fromkeys([one for word in asked for one in await catalogue.near_tags(word, 4)])
    there = () if near or near_tags else (await catalogue.categories())[:6]
    shown = [button(f"+ {each.title}", "add", "c", each.id) for each in list(near)[:4] or there]
    shown += [button(f"+ #{each.name}", "add", "t", each.id) for each in list(near_tags)[:4]]
    key = "unknown_alone" if there else "unknown" if shown else "missing"
    return Screen(text(lang, f"subscribe.{key}", text=said_again(lang, unknown)), choices.grid(shown))
