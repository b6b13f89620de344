"""Drafts: digests picked and condensed, not yet stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.compose import compose
from digests.decisions.selection import Selection
from digests.model import Digest, FollowKind, FollowUp, Pick, Post
from digests.ports import Renderer
from digests.steps.build.pick import Choice, pick
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.delivery import digests as digest_rows


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest for one choice, of the posts up to ``upto``; with what goes on of the stories told before."""

    choice: Choice
    upto: int
    picks: tuple[Pick, ...]
    posts: Mapping[int, Post]
    titles: Mapping[tuple[FollowKind, int], str]
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.picks or self.follow_ups)

    @property
    def shown(self) -> int:
        """How many stories are shown at once."""
        return min(len(self.picks), self.choice.size)

    def compose(self, digest_id: int) -> Digest:
        """The digest that its readers see."""
        shown = self.picks[: self.choice.size]
        return compose(
            digest_id, self.choice, shown, self.posts, self.titles, len(self.picks), self.follow_ups
        )

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
        }


async def draft(store: Store, articles: FullPosts, choice: Choice, upto: int) -> Draft:
    """Pick what a choice gets, and read it with its key points."""

    async def picked(tx: Tx) -> tuple[Selection, dict[tuple[FollowKind, int], str]]:
        found = await pick(tx, choice, upto)
        sections = dict.fromkeys(one.section for one in found.picks[: choice.size])
        return found, await digest_rows.section_titles(tx, list(sections))

    (picks, follow_ups), named = await store.reading(picked)
    read = [one.post for one in picks[: choice.size]] + [one.posts[0] for one in follow_ups]
    found = await articles.read(read)
    return Draft(choice, upto, tuple(picks), found, named, tuple(follow_ups))
