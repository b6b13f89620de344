"""A synthetic database: posts of a news site's shape, with Zipf-distributed words and tags."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from digests.model import CategoryName, FeedKind, Tag
from digests.store import Store, feeds, filing, labels, posts

START = datetime(2020, 1, 1, tzinfo=UTC)
CATEGORIES = 20
TAGS = 2000
CHARACTERS = [chr(n) for n in range(0x4E00, 0x4E00 + 3000)]
BATCH = 500


def text_of(rng: random.Random, length: int = 900) -> str:
    """Chinese-looking text whose characters follow Zipf's law."""
    ranks = (int(rng.paretovariate(0.9)) % len(CHARACTERS) for _ in range(length))
    return "".join(CHARACTERS[rank] + ("。" if n % 40 == 39 else "") for n, rank in enumerate(ranks))


def zipf(rng: random.Random, size: int) -> int:
    """A rank from 0 on, small ones far more often."""
    return int(rng.paretovariate(0.8)) % size


async def fill(store: Store, count: int) -> None:
    """Store ``count`` posts, each in one category and with three tags."""
    rng = random.Random(1)
    body = [text_of(rng) for _ in range(50)]
    async with store.write() as tx:
        feed_id = await feeds.add(
            tx, address="bench", kind=FeedKind.FOLDER, title="", category_id=None, now=START, next_fetch=START
        )
        names = [CategoryName(f"c{n}") for n in range(CATEGORIES)]
        categories = list((await labels.ensure_categories(tx, names)).values())
        keys = await labels.ensure_tags(tx, [Tag(f"tag {n}") for n in range(TAGS)])
    tags = [keys[f"tag {n}"] for n in range(TAGS)]
    for rows in _batches(rng, feed_id, body, count):
        async with store.write() as tx:
            ids = await posts.insert_posts(tx, rows)
            filed = [
                filing.Filed(
                    ids[row["uid"]],
                    row["published"],
                    [categories[zipf(rng, CATEGORIES)]],
                    {tags[zipf(rng, TAGS)] for _ in range(3)},
                )
                for row in rows
            ]
            await filing.file(tx, filed)


def _batches(rng: random.Random, feed_id: int, body: list[str], count: int) -> Iterator[list[dict[str, Any]]]:
    for first in range(0, count, BATCH):
        yield [
            {
                "feed_id": feed_id,
                "uid": str(n),
                "published": START + timedelta(minutes=n),
                "stored": START,
                "fresh": True,
                "length": 900,
                "content_key": n,
                "simhash": rng.getrandbits(63),
                "version": "1",
                "lang": "zh",
                "title": f"标题 {n}",
                "link": f"https://example.org/{n}",
                "source": "",
                "digest": "",
                "text": body[n % len(body)],
            }
            for n in range(first, min(first + BATCH, count))
        ]
