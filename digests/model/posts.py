"""Posts, their key points, and pages of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from digests.model.labels import CategoryName, StoredTag
from digests.model.reports import Telling


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One short statement of an article: its place there and its rank among the points (0 is best)."""

    text: str
    paragraph: int = 0
    sentence: int = 0
    rank: int = 0


def best_points(points: tuple[KeyPoint, ...], count: int) -> tuple[KeyPoint, ...]:
    """The ``count`` best points, in the order of the article."""
    return tuple(p for p in points if p.rank < count)


@dataclass(frozen=True, slots=True)
class Post:
    """An entry once stored. ``version`` changes with its content.

    ``article`` is shared by its copies, ``story`` by all articles that tell one event. A post without either
    is old: its text is not kept any more. ``condensed``: its key points were made, though there may be none.
    ``telling``: what its story says beside it, where that has several reports.
    """

    id: int
    feed_id: int
    uid: str
    title: str
    text: str
    published: datetime
    version: str
    story: int
    link: str = ""
    source: str = ""
    digest: str = ""
    lang: str = ""
    categories: tuple[CategoryName, ...] = ()
    tags: tuple[StoredTag, ...] = ()
    points: tuple[KeyPoint, ...] = ()
    condensed: bool = field(default=False, compare=False)
    article: int = 0
    telling: Telling = field(default=Telling(), compare=False)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A stable place in a list ordered newest first: the post beside it and which way to go."""

    published: datetime
    post: int
    before: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list: 1-based ``first`` of ``total``, with the cursors of its neighbours.

    ``capped`` says that counting ended at ``total`` and that there may be more.
    """

    posts: tuple[Post, ...]
    first: int
    total: int
    older: Cursor | None = None
    newer: Cursor | None = None
    capped: bool = False
