"""What a subscriber wants to hear nothing of, and what it likes more or less than other things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digests.model.own import MuteKind, TasteKind


@dataclass(frozen=True, slots=True)
class Mute:
    """Something that a subscriber wants to hear nothing of ``until`` then, None for good.

    ``target``: of a source the name that posts give it, of a tag or feed its id, of a story a post of it,
    since ids of stories change. ``title`` is what people know it by.
    """

    kind: MuteKind
    target: str
    title: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taste:
    """How much more or less a subscriber likes a source, a tag or a word: ``weight`` is in doublings.

    ``target``: of a source the name that posts give it, of a tag its id, of a word how the index spells it;
    ``title`` is what people read.
    """

    kind: TasteKind
    target: str
    title: str = ""
    weight: float = 0.0


Liked = tuple[TasteKind, str]
"""A taste without its weight: its kind and target."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said of a story by one of its posts: 1 for more of that, -1 for less.

    ``moved``: by how much each taste was changed for it, so that it can be taken back.
    """

    post: int
    way: int
    moved: tuple[Taste, ...] = ()
