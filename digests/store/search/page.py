"""A page of what is searched for: the index of words finds it, and texts confirm phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digests.decisions.search.wanted import Wanted
from digests.decisions.search.words import holds_all
from digests.model import Cursor
from digests.store.posts import full_posts
from digests.store.search import documents, search
from digests.store.search.documents import MOST_REPORTS
from digests.store.search.word_keys import Stretch
from digests.store.transaction import Tx

MOST_COUNTED = 1_000
# Phrases are looked for in the texts of what the index finds: that many texts a page at most, 0.1 ms each.
MOST_READ = 480
_CHUNK = 48


class Looked(NamedTuple):
    """Hits, how many there are in all, and whether there may be more of them than were counted."""

    hits: list[search.Hit]
    total: int
    capped: bool


async def look(tx: Tx, wanted: Wanted, cursor: Cursor | None, size: int) -> Looked:
    """One post more than a page of so many, beyond a place in the list."""
    stretch = await search.beside(tx, cursor, wanted.since)
    if not wanted.phrases:
        hits = await search.find(tx, wanted, stretch, size + 1)
        return Looked(hits, *await search.count(tx, wanted, MOST_COUNTED))
    hits, ended = await _with_phrases(tx, wanted, stretch, size + 1)
    before, position = (cursor.before, cursor.position) if cursor else (False, 0)
    return Looked(hits[: size + 1], 0 if before else position + len(hits), before or not ended)


async def _with_phrases(tx: Tx, wanted: Wanted, stretch: Stretch, size: int) -> tuple[list[search.Hit], bool]:
    """What the index finds and the texts confirm, and whether that is all there is."""
    kept: list[search.Hit] = []
    for _ in range(MOST_READ // _CHUNK):
        hits = await search.find(tx, wanted, stretch, _CHUNK)
        confirmed = await _confirmed(tx, wanted, [hit.post for hit in hits])
        kept += [hit for hit in hits if hit.post in confirmed]
        if len(hits) < _CHUNK:
            return kept, True
        if len(kept) >= size:
            break
        stretch = stretch.after(hits[-1].key)
    return kept, False


async def _reports(tx: Tx, ids: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    """The texts of posts and of the other reports of their stories that are indexed."""
    beside = await full_posts.reports_beside(tx, ids)
    told = {n: [n, *beside.get(n, [])[: MOST_REPORTS - 1]] for n in ids}
    texts = await full_posts.texts(tx, {one for each in told.values() for one in each})
    return {n: [texts[one] for one in each if one in texts] for n, each in told.items()}


async def _confirmed(tx: Tx, wanted: Wanted, posts: list[int]) -> set[int]:
    """Those posts that have the phrases; of several alternatives each its own, beside its words."""
    if len(wanted.alternatives) == 1:
        parts, phrases = await _reports(tx, posts), wanted.alternatives[0].phrases
        return {each for each in posts if any(holds_all(said, phrases) for said in parts[each])}
    return await documents.matching(tx, wanted, posts)
