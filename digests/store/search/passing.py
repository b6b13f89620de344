"""Which stories pass a filter: the index of words answers, and texts are read for phrases alone.

All stories are asked about at once: which have the words, or for an alternative that only excludes, which
have what it excludes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice

from sqlalchemy import select

from digests.decisions.search.filters import exclusions, with_words
from digests.decisions.search.wanted import Wanted
from digests.store.search import documents, search, search_alone, search_runs
from digests.store.search.word_keys import Stretch
from digests.store.tables import post_key
from digests.store.transaction import Tx

MOST_FOUND = 20_000  # that the index is asked for at once
_CHUNK = 500
_LOOKED_UP = 1_000


async def passing(tx: Tx, wanted: Wanted, stories: Collection[int]) -> set[int]:
    """Those of these stories that pass; what is not indexed yet passes as a story without any words."""
    keys = await keys_of(tx, stories)
    unknown = {story for story in stories if story not in keys}
    found = await passing_keys(tx, wanted, keys)
    lenient = any(not each.words for each in wanted.alternatives)
    return found | unknown if lenient else found


async def keys_of(tx: Tx, stories: Collection[int]) -> dict[int, int]:
    """The keys of those of these stories that stand in the index."""
    found, rest = dict[int, int](), iter(stories)
    while some := list(islice(rest, _CHUNK)):
        query = select(post_key.c.post_id, post_key.c.key).where(post_key.c.post_id.in_(some))
        found |= {row.post_id: row.key for row in await tx.execute(query)}
    return found


async def passing_keys(tx: Tx, wanted: Wanted, keys: Mapping[int, int]) -> set[int]:
    """Those of these stories, given with their keys, that pass."""
    if not keys:
        return set()
    found = await _found(tx, with_words(wanted), keys)
    if wanted.phrases and found:
        found = await documents.matching(tx, wanted, found)
    for excluded in exclusions(wanted):
        found |= keys.keys() - await _found(tx, excluded, keys)
    return found


async def _found(tx: Tx, wanted: Wanted, keys: Mapping[int, int]) -> set[int]:
    """Those that have the words of any alternative."""
    if not wanted.alternatives:
        return set()
    stretch = Stretch(min(keys.values()), max(keys.values()) + 1)
    if tx.dialect.name == "sqlite":
        return keys.keys() & await _within(tx, wanted, stretch)
    asked = sorted(keys.values())
    having = await _in_runs(tx, wanted, stretch)
    for n in range(0, len(asked), _LOOKED_UP):
        having |= await search_alone.among(tx, wanted, asked[n : n + _LOOKED_UP])
    return {story for story, key in keys.items() if key in having}


async def _within(tx: Tx, wanted: Wanted, stretch: Stretch) -> set[int]:
    """All stories of a stretch: FTS5 walks through it faster than it looks up each."""
    found = set[int]()
    while True:
        hits = await search.find(tx, wanted, stretch, MOST_FOUND)
        found.update(hit.post for hit in hits)
        if len(hits) < MOST_FOUND:
            return found
        stretch = stretch.after(hits[-1].key)


async def _in_runs(tx: Tx, wanted: Wanted, stretch: Stretch) -> set[int]:
    """All keys of a stretch that stand in runs."""
    found = set[int]()
    while True:
        keys = await search_runs.find(tx, wanted, stretch, MOST_FOUND, ())
        found.update(keys)
        if len(keys) < MOST_FOUND:
            return found
        stretch = stretch.after(keys[-1])
