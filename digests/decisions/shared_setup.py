"""A shared setup as text, to be kept, and what of a chat's setup goes into one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from digests.model import (
    FIRST,
    Edition,
    FollowKind,
    Layout,
    Schedule,
    SharedDigest,
    SharedFollow,
    SharedSetup,
    Subscriber,
    Subscription,
)

LONGEST_QUERY = 200
"""Characters of a filter that is shared with what it filters."""
MOST_FOLLOWS = 100


def setup_of(
    me: Subscriber,
    further: Sequence[Edition],
    following: Sequence[Subscription],
    queries: Mapping[int, str],
) -> SharedSetup:
    """What of a chat may be shared: not its name, its zone, its language. ``queries`` are by number.

    A rich look is tried by each chat that wants it, and is not passed on.
    """

    def follows(edition: int) -> tuple[SharedFollow, ...]:
        mine = (one for one in following[:MOST_FOLLOWS] if one.edition == edition and one.title)
        return tuple(_follow(one, queries) for one in mine)

    first = _digest("", me.schedule, me.size, me.points, me.layout, follows(FIRST))
    others = (
        _digest(each.title, each.schedule, each.size, each.points, each.layout, follows(each.id))
        for each in further
    )
    return SharedSetup((first, *others), _short(queries.get(me.query, "")))


def _digest(
    title: str, at: Schedule, size: int, points: int, layout: Layout, follows: tuple[SharedFollow, ...]
) -> SharedDigest:
    shared = Layout.FOLDED if layout is Layout.RICH else layout
    return SharedDigest(title, at.times, at.weekdays, size, points, shared, follows)


def _follow(one: Subscription, queries: Mapping[int, str]) -> SharedFollow:
    target = 0 if one.kind is FollowKind.SEARCH else one.target
    return SharedFollow(one.kind, target, one.title, _short(queries.get(one.query, "")))


def _short(query: str) -> str:
    return query if len(query) <= LONGEST_QUERY else ""


# --------------------------------------------------------------------------- as text


def write(setup: SharedSetup) -> str:
    """A setup as text."""
    digests = [
        {
            "title": each.title,
            "times": [f"{at:%H:%M}" for at in each.times],
            "days": sorted(each.weekdays),
            "size": each.size,
            "points": each.points,
            "layout": each.layout.value,
            "follows": [[one.kind.value, one.target, one.title, one.query] for one in each.follows],
        }
        for each in setup.digests
    ]
    return json.dumps({"digests": digests, "query": setup.query}, ensure_ascii=False)


def read(text: str) -> SharedSetup:
    """The inverse of ``write``."""
    kept: dict[str, Any] = json.loads(text)
    return SharedSetup(tuple(map(_read, kept["digests"])), kept["query"])


def _read(kept: Mapping[str, Any]) -> SharedDigest:
    return SharedDigest(
        kept["title"],
        tuple(time.fromisoformat(at) for at in kept["times"]),
        frozenset(kept["days"]),
        kept["size"],
        kept["points"],
        Layout(kept["layout"]),
        tuple(SharedFollow(FollowKind(kind), *rest) for kind, *rest in kept["follows"]),
    )
