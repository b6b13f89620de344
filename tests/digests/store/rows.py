"""Rows for tests of the store, with only what a test cares about said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from digests.model import CategoryName, ChatKind, Destination, FeedKind, Schedule, Status, Subscriber, Tag
from digests.store import Tx
from digests.store.feeds import feeds
from digests.store.posts import categories as category_rows
from digests.store.posts import label_lists, posts
from digests.store.posts import tags as tag_rows
from digests.store.subscribers import subscribers
from digests.store.tables import edit
from tests.conftest import NOW


async def a_feed(tx: Tx, address: str = "https://example.org/rss") -> int:
    return await feeds.add(
        tx, address=address, kind=FeedKind.WEB, title="Example", category_id=None, now=NOW, next_fetch=NOW
    )


def post_row(feed_id: int, uid: str, published: datetime = NOW, **values: Any) -> dict[str, Any]:
    row = {
        "feed_id": feed_id,
        "uid": uid,
        "published": published,
        "stored": NOW,
        "fresh": True,
        "length": 100,
        "content_key": hash(uid) % 2**31,
        "simhash": 0,
        "version": "1",
        "lang": "en",
        "title": f"Title {uid}",
        "link": "",
        "source": "",
        "digest": "",
        "text": f"Text of {uid}.",
    }
    return row | values


async def a_post(
    tx: Tx,
    feed_id: int,
    uid: str,
    *,
    categories: tuple[str, ...] = ("news",),
    tags: tuple[str, ...] = (),
    **values: Any,
) -> int:
    row = post_row(feed_id, uid, **values)
    post_id = (await posts.insert_posts(tx, [row]))[uid]
    slugs = await category_rows.ensure(tx, [CategoryName(slug) for slug in categories])
    keys = await tag_rows.ensure(tx, [Tag(name) for name in tags])
    filed = label_lists.Filed(post_id, row["published"], list(slugs.values()), list(keys.values()))
    await label_lists.file(tx, [filed])
    return post_id


async def a_subscriber(tx: Tx, address: str = "1", transport: str = "telegram", **values: Any) -> int:
    there = Destination(transport, address, kind=ChatKind.PRIVATE)
    await subscribers.add(tx, Subscriber(0, there, "en", Schedule(zone="UTC"), status=Status.ACTIVE), NOW)
    made = await subscribers.at(tx, there)
    assert made is not None
    if values:
        await subscribers.change(tx, made.id, **values)
    return made.id


async def open_edits(tx: Tx) -> int:
    """How many changes of messages are still to be made."""
    query = select(func.count()).select_from(edit).where(edit.c.next_try.is_not(None))
    return int((await tx.execute(query)).scalar_one())
