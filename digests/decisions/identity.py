"""Entries that come back under another name: feeds that give new guids and links at every fetch. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

# Short notices recur word by word ("the exchange is closed today"), days apart and with dates of their own.
_AGAIN = timedelta(hours=72)


class Mark(NamedTuple):
    """What an entry is known by beside its uid; ``published`` is what it states itself."""

    uid: str
    title: str
    content_key: int
    published: datetime | None


class Earlier(NamedTuple):
    """A stored post of the same feed, which the feed states no more."""

    id: int
    uid: str
    version: str
    title: str
    content_key: int
    published: datetime


def recognise(new: Sequence[Mark], earlier: Iterable[Earlier]) -> dict[str, Earlier]:
    """New uid to the post that its entry was before: of the same content, or of the same title and time.

    Every post is taken back once.
    """
    by_content: dict[int, list[Earlier]] = defaultdict(list)
    by_title: dict[tuple[str, datetime], list[Earlier]] = defaultdict(list)
    for post in earlier:
        by_content[post.content_key].append(post)
        by_title[post.title, post.published].append(post)
    found: dict[str, Earlier] = {}
    taken: set[int] = set()
    for mark in new:
        like = [post for post in by_content[mark.content_key] if _near(mark, post)]
        if mark.published is not None:
            like += by_title[mark.title, mark.published]
        for post in like:
            if post.id not in taken:
                found[mark.uid] = post
                taken.add(post.id)
                break
    return found


def _near(mark: Mark, post: Earlier) -> bool:
    return mark.published is None or abs(mark.published - post.published) <= _AGAIN
