"""Alerts under kills: posts come in, and the bot is killed while it looks for whom they are, or tells them.

A story is lost for a reader whom no message told it, and told twice where two alerts hold it; a message that
came again although its alert is one is a repeat, which the outbox must have recorded.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import insert

from bench.alert_readers import alerting, reader
from bench.corpus import Pool, words
from bench.outbox import emptied, rows
from bench.stage import FREE, telegram
from digests.model import Batch, CategoryName, Entry, Feed, FeedKind, FollowKind
from digests.steps import Refreshed
from digests.steps.refresh.store_batch import StoreBatch
from digests.store import Store, Tx, migrate
from digests.store.feeds import feeds
from digests.store.posts import categories
from digests.store.tables import alert_mark, subscriber, subscription
from tests.flow.process import bot

LEASE = 5  # seconds
PATIENCE = 120.0
_TITLE = re.compile(r"第(\d+)号")


class Told(NamedTuple):
    """Stories by readers: how many should be told; were not, twice, or in a message that came again."""

    stories: int
    lost: int
    twice: int
    repeated: int
    ambiguous: int
    waiting: int


async def alert_kills(readers: int, kills: int, seed: int = 1) -> Told:
    """Store two stories in each life of the bot and kill it at a random moment; then let it finish."""
    rng = random.Random(seed)
    vocabulary = words(rng)
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'bench.db'}"
        await migrate(url)
        store = Store(url)
        feed = await _prepare(store, readers)
        async with telegram() as server:
            # So slow that a kill may well come between the first reader and the last.
            pace = {"RATE_OVERALL": str(max(2, readers // 3)), "LEASE_SECONDS": str(LEASE)}
            settings = FREE | pace | {"DATABASE_URL": url}
            for life in range(kills):
                async with bot(Path(place), server, **settings) as running:
                    await _come(store, feed, range(2 * life, 2 * life + 2), rng, vocabulary)
                    await asyncio.sleep(2 + 6 * rng.random())  # told after four, for three
                    await running.kill()
            async with bot(Path(place), server, **settings):
                await _told(url)
                await emptied(url, PATIENCE)
                found = _verdict(url, await server.accepted(), readers)
        await store.close()
    return found


async def _prepare(store: Store, readers: int) -> Feed:
    """A feed, and readers who want to be told of all its news at once; alerts are looked for from now on."""
    now = datetime.now(UTC)
    named: dict[str, Any] = {"address": "bench", "kind": FeedKind.FOLDER, "title": "Bench"}

    async def work(tx: Tx) -> Feed | None:
        category = (await categories.ensure(tx, [CategoryName("news", "News")]))["news"]
        made = await feeds.add(tx, **named, category_id=category, now=now, next_fetch=now + timedelta(days=9))
        numbers = range(1, readers + 1)
        await tx.execute(insert(subscriber), [reader(n, now, language="en", alerts=30) for n in numbers])
        follows = [alerting(n, FollowKind.CATEGORY, category) for n in numbers]
        await tx.execute(insert(subscription), follows)
        await tx.execute(insert(alert_mark).values(id=1, upto=0))
        return await feeds.get(tx, made)

    feed = await store.writing(work)
    if feed is None:
        raise LookupError("no feed")  # it was made above
    return feed


async def _come(
    store: Store, feed: Feed, numbers: Iterable[int], rng: random.Random, vocabulary: list[str]
) -> None:
    """Each is about something else, so that none is a report of another one's story."""
    now = datetime.now(UTC)
    entries = tuple(_entry(n, now, Pool(rng, vocabulary, topics=1).article()[0]) for n in numbers)
    await StoreBatch(store, lambda _: "zh").batch(feed, Batch(entries), now, None, Refreshed())


def _entry(n: int, now: datetime, text: str) -> Entry:
    return Entry(f"event-{n}", f"{text[:16]} 第{n}号", text, f"https://example.org/{n}", now, f"来源{n}")


async def _told(url: str) -> None:
    """Everything was looked at and nothing waits to be told."""
    async with asyncio.timeout(PATIENCE):
        while _waiting(url):  # noqa: ASYNC110  it is in another process
            await asyncio.sleep(0.3)


def _waiting(url: str) -> int:
    query = (
        "SELECT (SELECT count(*) FROM waiting_alert) + (SELECT count(*) FROM subscriber"
        " WHERE next_alert IS NOT NULL) + (SELECT max(id) FROM post) - (SELECT upto FROM alert_mark)"
    )
    return int(rows(url, query)[0][0])


def _verdict(url: str, accepted: Iterable[dict[str, Any]], readers: int) -> Told:
    story = {uid.removeprefix("event-"): each for uid, each in rows(url, "SELECT uid, story_id FROM post")}
    arrived = Counter(
        (str(each["chat"]), story[number])
        for each in accepted
        for number in set(_TITLE.findall(each["text"]))
    )
    stories = readers * len(set(story.values()))
    alerts = rows(
        url,
        "SELECT count(*) FROM delivery o JOIN digest_story s ON s.digest_id = o.digest_id"
        " GROUP BY o.subscriber_id, s.post_id",
    )
    ambiguous = rows(url, "SELECT coalesce(sum(ambiguous), 0) FROM delivery_part")
    return Told(
        stories,
        stories - len(arrived),
        sum(row[0] - 1 for row in alerts),
        sum(count - 1 for count in arrived.values()),
        int(ambiguous[0][0]),
        _waiting(url),
    )
