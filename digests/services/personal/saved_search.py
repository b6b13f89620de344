"""``is:saved``: of what a subscriber keeps, what a query finds.

They are at most a thousand, so each is looked at: the index knows nothing of who keeps what. A thousand
articles of 500 words take half a second of processor time, ten take 5 ms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from digests.decisions.search.matching import Words, matches
from digests.decisions.search.query import Query
from digests.decisions.search.wanted import Wanted
from digests.decisions.search.words import Document
from digests.model import Cursor
from digests.store import Tx
from digests.store.posts import full_posts
from digests.store.search import documents
from digests.store.search.resolve import resolved
from digests.store.subscribers import saved

Row = tuple[int, datetime]
"""A post, and when it was published."""

_AT_ONCE = 50  # stories that are read into memory together


async def find(
    tx: Tx, subscriber_id: int, query: Query, cursor: Cursor | None, size: int
) -> tuple[list[Row], int]:
    """Up to ``size`` posts beside a place in the list, nearest first, and how many there are in all."""
    kept = await saved.stories(tx, subscriber_id)
    found = await _matching(tx, kept, await resolved(tx, query, among_saved=True)) if query.tree else kept
    rows = [(post, at) for post, at, _ in found if query.since is None or at >= query.since]
    return _beside(rows, cursor)[:size], len(rows)


async def _matching(tx: Tx, kept: Sequence[saved.Told], wanted: Wanted) -> list[saved.Told]:
    found: list[saved.Told] = []
    for some in _stretches(kept):
        stories = await documents.by_story(tx, [one.post for one in some])
        bare = await full_posts.texts(tx, [one.post for one in some if one.story not in stories])
        told = {story: document for story, (_, _, document) in stories.items()}
        for one in some:
            title, digest, text = bare.get(one.post, ("", "", ""))
            document = told.get(one.story) or Document(title, text, digest)
            found += [one] if matches(wanted, Words(document)) else []
    return found


def _stretches(kept: Sequence[saved.Told]) -> Iterator[Sequence[saved.Told]]:
    return (kept[n : n + _AT_ONCE] for n in range(0, len(kept), _AT_ONCE))


def _beside(rows: list[Row], cursor: Cursor | None) -> list[Row]:
    """Those behind a place in a list that has the newest first, or before it, the nearest first."""
    if cursor is None:
        return rows
    place = (cursor.published, cursor.post)
    if cursor.before:
        return [row for row in reversed(rows) if (row[1], row[0]) > place]
    return [row for row in rows if (row[1], row[0]) < place]
