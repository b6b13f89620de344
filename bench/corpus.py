"""Synthetic posts of a news site's shape: words by Zipf's law, each article with words of its own subject."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update

from digests.decisions.search.words import VERSION, by_category, by_source, by_tag, said_in
from digests.model import CategoryName, FeedKind, Tag
from digests.store import Store, Tx
from digests.store.feeds import feeds
from digests.store.posts import categories as category_rows
from digests.store.posts import tags as tag_rows
from digests.store.search import runs, word_index
from digests.store.search.word_index import Indexed
from digests.store.tables import category, feed, post, post_category, post_tag, tag

START = datetime(2020, 1, 1, tzinfo=UTC)
CATEGORIES = 20
TAGS = 2000
BATCH = 2_000
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


class Pool:
    """Sentences to make articles of, with their words for the index: none of these crosses a full stop."""

    def __init__(self, rng: random.Random, vocabulary: list[str], topics: int = 500, each: int = 40) -> None:
        self._rng = rng
        self._topics = [
            [self._sentence(rng.sample(vocabulary, _SUBJECT), vocabulary) for _ in range(each)]
            for _ in range(topics)
        ]

    def _sentence(self, subject: list[str], vocabulary: list[str]) -> tuple[str, frozenset[str]]:
        rng = self._rng
        chosen = [
            rng.choice(subject) if rng.random() < 0.5 else vocabulary[zipf(rng, len(vocabulary))]
            for _ in range(20)
        ]
        text = "".join(chosen[:12]) + "，" + "".join(chosen[12:]) + "。"
        return text, frozenset(said_in(text))

    def article(self, sentences: int = 22) -> tuple[str, set[str]]:
        """A text of about 900 characters on one topic with a few words of others, and its words."""
        topic, other = self._rng.choice(self._topics), self._rng.choice(self._topics)
        chosen = [*self._rng.choices(topic, k=sentences - 4), *self._rng.choices(other, k=4)]
        paragraphs = ["".join(text for text, _ in chosen[n : n + 4]) for n in range(0, len(chosen), 4)]
        return "\n".join(paragraphs), set().union(*(words for _, words in chosen))


async def fill(store: Store, count: int) -> None:
    """Store ``count`` posts, one a minute, each in one category and with three tags; index all of them."""
    rng = random.Random(1)
    pool = Pool(rng, words(rng))
    feed_id, categories, tags = await _labels(store)
    for first in range(0, count, BATCH):
        made = [_made(rng, pool, n, feed_id) for n in range(first, min(first + BATCH, count))]
        under = [categories[zipf(rng, CATEGORIES)] for _ in made]
        tagged = [{tags[zipf(rng, TAGS)] for _ in range(3)} for _ in made]
        await store.writing(partial(_write, made=made, under=under, tagged=tagged))
    await store.writing(partial(_counted, count=count))


async def _labels(store: Store) -> tuple[int, list[int], list[int]]:
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
        categories = list((await category_rows.ensure(tx, names)).values())
        keys = await tag_rows.ensure(tx, [Tag(f"tag {n}") for n in range(TAGS)])
        await word_index.begin(tx, VERSION)
    return feed_id, categories, [keys[f"tag {n}"] for n in range(TAGS)]


def _made(rng: random.Random, pool: Pool, n: int, feed_id: int) -> tuple[dict[str, Any], set[str]]:
    text, found = pool.article()
    return {
        "id": n + 1,
        "story_id": n + 1,
        "feed_id": feed_id,
        "uid": f"https://example.org/articles/{n}",
        "published": START + timedelta(minutes=n),
        "stored": START,
        "fresh": True,
        "length": len(text),
        "content_key": rng.getrandbits(63),
        "simhash": rng.getrandbits(63),
        "version": f"{n:032x}",
        "lang": "zh",
        "title": f"{text[:18]} {n}",
        "link": f"https://example.org/articles/{n}",
        "source": f"来源{n % 50}",
        "digest": "",
        "text": text,
    }, found


async def _write(
    tx: Tx,
    made: list[tuple[dict[str, Any], set[str]]],
    under: list[int],
    tagged: list[set[int]],
) -> None:
    await tx.execute(insert(post), [row for row, _ in made])
    filed = [{"post_id": row["id"], "published": row["published"], "hidden": False} for row, _ in made]
    await tx.execute(
        insert(post_category), [each | {"category_id": n} for each, n in zip(filed, under, strict=True)]
    )
    rows = [each | {"tag_id": n} for each, ids in zip(filed, tagged, strict=True) for n in ids]
    await tx.execute(insert(post_tag), rows)
    indexed = [
        Indexed(
            row["id"],
            row["published"],
            [*found, f"{row['id']}", by_category(category_id), *map(by_tag, ids), *by_source(row["source"])],
        )
        for (row, found), category_id, ids in zip(made, under, tagged, strict=True)
    ]
    await word_index.put(tx, [], indexed)
    await runs.merge(tx)


async def _counted(tx: Tx, count: int) -> None:
    """The counts beside labels, which filing keeps."""
    for label, links in ((category, post_category), (tag, post_tag)):
        target = links.c[f"{label.name}_id"]
        counted = await tx.execute(select(target, func.count()).group_by(target))
        rows = [{"of": label_id, "n": n} for label_id, n in counted]
        await tx.execute(
            update(label).where(label.c.id == bindparam("of")).values(posts=bindparam("n")), rows
        )
    await tx.execute(update(feed).values(posts=count))
    await word_index.advance(tx, 0)
    if tx.dialect.name != "sqlite":  # ids were given, so the sequence has to follow
        await tx.execute(text("SELECT setval(pg_get_serial_sequence('post', 'id'), :n)"), {"n": count})


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
