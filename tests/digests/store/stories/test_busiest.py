"""Which stories many articles tell, and that nothing else is looked at to know it."""

from __future__ import annotations

from datetime import timedelta

from digests.model import FollowKind
from digests.store import Store, Tx
from digests.store.posts import categories
from digests.store.stories import busiest, membership
from digests.store.stories.membership import Joined
from tests.conftest import NOW
from tests.digests.store.rows import a_feed, a_post
from tests.digests.store.test_plans import plans

__all__ = ["plans"]
SINCE = NOW - timedelta(days=1)


async def a_story(tx: Tx, feed: int, name: str, reports: int, category: str = "news", hours: int = 1) -> int:
    """A story of so many reports."""
    made = [await a_post(tx, feed, f"{name}{n}", categories=(category,)) for n in range(reports)]
    moves = dict.fromkeys(made[1:], made[0])
    await membership.join(tx, [Joined(post, 0.9, ()) for post in moves], NOW - timedelta(hours=hours))
    await membership.regroup(tx, made, moves)
    return made[0]


async def stories(tx: Tx, limit: int = 9, targets: tuple[tuple[FollowKind, int], ...] = ()) -> set[int]:
    return {one.story for one in await busiest.posts(tx, SINCE, limit, targets)}


async def test_those_that_most_articles_joined_with_all_of_their_posts(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        small, large = await a_story(tx, feed, "s", 2), await a_story(tx, feed, "l", 4)
        await a_story(tx, feed, "old", 5, hours=30)
        await a_post(tx, feed, "alone")
        assert await stories(tx) == {small, large}
        assert await stories(tx, limit=1) == {large}
        assert len(await busiest.posts(tx, SINCE, 1)) == 4


async def test_of_a_category_or_a_tag(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        await a_story(tx, feed, "n", 3)
        world = await a_story(tx, feed, "w", 2, "world")
        found = await categories.named(tx, "world")
        assert found is not None
        assert await stories(tx, targets=((FollowKind.CATEGORY, found.id),)) == {world}
        assert await stories(tx, targets=((FollowKind.TAG, 1),)) == set()


async def test_a_story_counts_where_its_first_report_stands(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        first = await a_post(tx, feed, "a", categories=("world",))
        second = await a_post(tx, feed, "b", categories=("news",))
        await membership.join(tx, [Joined(second, 0.9, ())], NOW)
        await membership.regroup(tx, [first, second], {second: first})
        for slug in ("world", "news"):
            found = await categories.named(tx, slug)
            assert found is not None
            assert await stories(tx, targets=((FollowKind.CATEGORY, found.id),)) == {first}


async def test_only_what_was_joined_is_walked_through(store: Store, plans: list[str]) -> None:
    async with store.write() as tx:
        await a_story(tx, await a_feed(tx), "s", 2)
        plans.clear()
        await busiest.posts(tx, SINCE, 9)
        await busiest.posts(tx, SINCE, 9, [(FollowKind.CATEGORY, 1)])
    assert not [plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan], plans
    assert sum("COVERING INDEX ix_story_member_decided" in plan for plan in plans) == 2
