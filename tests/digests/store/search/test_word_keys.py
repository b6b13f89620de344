"""Keys of the index of words: whatever times posts have, each gets one that nobody has."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from digests.store import Store, Tx
from digests.store.search import word_keys
from digests.store.search.word_keys import free_keys
from digests.store.tables import post_key

WISHES = st.lists(st.integers(0, 12), max_size=8).map(sorted)


class Enough(Exception):
    """Rolls a transaction back."""


def next_free(taken: set[int], wishes: list[int]) -> list[int]:
    """The same by looking at each key in turn."""
    found = []
    for wish in wishes:
        key = next(key for key in range(wish, 10_000) if key not in taken)
        taken.add(key)
        found.append(key)
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(WISHES, max_size=5))
@example([[1], [0, 0]])
async def test_everybody_gets_the_next_free_key(store: Store, batches: list[list[int]]) -> None:
    async def run(tx: Tx) -> None:
        taken: set[int] = set()
        for wishes in batches:
            keys = await free_keys(tx, wishes)
            assert keys == next_free(taken, wishes)
            if keys:
                await tx.execute(insert(post_key), [{"key": key, "post_id": None} for key in keys])
        raise Enough

    with pytest.MonkeyPatch.context() as patch, suppress(Enough):
        patch.setattr(word_keys, "_RUN", 3)
        await store.writing(run)
