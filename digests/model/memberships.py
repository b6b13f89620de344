"""Stories as those who run the bot look at them: which articles tell one, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """An article in a story, by its first post, and why it is there.

    ``by`` says who joined it, "" for the one that others joined; ``copies`` counts its other posts.
    """

    article: int
    title: str
    link: str
    source: str
    published: datetime
    copies: int = 0
    by: str = ""
    score: float = 0.0
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story with the articles that tell it, first ones first, and related stories: id, title and score."""

    story: int
    members: tuple[Membership, ...]
    related: tuple[tuple[int, str, float], ...] = ()

    @property
    def title(self) -> str:
        """That of the article which told it first."""
        return self.members[0].title if self.members else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Who tells it, each once."""
        return tuple(dict.fromkeys(one.source for one in self.members if one.source))


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why one event is two stories.

    ``kind``: a "young" store asks for ``value``, having ``count`` articles; the "mean" of the nearest
    ``count`` reports of the story is ``value``, below 0; "before": it would join today, and was judged
    before.
    """

    kind: str
    value: float = 0.0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles held against each other: the score in logits, its grade, and what it is made of.

    ``weights`` says how much each feature counts in short and in long texts; ``most`` the highest grade that
    the guard allows; ``together`` whether they tell one story now, ``apart`` whether an admin keeps them in
    two.
    """

    first: Membership
    second: Membership
    score: float
    grade: str
    terms: tuple[str, ...]
    features: Mapping[str, float]
    weights: Mapping[str, tuple[float, float]]
    most: str
    together: bool
    apart: bool
    obstacle: Obstacle | None = None
