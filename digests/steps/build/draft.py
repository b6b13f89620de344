"""Drafts: digests picked and condensed, not yet stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.compose import completed, compose
from digests.model import Correction, Digest, FollowUp, Pick, Post
from digests.steps.build.choices import Choice, Target
from digests.store.corrections.packed import pack_owed
from digests.store.delivery import digests as digest_rows


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
            "corrected": pack_owed(choice.corrected),
            **choice.look._asdict(),
        }
