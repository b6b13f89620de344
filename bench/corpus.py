"""Synthetic posts of a news site's shape: words by Zipf's law, each article with words of its own subject."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from digests.model import CategoryName, FeedKind, Tag
from digests.store import Store, feeds, filing, labels, posts

START = datetime(2020, 1, 1, tzinfo=UTC)
CATEGORIES = 20
TAGS = 2000
BATCH = 500
_CHARACTERS = [chr(n) for n in range(0x4E00, 0x4E00 + 2500)]
_SUBJECT = 80  # words that are common in one article only


def words(rng: random.Random, count: int = 20_000) -> list[str]:
    """A vocabulary of two-character words."""
    return ["".join(rng.sample(_CHARACTERS, 2)) for _ in range(count)]


def article(rng: random.Random, vocabulary: list[str], length: int = 900) -> list[str]:
    """Paragraphs of about ``length`` characters in all."""
    subject = rng.sample(vocabulary, _SUBJECT)
    chosen = [
        rng.choice(subject) if rng.random() < 0.5 else vocabulary[zipf(rng, len(vocabulary))]
        for _ in range(length // 2)
    ]
    sentences = [
        "".join(chosen[n : n + 12]) + "，" + "".join(chosen[n + 12 : n + 20]) + "。"
        for n in range(0, len(chosen), 20)
    ]
    return ["".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4)]


def zipf(rng: random.Random, size: int) -> int:
    """A rank from 0 on, small ones far more often."""
    return int(rng.paretovariate(0.8)) % size


async def fill(store: Store, count: int) -> None:
    """Store ``count`` posts, each in one category and with three tags."""
    rng = random.Random(1)
    vocabulary = words(rng)
    bodies = ["\n".join(article(rng, vocabulary)) for _ in range(200)]
    async with store.write() as tx:
        feed_id = await feeds.add(
            tx,
            address="bench",
            kind=FeedKind.FOLDER,
            title="",
            category_id=None,
            now=START,
            next_fetch=START,
        )
        names = [CategoryName(f"c{n}") for n in range(CATEGORIES)]
        categories = list((await labels.ensure_categories(tx, names)).values())
        keys = await labels.ensure_tags(tx, [Tag(f"tag {n}") for n in range(TAGS)])
    tags = [keys[f"tag {n}"] for n in range(TAGS)]
    for rows in _batches(rng, feed_id, bodies, count):
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


def _batches(
    rng: random.Random, feed_id: int, bodies: list[str], count: int
) -> Iterator[list[dict[str, Any]]]:
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
                "text": bodies[n % len(bodies)],
            }
            for n in range(first, min(first + BATCH, count))
        ]


def write_jekyll(folder: Path, count: int) -> list[tuple[str, str]]:
    """Write ``count`` posts in the news site's form, noise included; return their titles and texts."""
    rng = random.Random(4)
    vocabulary = words(rng)
    written = []
    (folder / "_posts").mkdir(parents=True)
    for n in range(count):
        at = START + timedelta(minutes=37 * n)
        code, title = f"NW{at:%Y%m%d}{n:010d}", "".join(rng.sample(vocabulary, 10))
        paragraphs = article(rng, vocabulary)
        stock = rng.choice(vocabulary)
        linked = f'<span id="stock_1.{n:06d}"><a data-code="1,{n:06d}">{stock}</a></span><span></span>'
        body = "".join(f"<p>{linked if not k else ''}{text}</p>\n " for k, text in enumerate(paragraphs))
        header = f'---\nlayout: post\ntitle: "{title}"\ndate: {at:%Y-%m-%d %H:%M:%S} +0800\n'
        labels_ = f"categories: c{n % CATEGORIES}\ntags: 来源{n % CATEGORIES}新闻\n---\n"
        noise = '<p style="display:none;height:1px;overflow:hidden;"><br /></p>'
        noise += "<!-- EM_StockImg_Start --><p><img/></p>"
        source = f'<!-- EM_StockImg_End -->{body}<p class="em_media">（文章来源：来源{n % CATEGORIES}）</p>'
        foot = f"\n\n<https://example.org/{code}>\n\n[返回](//example.org/)｜[返回首页](//example.org/)\n"
        path = folder / "_posts" / f"{at:%Y-%m-%d}-{code}.md"
        path.write_text(header + labels_ + noise + source + foot, encoding="utf-8")
        written.append((title, "\n".join(paragraphs)))
    return written
