"""Drafting: picking what choices get, and reading it with its key points."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digests.decisions.ranking.followed import GoingOn
from digests.model import Correction, Pick, Post
from digests.steps.build.choices import Choice, Target
from digests.steps.build.draft import Draft
from digests.steps.build.material import Material
from digests.steps.build.pick import going_on_of, pick
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.corrections import corrections

log = logging.getLogger(__name__)


class _Found(NamedTuple):
    """What a choice gets, before it is read."""

    picks: tuple[Pick, ...]
    going_on: GoingOn
    corrected: tuple[Correction, ...]
    titles: Mapping[Target, str]

    def read(self, size: int) -> list[int]:
        """The posts that are shown whole."""
        apart, lines = self.going_on
        told = [one.post for one in self.picks[:size]] + [one.posts[0] for one in (*apart, *lines)]
        return told + [one.post for one in self.corrected]


Drafted = Draft | None
"""None where a fault was met."""


async def drafts(
    store: Store, articles: FullPosts, choices: Sequence[Choice], material: Material
) -> list[Drafted]:
    """Drafts for these choices in their order; what cannot be made keeps to itself."""
    try:
        found = await store.reading(lambda tx: _find_all(tx, choices, material))
        ids = {n for choice, one in zip(choices, found, strict=True) if one for n in one.read(choice.size)}
        posts = await material.posts(articles, ids)
    except Exception:  # a fault of ours, or one broken post: the others get theirs
        if len(choices) == 1:
            log.exception("picking for one choice")
            return [None]
        return [(await drafts(store, articles, [each], material))[0] for each in choices]
    return [
        _draft(choice, one, posts, material) if one else None
        for choice, one in zip(choices, found, strict=True)
    ]


async def draft(store: Store, articles: FullPosts, choice: Choice, material: Material) -> Draft:
    """Pick what one choice gets, and read it with its key points."""
    found = await store.reading(lambda tx: _load_and_find(tx, choice, material))
    posts = await material.posts(articles, found.read(choice.size))
    return _draft(choice, found, posts, material)


def _draft(choice: Choice, found: _Found, posts: Mapping[int, Post], material: Material) -> Draft:
    read = {n: posts[n] for n in found.read(choice.size) if n in posts}
    apart, lines = found.going_on
    going_on = tuple(lines), tuple(apart)
    known = (choice, material.upto, found.picks, read, found.titles, *going_on, found.corrected)
    return Draft(*known, material.begun)


async def _find_all(tx: Tx, choices: Sequence[Choice], material: Material) -> list[_Found | None]:
    await material.load(tx, choices)
    return [await _found_or_none(tx, each, material) for each in choices]


async def _found_or_none(tx: Tx, choice: Choice, material: Material) -> _Found | None:
    try:
        return await _find(tx, choice, material)
    except Exception:
        log.exception("picking for one choice")
        return None


async def _load_and_find(tx: Tx, choice: Choice, material: Material) -> _Found:
    await material.load(tx, [choice])
    return await _find(tx, choice, material)


async def _find(tx: Tx, choice: Choice, material: Material) -> _Found:
    selection = pick(material, choice)
    going_on = going_on_of(material, choice, selection)
    sections = dict.fromkeys(one.section for one in selection.picks[: choice.size])
    corrected = await corrections.owed(tx, choice.corrected) if choice.corrected else ()
    return _Found(tuple(selection.picks), going_on, corrected, material.titles(sections))
