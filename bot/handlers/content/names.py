"""What words name of the categories and tags, and what is near to those that name nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.chat.context import Context
from bot.chat.keyboards import button
from bot.screens import choices
from bot.telegram.markup import cut, raw
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.model import Category, FollowKind, StoredTag

_SEPARATOR = re.compile(r"[\s,，、;；]+")
_LONGEST = 60
_MOST_SAID = 200
MOST_WORDS = 30
"""Different words of a message that are looked up: a message may have two thousand."""
_MOST_ASKED = 4  # unknown words of which the nearest names are looked for
Target = tuple[FollowKind, int, str]


class Named(NamedTuple):
    """What words name; which of them name nothing; what to say where not all of them were looked at."""

    found: Sequence[Target]
    unknown: Sequence[str]
    note: Html


async def all_named(context: Context, words: Sequence[str]) -> Named:
    """What the words name: all of them one thing, else each word one."""
    whole = " ".join(words)
    each = list(dict.fromkeys(filter(None, _SEPARATOR.split(whole))))
    looked_at = each[:MOST_WORDS]
    known = await context.services.catalogue.called([whole, *looked_at])
    if whole in known:
        return Named([_target(known[whole])], [], Html(""))
    found = dict.fromkeys(_target(known[word]) for word in looked_at if word in known)
    unknown = [word for word in looked_at if word not in known]
    return Named(list(found), unknown, _note(context.lang) if len(each) > MOST_WORDS else Html(""))


def _target(named: Category | StoredTag) -> Target:
    if isinstance(named, Category):
        return FollowKind.CATEGORY, named.id, named.title
    return FollowKind.TAG, named.id, f"#{named.name}"


def _note(lang: str) -> Html:
    return text(lang, "subscribe.first_words", count=MOST_WORDS)


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
