"""Posts at random: copies, stories of several reports, related ones, hidden, gone, and under many labels."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import delete, insert, select

from digests.model import FollowKind, Form
from digests.steps.build.choices import Choice
from digests.steps.build.history import Known
from digests.store import Tx
from digests.store.tables import (
    category,
    feed,
    post,
    post_category,
    post_tag,
    story_link,
    tag,
)
from tests.conftest import NOW
from tests.digests.store.rows import a_feed

POSTS = 60
LABELS = [(FollowKind.CATEGORY, 1), (FollowKind.CATEGORY, 2), (FollowKind.TAG, 1), (FollowKind.TAG, 2)]
WORDS = ["harbour", "snow", "court", "olive", "tunnel", "bank", "rate", "cut", "期货", "芯片", "降息"]


async def fill(tx: Tx, random: Random) -> None:
    """Other posts than there were; those of one article say the same, and belong to one story."""
    for table in (story_link, post_tag, post_category, post):
        await tx.execute(delete(table))
    if not (await tx.execute(select(category))).all():
        await tx.execute(insert(category), [{"id": n, "slug": f"c{n}", "title": f"C {n}"} for n in (1, 2)])
        await tx.execute(insert(tag), [{"id": n, "key": f"t{n}", "name": f"t{n}"} for n in (1, 2)])
        await a_feed(tx, "https://example.org/1")
        await a_feed(tx, "https://example.org/2")
    feeds = [row.id for row in await tx.execute(select(feed.c.id).order_by(feed.c.id))][:2]
    articles = {n: random.randint(1, 12) for n in range(1, 31)}  # by article its story
    rows = [_post(random, n, articles, feeds) for n in range(1, POSTS + 1)]
    _named_by_their_first(rows, "story_id")
    _named_by_their_first(rows, "article_id")
    await tx.execute(insert(post), rows)
    for table, column in ((post_category, "category_id"), (post_tag, "tag_id")):
        under = [_under(random, row) | {column: n} for row in rows for n in (1, 2) if random.random() < 0.4]
        await tx.execute(insert(table), under)
    ids = [row["article_id"] for row in rows]
    links = {(random.choice(ids), random.choice(ids)) for _ in range(6)}
    await tx.execute(insert(story_link), [{"article_id": a, "related_id": b, "score": 1.0} for a, b in links])


def _post(random: Random, n: int, articles: dict[int, int], feeds: list[int]) -> dict[str, Any]:
    article = random.randint(1, len(articles))
    said = " ".join(random.choices(WORDS, k=6))
    return {
        "id": n,
        "feed_id": random.choice(feeds),
        "uid": f"{n}",
        "story_id": articles[article],
        "article_id": article,
        "published": NOW - timedelta(minutes=random.randint(0, 3000)),
        "stored": NOW,
        "fresh": random.random() < 0.9,
        "gone": random.random() < 0.1,
        "length": random.randint(0, 1500),
        "content_key": article,
        "simhash": article,
        "version": "1",
        "lang": "en",
        "title": f"{random.choice(WORDS)} {n}",
        "link": "",
        "source": random.choice(["", "A", "B", "C"]),
        "digest": "",
        "text": said,
        "form": random.choice([Form.ARTICLE, Form.ARTICLE, Form.NOTICE]),
    }


def _named_by_their_first(rows: list[dict[str, Any]], column: str) -> None:
    first: dict[int, int] = {}
    for row in sorted(rows, key=lambda each: (each["gone"], each["id"])):
        first.setdefault(row[column], row["id"])
    for row in rows:
        row[column] = first[row[column]]


def _under(random: Random, row: dict[str, Any]) -> dict[str, Any]:
    hidden = row["gone"] or (row["id"] != row["story_id"])
    return {"post_id": row["id"], "published": row["published"], "hidden": hidden}


def a_choice(random: Random, **values: Any) -> Choice:
    """Some labels, a cursor anywhere, and a few stories that were told."""
    labels = random.sample(LABELS, random.randint(1, 4))
    told = {random.randint(1, POSTS): random.randint(1, 3) for _ in range(random.randint(0, 5))}
    usual: dict[str, Any] = {
        "follows": tuple((*each, random.random() < 0.2) for each in labels),
        "cursor": random.randint(1, POSTS),
        "language": "en",
        "zone": "UTC",
        "size": random.randint(1, 8),
        "points": 3,
        "due": NOW,
        "transport": "telegram",
        "told": tuple(_known(random, story, count) for story, count in sorted(told.items())),
    }
    return Choice(**usual | values)


def _known(random: Random, story: int, count: int) -> Known:
    """One that the digest before told, or one that an alert has told since."""
    upto = random.choice((0, random.randint(1, POSTS)))
    return Known(story, count, upto, bool(upto))
