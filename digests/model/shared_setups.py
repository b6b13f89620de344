"""A setup that was shared: what a chat follows, when and how it is told, without anything of the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from digests.model.subscribers import FollowKind, Layout


@dataclass(frozen=True, slots=True)
class SharedFollow:
    """Something to follow; ``query`` is the filter that its stories must answer, "" for none.

    ``target`` is its id here; a search has none that lasts and is known by its words, which are its title.
    """

    kind: FollowKind
    target: int
    title: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class SharedDigest:
    """One digest of a setup; the first one has no title. Its times count in the zone of who takes it."""

    title: str
    times: tuple[time, ...]
    weekdays: frozenset[int]
    size: int
    points: int
    layout: Layout
    follows: tuple[SharedFollow, ...]


@dataclass(frozen=True, slots=True)
class SharedSetup:
    """The digests of a chat, the first one first; ``query`` is the filter of all of them, "" for none."""

    digests: tuple[SharedDigest, ...]
    query: str = ""

    @property
    def follows(self) -> tuple[SharedFollow, ...]:
        """All that it follows."""
        return tuple(one for each in self.digests for one in each.follows)
