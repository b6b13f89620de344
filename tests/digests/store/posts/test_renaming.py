"""Posts that take new names take along what was fetched for them."""

from __future__ import annotations

from digests.store import Store
from digests.store.feeds import fetched_articles
from digests.store.feeds.fetched_articles import Fetched
from digests.store.posts import posts
from tests.digests.store.rows import a_feed, a_post


async def test_a_name_may_pass_from_one_post_to_another(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        first, second, third = [await a_post(tx, feed, uid) for uid in "abc"]
        await fetched_articles.remember(tx, feed, [Fetched(uid, f"of {uid}", 1, True) for uid in "abc"])
        await posts.rename(tx, {first: "b", second: "a", third: "d"})
        found = await posts.named(tx, feed, list("abcd"))
        articles = await fetched_articles.known(tx, feed, list("abcd"))
    assert {each.uid: each.id for each in found} == {"b": first, "a": second, "d": third}
    assert {uid: each.version for uid, each in articles.items()} == {"b": "of a", "a": "of b", "d": "of c"}
