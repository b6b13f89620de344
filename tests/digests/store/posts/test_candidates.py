"""What a digest may hold of very many posts."""

from __future__ import annotations

import pytest

from digests.model import FollowKind
from digests.store import Store
from digests.store.posts import pages
from digests.store.tables import post
from tests.digests.store.rows import a_feed, a_post


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can reach."""
    monkeypatch.setattr(pages, "_CANDIDATES", 20)
    monkeypatch.setattr(pages, "_WIDEST", 2)


async def filled(store: Store) -> int:
    """A story of three sources, one of two, one of one source three times, and sixty posts after them."""
    async with store.write() as tx:
        feed = await a_feed(tx)
        told = {1: "ABC", 2: "AB", 3: "AAA"}
        for story, sources in told.items():
            ids = [await a_post(tx, feed, f"{story}-{n}", source=s) for n, s in enumerate(sources)]
            await tx.execute(post.update().where(post.c.id.in_(ids)).values(story_id=ids[0]))
        for n in range(60):
            last = await a_post(tx, feed, f"other {n}", source="D")
    return last


async def listed(store: Store, upto: int, since: int = 0) -> set[int]:
    async with store.read() as tx:
        found = await pages.came_in(tx, FollowKind.CATEGORY, [1], since, upto)
    return {one.post for one in found}


async def test_the_event_of_the_morning_is_not_pushed_out_by_the_afternoon(store: Store, few: None) -> None:
    upto = await filled(store)
    assert await listed(store, upto) == {1, 2, 3, 4, 5, *range(upto - 19, upto + 1)}
    assert await listed(store, upto, since=3) >= {4, 5}
    assert await listed(store, 19) == set(range(1, 20)), "all of them, where they are few"


async def test_it_is_looked_for_among_the_last_posts_alone(
    store: Store, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    upto = await filled(store)
    monkeypatch.setattr(pages, "_LOOKED_AT", upto - 3)
    assert not await listed(store, upto) & {1, 2, 3}
    assert await listed(store, upto) >= {4, 5}
