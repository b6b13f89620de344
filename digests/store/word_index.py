"""The index of words: what it holds, what it has yet to take in, and what it finds, newest first.

A post stands in it under a key that is the time of its publication, so that both databases give the newest
first by walking the index backwards, with no sorting. The key counts steps of 4.096 seconds: keys that lie
close together make lists of posts short (690 bytes an article where they follow each other, 1,080 where 60
lie between them). Where several posts share a time, the later ones take the next free keys.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from digests.search.words import Document
from digests.store.columns import EPOCH
from digests.store.tables import feed, post, post_category, post_key, post_tag, tag, unindexed, word_index
from digests.store.transaction import Tx
from digests.store.upsert import insert_into

_STEP = timedelta(milliseconds=1 << 12)
_RUN = 1_000


def key_of(published: datetime) -> int:
    """The lowest key of a time."""
    return max(0, (published - EPOCH) // _STEP)


class Stretch(NamedTuple):
    """Keys from ``low`` up to but without ``high``; ``upwards`` begins with the oldest."""

    low: int = 0
    high: int = 1 << 60
    upwards: bool = False

    def after(self, key: int) -> Stretch:
        """What is left of it behind a key."""
        return self._replace(low=key + 1) if self.upwards else self._replace(high=key)


# --------------------------------------------------------------------------- what is to be taken in


class State(NamedTuple):
    """Whose words the index holds, and how far it has come with the posts of before."""

    version: str = ""
    below: int = 0
    total: int = 0
    dead: int = 0


async def mark(tx: Tx, ids: Collection[int]) -> None:
    """These posts are new, changed or gone: the index is to look at them."""
    if not ids:
        return
    statement = insert_into(tx, unindexed)
    again = statement.on_conflict_do_update(index_elements=["post_id"], set_={"stamp": unindexed.c.stamp + 1})
    await tx.execute(again, [{"post_id": each, "stamp": 0} for each in ids])


async def state(tx: Tx, *, lock: bool = False) -> State:
    """How the index stands; with ``lock`` nobody else may change it before the transaction ends."""
    found = select(word_index.c.version, word_index.c.below, word_index.c.total, word_index.c.dead)
    row = (await tx.execute(found.with_for_update() if lock else found)).first()
    return State(*row) if row else State()


async def begin(tx: Tx, version: str) -> State:
    """Empty the index, and take in all posts under this version, newest first."""
    if tx.dialect.name == "sqlite":
        await tx.execute(text("INSERT INTO post_words (post_words) VALUES ('delete-all')"))
        # Words are written in larger heaps: half the time of the default, a megabyte.
        await tx.execute(text("INSERT INTO post_words (post_words, rank) VALUES ('hashsize', 16777216)"))
    else:
        await tx.execute(text("TRUNCATE post_words, word_run, word_places"))
    await tx.execute(delete(post_key))
    await tx.execute(delete(unindexed))
    await tx.execute(delete(word_index))
    newest = int((await tx.execute(select(func.max(post.c.id)))).scalar() or 0)
    made = State(version, newest + 1, newest)
    await tx.execute(insert(word_index).values(id=1, **made._asdict()))
    return made


async def marked(tx: Tx, limit: int) -> dict[int, int]:
    """Stamps of posts that are to be looked at, newest first."""
    rows = await tx.execute(select(unindexed).order_by(unindexed.c.post_id.desc()).limit(limit))
    return {row.post_id: row.stamp for row in rows}


async def older(tx: Tx, below: int, limit: int) -> list[int]:
    """Posts below an id, newest first."""
    query = select(post.c.id).where(post.c.id < below).order_by(post.c.id.desc())
    rows = await tx.execute(query.limit(limit))
    return [row.id for row in rows]


class Indexed(NamedTuple):
    """A post as the index takes it in."""

    post: int
    published: datetime
    words: Sequence[str]


async def documents(tx: Tx, ids: Collection[int]) -> list[tuple[int, datetime, Document]]:
    """The stories of these posts: each by the first post that is not gone, under the labels of them all."""
    members = await _members(tx, ids)
    first: dict[int, int] = {}
    for post_id, story in members.items():
        first[story] = min(post_id, first.get(story, post_id))
    columns = (post.c.id, post.c.published, post.c.title, post.c.text, post.c.digest, post.c.story_id)
    rows = await tx.execute(select(*columns).where(post.c.id.in_(first.values())))
    labels = await _labels(tx, members)
    return [
        (row.id, row.published, Document(row.title, row.text, row.digest, *labels[row.story_id]))
        for row in rows
    ]


async def _members(tx: Tx, ids: Collection[int]) -> dict[int, int]:
    """All posts of their stories that are not gone, with their story."""
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    query = select(post.c.id, post.c.story_id).where(post.c.story_id.in_(stories), ~post.c.gone)
    rows = await tx.execute(query)
    return {row.id: row.story_id for row in rows}


async def _labels(
    tx: Tx, members: Mapping[int, int]
) -> dict[int, tuple[set[int], set[tuple[int, str]], set[str]]]:
    """Categories, tags and sources by story."""
    found: dict[int, tuple[set[int], set[tuple[int, str]], set[str]]] = {
        story: (set(), set(), set()) for story in members.values()
    }
    under = select(post_category.c.post_id, post_category.c.category_id)
    for row in await tx.execute(under.where(post_category.c.post_id.in_(members))):
        found[members[row[0]]][0].add(row[1])
    tagged = select(post_tag.c.post_id, tag.c.id, tag.c.name).join(tag)
    for row in await tx.execute(tagged.where(post_tag.c.post_id.in_(members))):
        found[members[row[0]]][1].add((row[1], row[2]))
    sources = select(post.c.id, post.c.source, feed.c.title).join(feed)
    for row in await tx.execute(sources.where(post.c.id.in_(members))):
        found[members[row[0]]][2].update(filter(None, (row[1], row[2])))
    return found


async def put(tx: Tx, looked_at: Collection[int], rows: Sequence[Indexed]) -> None:
    """Take in ``rows`` in the place of what stood there of these posts; the others of them are forgotten."""
    await _forget(tx, {*looked_at, *(row.post for row in rows)})
    # In the order of their keys, else FTS5 writes out what it has at each step back.
    rows = sorted(rows, key=lambda row: (row.published, row.post))
    keys = await _free_keys(tx, [key_of(row.published) for row in rows])
    placed = sorted(zip(keys, rows, strict=True))
    if not placed:
        return
    await tx.execute(insert(post_key), [{"key": key, "post_id": row.post} for key, row in placed])
    if tx.dialect.name == "sqlite":
        words = [{"key": key, "words": " ".join(row.words)} for key, row in placed]
        await tx.execute(text("INSERT INTO post_words (rowid, words) VALUES (:key, :words)"), words)
    else:
        hashes = [{"key": key, "words": _hashes(row.words)} for key, row in placed]
        await tx.execute(text("INSERT INTO post_words (key, words) VALUES (:key, :words)"), hashes)


async def _forget(tx: Tx, ids: Collection[int]) -> None:
    """What stands alone goes; in runs, and in SQLite always, words stay, and their key is dead."""
    if tx.dialect.name != "sqlite":
        keys = select(post_key.c.key).where(post_key.c.post_id.in_(ids))
        alone = text("DELETE FROM post_words WHERE key = ANY(:keys) RETURNING key")
        rows = await tx.execute(alone, {"keys": [row.key for row in await tx.execute(keys)]})
        await tx.execute(delete(post_key).where(post_key.c.key.in_([row.key for row in rows])))
    dead = await tx.execute(update(post_key).where(post_key.c.post_id.in_(ids)).values(post_id=None))
    if dead.rowcount:
        await tx.execute(update(word_index).values(dead=word_index.c.dead + dead.rowcount))


async def _free_keys(tx: Tx, lowest: Sequence[int]) -> list[int]:
    """For each wish the next key that nobody has, in this order."""
    if not lowest:
        return []
    rows = await tx.execute(select(post_key.c.key).where(post_key.c.key.in_(lowest)))
    taken, next_free, found = {row.key for row in rows}, dict[int, int](), list[int]()
    for wish in lowest:
        key = next_free.get(wish, wish)
        while key in taken:
            key = await _after_run(tx, key, taken)
        taken.add(key)
        next_free[wish] = key + 1
        found.append(key)
    return found


async def _after_run(tx: Tx, key: int, taken: set[int]) -> int:
    """The first key after ``key`` that nobody has; what is found taken on the way is noted."""
    run = select(post_key.c.key).where(post_key.c.key > key).order_by(post_key.c.key).limit(_RUN)
    taken.update(row.key for row in await tx.execute(run))
    while key in taken:
        key += 1
    return key


def hashed(word: str) -> int:
    """A word as PostgreSQL's index has it."""
    return (crc32(word.encode()) ^ 1 << 31) - (1 << 31)


def _hashes(words: Sequence[str]) -> list[int]:
    """Words as signed 32-bit numbers. Of a million words one in four thousand shares its number."""
    return sorted({hashed(word) for word in words})


async def done(tx: Tx, stamps: Mapping[int, int]) -> None:
    """These posts were looked at, unless they have changed since."""
    same = (unindexed.c.post_id == bindparam("looked_at"), unindexed.c.stamp == bindparam("as_of"))
    if stamps:
        rows = [{"looked_at": post_id, "as_of": stamp} for post_id, stamp in stamps.items()]
        await tx.execute(delete(unindexed).where(*same), rows)


async def advance(tx: Tx, below: int) -> None:
    """All posts from this id on were looked at."""
    await tx.execute(update(word_index).values(below=below))


async def size(tx: Tx) -> tuple[int, int]:
    """How many posts stand in the index, and how many wait for it."""
    inside = select(func.count()).select_from(post_key).where(post_key.c.post_id.is_not(None))
    waiting = select(func.count()).select_from(unindexed)
    return int((await tx.execute(inside)).scalar_one()), int((await tx.execute(waiting)).scalar_one())
