"""Lists show each story once, whatever comes, changes or goes."""

from __future__ import annotations

from datetime import timedelta

from digests.model import CategoryName, Cursor, FollowKind
from digests.store import Store, Tx
from digests.store.posts import categories, label_lists, pages, posts, tags
from tests.conftest import NOW
from tests.digests.store.rows import a_feed, a_post


async def listed(store: Store, slug: str = "news") -> list[int]:
    async with store.read() as tx:
        found = next(each for each in await categories.every(tx, NOW) if each.slug == slug)
        rows = await pages.of_label(tx, FollowKind.CATEGORY, found.id, None, 100)
    assert found.posts == len(rows), "the count beside the label is the length of its list"
    return [post_id for post_id, _ in rows]


async def told_twice(tx: Tx) -> tuple[int, int, int]:
    """A feed with a story and its copy in one list."""
    feed = await a_feed(tx)
    first, copy = await a_post(tx, feed, "a"), await a_post(tx, feed, "b")
    await posts.join_articles(tx, {copy: first})
    await label_lists.settle(tx, [copy])
    return feed, first, copy


async def test_a_copy_is_hidden_where_its_story_is_listed(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        first = await a_post(tx, feed, "a", categories=("news", "tech"))
        copy = await a_post(tx, feed, "b", categories=("news", "world"))
        await posts.join_articles(tx, {copy: first})
        await label_lists.settle(tx, [copy])
    assert await listed(store, "news") == [first]
    assert await listed(store, "tech") == [first]
    assert await listed(store, "world") == [copy]


async def test_the_copy_takes_the_place_of_a_story_taken_back(store: Store) -> None:
    async with store.write() as tx:
        feed, _, copy = await told_twice(tx)
        await label_lists.settle(tx, await posts.mark_gone(tx, feed, ["a"]))
    assert await listed(store) == [copy]
    async with store.write() as tx:
        await label_lists.settle(tx, await posts.mark_gone(tx, feed, ["b"]))
    assert await listed(store) == []


async def test_refiling_moves_a_post_to_its_present_labels(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        post = await a_post(tx, feed, "a", categories=("news",), tags=("old",))
        ids = await categories.ensure(tx, [])
        assert ids == {}
        await label_lists.refile(tx, [label_lists.Filed(post, NOW, [], [])])
    assert await listed(store) == []
    async with store.read() as tx:
        assert await tags.busiest(tx, 10) == ()


async def test_a_copy_takes_the_place_of_a_story_that_was_filed_elsewhere(store: Store) -> None:
    async with store.write() as tx:
        _, first, copy = await told_twice(tx)
        other = await categories.ensure(tx, [CategoryName("other")])
        await label_lists.refile(tx, [label_lists.Filed(first, NOW, [other["other"]], [])])
        await label_lists.settle(tx, [first])
    assert await listed(store) == [copy]
    assert await listed(store, "other") == [first]


async def test_pages_walk_through_equal_times_without_loss(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        made = [await a_post(tx, feed, str(n), published=NOW + timedelta(hours=n // 3)) for n in range(10)]
        [category] = await categories.every(tx, NOW)
        seen: list[int] = []
        cursor = None
        while rows := await pages.of_label(tx, FollowKind.CATEGORY, category.id, cursor, 3):
            seen += [post_id for post_id, _ in rows]
            cursor = Cursor(rows[-1][1], rows[-1][0])
        assert seen == made[::-1]
        back = Cursor(NOW, made[0], before=True)
        newer = await pages.of_label(tx, FollowKind.CATEGORY, category.id, back, 4)
        assert [post_id for post_id, _ in newer] == made[1:5]
