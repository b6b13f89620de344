"""Drafts: digests picked and condensed, not yet stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from digests.decisions.compose import completed, compose
from digests.decisions.ranking.followed import GoingOn
from digests.model import Correction, Digest, FollowKind, FollowUp, Pick, Post
from digests.ports import Renderer
from digests.steps.build.pick import Choice, going_on_of, pick
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.corrections import corrections
from digests.store.delivery import digests as digest_rows


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest for one choice, of the posts up to ``upto``; with what goes on of the stories told before.

    ``followed`` of these stand in messages of their own; ``corrected``: what changed of what readers know.
    """

    choice: Choice
    upto: int
    picks: tuple[Pick, ...]
    posts: Mapping[int, Post]
    titles: Mapping[tuple[FollowKind, int], str]
    follow_ups: tuple[FollowUp, ...] = ()
    followed: tuple[FollowUp, ...] = ()
    corrected: tuple[Correction, ...] = ()

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

    async def store(self, tx: Tx, renderer: Renderer, created: datetime) -> int:
        """Store it with its parts in their transport's form; return its id."""
        digest_id = await digest_rows.add(tx, self._row(created), self.picks)
        await digest_rows.add_parts(tx, digest_id, renderer.parts(self.compose(digest_id)))
        return digest_id

    def _row(self, created: datetime) -> dict[str, object]:
        choice = self.choice
        return {
            "due": choice.due,
            "created": created,
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
        }


class _Found(NamedTuple):
    """What a choice gets, before it is read."""

    picks: tuple[Pick, ...]
    going_on: GoingOn
    corrected: tuple[Correction, ...]
    titles: dict[tuple[FollowKind, int], str]


async def draft(store: Store, articles: FullPosts, choice: Choice, upto: int) -> Draft:
    """Pick what a choice gets, and read it with its key points."""
    found = await store.reading(lambda tx: _find(tx, choice, upto))
    apart, lines = found.going_on
    read = [one.post for one in found.picks[: choice.size]] + [one.posts[0] for one in (*apart, *lines)]
    posts = await articles.read([*read, *(one.post for one in found.corrected)])
    going_on = tuple(lines), tuple(apart)
    return Draft(choice, upto, found.picks, posts, found.titles, *going_on, found.corrected)


async def _find(tx: Tx, choice: Choice, upto: int) -> _Found:
    selection = await pick(tx, choice, upto)
    going_on = await going_on_of(tx, choice, selection, upto)
    sections = dict.fromkeys(one.section for one in selection.picks[: choice.size])
    titles = await digest_rows.section_titles(tx, list(sections))
    corrected = await corrections.by_id(tx, choice.corrected) if choice.corrected else ()
    return _Found(tuple(selection.picks), going_on, corrected, titles)
