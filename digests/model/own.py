"""What makes a subscriber's digests its own: what must be, what must not, what it likes, how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from digests.model.subscribers import Layout


class MuteKind(StrEnum):
    """What may be muted: a source by its name, a tag or feed by its id, a story by a post of it."""

    SOURCE = "source"
    TAG = "tag"
    FEED = "feed"
    STORY = "story"


class TasteKind(StrEnum):
    """What somebody may like: a source by its name, a tag by its id, a word as the index spells it."""

    SOURCE = "source"
    TAG = "tag"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Mutes:
    """What a subscriber does not want: by whom a story is told, and tags and stories that do not come."""

    sources: frozenset[str] = frozenset()
    feeds: frozenset[int] = frozenset()
    tags: frozenset[int] = frozenset()
    stories: frozenset[int] = frozenset()


NOTHING_MUTED = Mutes()


class Taste(NamedTuple):
    """What is liked, or is not: ``weight`` is in doublings."""

    kind: TasteKind
    target: str
    weight: float


@dataclass(frozen=True, slots=True)
class Own:
    """What decides whether a story comes, beside what is followed, and moves its rank.

    ``query`` is the standing query that all stories must answer, ``queries`` those of the subscriptions in
    their order, () where there is none; 0 is no query. ``floor``: how many sources must tell a story.
    """

    query: int = 0
    queries: tuple[int, ...] = ()
    floor: int = 1
    mutes: Mutes = NOTHING_MUTED
    tastes: tuple[Taste, ...] = ()

    @property
    def looks_into(self) -> bool:
        """Whether it depends on what stands in the stories."""
        likes = any(one.kind is not TasteKind.SOURCE for one in self.tastes)
        return bool(self.query or self.queries or self.mutes.tags or likes)

    @property
    def asked(self) -> frozenset[int]:
        """All of its queries."""
        return frozenset({self.query, *self.queries}) - {0}


PLAIN = Own()
"""Of those who want what they follow, and nothing else."""


class Look(NamedTuple):
    """How a digest looks, as in ``Subscriber``; ``title`` is that of its edition, "" for the first."""

    layout: Layout = Layout.FOLDED
    signature: str = ""
    hashtags: bool = False
    title: str = ""


USUAL = Look()
