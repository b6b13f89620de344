"""Which articles tell which story: moved, known by their first post, and kept in order when posts go."""

from __future__ import annotations

from sqlalchemy import select

from digests.store import Store, Tx
from digests.store.posts import posts
from digests.store.stories import links, membership
from digests.store.stories.links import Link
from digests.store.stories.membership import Joined
from digests.store.tables import post, story_member
from tests.conftest import NOW
from tests.digests.store.rows import a_feed, a_post


async def some(tx: Tx, count: int) -> int:
    """A feed with as many posts, each an article and a story of its own."""
    feed = await a_feed(tx)
    for n in range(1, count + 1):
        await a_post(tx, feed, str(n))
    return feed


async def told(tx: Tx) -> dict[int, int]:
    """The story of each post."""
    return {
        row[0]: row[1] for row in await tx.execute(select(post.c.id, post.c.story_id).order_by(post.c.id))
    }


async def test_an_older_article_gives_a_story_its_id(store: Store) -> None:
    async with store.write() as tx:
        await some(tx, 4)
        await membership.regroup(tx, [], {4: 3})
        made = await membership.regroup(tx, [], {2: 4})
        assert await told(tx) == {1: 1, 2: 2, 3: 2, 4: 2}
        assert (set(made.moved), made.affected) == ({3, 4}, {2})


async def test_moves_are_made_one_after_the_other(store: Store) -> None:
    async with store.write() as tx:
        await some(tx, 5)
        await membership.regroup(tx, [], {3: 2, 4: 3, 5: 4})
        assert await told(tx) == {1: 1, 2: 2, 3: 2, 4: 2, 5: 2}
        made = await membership.regroup(tx, [], {2: None, 4: 2})
        assert await told(tx) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 3}
        assert made.affected == {2, 3}


async def test_copies_move_with_their_article(store: Store) -> None:
    async with store.write() as tx:
        await some(tx, 4)
        await posts.join_articles(tx, {4: 3})
        await membership.regroup(tx, [], {3: 1})
        assert await told(tx) == {1: 1, 2: 2, 3: 1, 4: 1}
        await membership.regroup(tx, [], {3: None})
        assert await told(tx) == {1: 1, 2: 2, 3: 3, 4: 3}


async def test_who_tells_it_alone_has_joined_nothing(store: Store) -> None:
    async with store.write() as tx:
        await some(tx, 3)
        await membership.join(tx, [Joined(n, 1.0, ("cable",)) for n in (2, 3)], NOW)
        await membership.regroup(tx, [], {2: 1, 3: 1})
        await membership.regroup(tx, [], {3: None})
        rows = (await tx.execute(select(story_member.c.article_id, story_member.c.story_id))).all()
        assert rows == [(2, 1)]
        await membership.regroup(tx, [], {1: None})
        assert (await tx.execute(select(story_member))).all() == []


async def test_a_story_of_which_all_is_gone_stays_one(store: Store) -> None:
    async with store.write() as tx:
        feed = await some(tx, 2)
        await membership.regroup(tx, [], {2: 1})
        await posts.mark_gone(tx, feed, ["1"])
        await membership.rekey(tx, [1])
        assert await told(tx) == {1: 2, 2: 2}
        await posts.mark_gone(tx, feed, ["2"])
        await membership.rekey(tx, [2])
        assert len(set((await told(tx)).values())) == 1


async def test_what_is_related_follows_its_stories(store: Store) -> None:
    async with store.write() as tx:
        await some(tx, 4)
        await links.replace(tx, [3, 4], [Link(3, 1, 0.5), Link(4, 1, 0.7), Link(4, 3, 0.2), Link(4, 4, 1.0)])
        assert await links.related(tx, 1) == [(4, 0.7), (3, 0.5)]
        assert await links.related(tx, 4) == [(1, 0.7), (3, 0.2)]
        await membership.regroup(tx, [], {3: 1})
        assert await links.related(tx, 1) == [(4, 0.7)]
        assert await links.related(tx, 4) == [(1, 0.7)]
        await links.replace(tx, [4], [])
        assert await links.related(tx, 1) == []
