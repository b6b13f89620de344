"""Articles by the pages that they link to, however many came since and however long a link is."""

from __future__ import annotations

import pytest

from digests.store import Store
from digests.store.posts import links, posts
from tests.digests.store.rows import a_feed, a_post
from tests.digests.store.test_plans import plans

__all__ = ["plans"]

PAGE = "https://example.org/first"


async def test_the_oldest_post_is_found_and_of_several_the_newest(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        first = await a_post(tx, feed, "first", link=PAGE)
        await a_post(tx, feed, "last", id=1_000_000, link="https://example.org/last")
    async with store.read() as tx:
        assert await links.linked(tx, "example.org/first/") == first
        assert await links.linked(tx, f"{PAGE}#top") == first
        assert await links.linked(tx, "https://example.org/none") is None
    async with store.write() as tx:
        again = await a_post(tx, feed, "again", link="http://www.example.org/first/")
    async with store.read() as tx:
        assert await links.linked(tx, PAGE) == again
        assert await posts.with_link(tx, PAGE) == first


async def test_the_longest_link_that_feeds_may_state_is_stored_and_found(store: Store) -> None:
    """2,000 signs of four bytes are more than PostgreSQL's usual keys hold."""
    link = f"https://example.org/{'𠮷' * 1980}"
    async with store.write() as tx:
        made = await a_post(tx, await a_feed(tx), "long", link=link)
        assert await links.linked(tx, link) == made


async def test_no_post_is_walked_through(store: Store, plans: list[str]) -> None:
    async with store.read() as tx:
        await links.linked(tx, PAGE)
        await posts.with_link(tx, PAGE)
    assert len(plans) == 2
    assert all("INDEX ix_post_link (link=?)" in each for each in plans), plans


@pytest.mark.parametrize("text", ["", "words", "https://example.org", "https://example.org/"])
async def test_what_is_no_page_links_to_nothing(store: Store, text: str) -> None:
    async with store.write() as tx:
        await a_post(tx, await a_feed(tx), "bare", link="")
        assert await links.linked(tx, text) is None
