"""Paging: rows beside a cursor become a page with its place among all, and the cursors of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from digests.model import Cursor, Page, Post


def lay_out(
    rows: Sequence[tuple[int, datetime]],
    found: dict[int, Post],
    total: int,
    cursor: Cursor | None,
    size: int,
    *,
    capped: bool = False,
) -> Page:
    """A page from up to ``size`` + 1 rows beside the cursor: the extra one says that there is more."""
    before, more = cursor is not None and cursor.before, len(rows) > size
    shown = list(rows[:size])
    position = cursor.position if cursor else 0
    start = max(0, position - len(shown)) if before else position
    if before:
        shown.reverse()
    has_newer, has_older = (more, True) if before else (cursor is not None, more)
    if before and not more:
        start = 0
    newer = older = None
    if shown and has_newer:
        newer = Cursor(shown[0][1], shown[0][0], before=True, position=start)
    if shown and has_older:
        older = Cursor(shown[-1][1], shown[-1][0], position=start + len(shown))
    posts = tuple(found[post_id] for post_id, _ in shown if post_id in found)
    last = start + len(posts)
    # A page beyond what was counted knows more: that it is the last one, or that there is another.
    capped = capped and (total > last or older is not None)
    return Page(posts, start + 1 if posts else 0, max(total, last), older, newer, capped)


def told_once(
    listed: Sequence[Sequence[int]], stories: Mapping[int, int], most: int
) -> tuple[tuple[int, ...], ...]:
    """The first ``most`` posts of each list whose story no list before it has shown.

    ``stories``: the story of each post; a post that is not there is a story of its own.
    """
    shown: set[int] = set()
    kept = []
    for posts in listed:
        new: dict[int, int] = {}
        for post_id in posts:
            if (story := stories.get(post_id, post_id)) not in shown:
                new.setdefault(story, post_id)
        kept.append(tuple(new.values())[:most])
        shown.update(list(new)[:most])
    return tuple(kept)
