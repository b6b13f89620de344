"""Drafts: digests picked and condensed, not yet stored."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from digests.decisions.compose import completed, compose
from digests.decisions.ranking.followed import GoingOn
from digests.model import Correction, Digest, FollowUp, Pick, Post
from digests.steps.build.choices import Choice, Target
from digests.steps.build.material import Material
from digests.steps.build.pick import going_on_of, pick
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.corrections import corrections
from digests.store.delivery import digests as digest_rows

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest for one choice, of the posts up to ``upto``; with what goes on of the stories told before.

    ``followed`` of these stand in messages of their own; ``corrected``: what changed of what readers know.
    ``begun`` is the moment of which it tells.
    """

    choice: Choice
    upto: int
    picks: tuple[Pick, ...]
    posts: Mapping[int, Post]
    titles: Mapping[Target, str]
    follow_ups: tuple[FollowUp, ...] = ()
    followed: tuple[FollowUp, ...] = ()
    corrected: tuple[Correction, ...] = ()
    begun: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.picks or self.follow_ups or self.followed)

    @property
    def shown(self) -> int:
        """How many stories are shown at once."""
        return min(len(self.picks), self.choice.size)

    def compose(self, digest_id: int) -> Digest:
        """The digest that its readers see."""
        shown = self.picks[: self.choice.size]
        digest = compose(
            digest_id, self.choice, shown, self.posts, self.titles, len(self.picks), self.follow_ups
        )
        return completed(digest, self.followed, self.corrected, self.posts)

    def row(self, created: datetime) -> dict[str, object]:
        """Its columns; whatever was corrected after it was begun, its readers have still to be told."""
        choice = self.choice
        return {
            "due": choice.due,
            "created": min(created, self.begun or created),
            "language": choice.language,
            "zone": choice.zone,
            "size": choice.size,
            "points": choice.points,
            "first": choice.first,
            "since": choice.cursor,
            "upto": self.upto,
            "transport": choice.transport,
            "follow_ups": digest_rows.packed(self.follow_ups),
            "followed": digest_rows.packed(self.followed),
            "corrected": json.dumps([one.id for one in self.corrected]),
            **choice.look._asdict(),
        }


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
    corrected = await corrections.by_id(tx, choice.corrected) if choice.corrected else ()
    return _Found(tuple(selection.picks), going_on, corrected, material.titles(sections))
