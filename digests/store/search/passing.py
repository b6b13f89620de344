"""Which stories pass a filter: the index of words answers, and texts are read for phrases alone.

All stories are asked about at once. The index gives what has the words between the oldest and the newest of
them, or for an alternative that only excludes, what it excludes; what it gives beyond them is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice

from sqlalchemy import select

from digests.decisions.search.filters import exclusions, with_words
from digests.decisions.search.matching import matches
from digests.decisions.search.wanted import Wanted
from digests.store.search import documents, search
from digests.store.search.word_keys import Stretch
from digests.store.tables import post_key
from digests.store.transaction import Tx

MOST_FOUND = 20_000  # that the index is asked for at once
_CHUNK = 500


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
    stretch = Stretch(min(keys.values()), max(keys.values()) + 1)
    found = keys.keys() & await _found(tx, with_words(wanted), stretch)
    if wanted.phrases and found:
        found = await _confirmed(tx, wanted, found)
    for excluded in exclusions(wanted):
        found |= keys.keys() - await _found(tx, excluded, stretch)
    return found


async def _found(tx: Tx, wanted: Wanted, stretch: Stretch) -> set[int]:
    found = set[int]()
    while wanted.alternatives:
        hits = await search.find(tx, wanted, stretch, MOST_FOUND)
        found.update(hit.post for hit in hits)
        if len(hits) < MOST_FOUND:
            break
        stretch = stretch.after(hits[-1].key)
    return found


async def _confirmed(tx: Tx, wanted: Wanted, stories: Collection[int]) -> set[int]:
    read = await documents.read(tx, stories)
    return {story for story, _, document in read if matches(wanted, document)}
