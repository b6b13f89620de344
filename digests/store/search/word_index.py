"""The index of words: what it holds, and what it has yet to take in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from digests.store.search.word_keys import free_keys, hashes, key_of
from digests.store.tables import post, post_key, unindexed, word_index
from digests.store.transaction import Tx
from digests.store.upsert import insert_into


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
    await tx.execute(again, [{"post_id": each, "stamp": 0} for each in sorted(ids)])


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


async def put(tx: Tx, looked_at: Collection[int], rows: Sequence[Indexed]) -> None:
    """Take in ``rows`` in the place of what stood there of these posts; the others of them are forgotten."""
    await _forget(tx, {*looked_at, *(row.post for row in rows)})
    # In the order of their keys, else FTS5 writes out what it has at each step back.
    rows = sorted(rows, key=lambda row: (row.published, row.post))
    keys = await free_keys(tx, [key_of(row.published) for row in rows])
    placed = sorted(zip(keys, rows, strict=True))
    if not placed:
        return
    await tx.execute(insert(post_key), [{"key": key, "post_id": row.post} for key, row in placed])
    if tx.dialect.name == "sqlite":
        words = [{"key": key, "words": " ".join(row.words)} for key, row in placed]
        await tx.execute(text("INSERT INTO post_words (rowid, words) VALUES (:key, :words)"), words)
    else:
        numbers = [{"key": key, "words": hashes(row.words)} for key, row in placed]
        await tx.execute(text("INSERT INTO post_words (key, words) VALUES (:key, :words)"), numbers)


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


async def done(tx: Tx, stamps: Mapping[int, int]) -> None:
    """These posts were looked at, unless they have changed since."""
    same = (unindexed.c.post_id == bindparam("looked_at"), unindexed.c.stamp == bindparam("as_of"))
    if stamps:
        rows = [{"looked_at": post_id, "as_of": stamp} for post_id, stamp in sorted(stamps.items())]
        await tx.execute(delete(unindexed).where(*same), rows)


async def advance(tx: Tx, below: int) -> None:
    """All posts from this id on were looked at."""
    await tx.execute(update(word_index).values(below=below))


async def size(tx: Tx) -> tuple[int, int]:
    """How many posts stand in the index, and how many wait for it."""
    inside = select(func.count()).select_from(post_key).where(post_key.c.post_id.is_not(None))
    waiting = select(func.count()).select_from(unindexed)
    return int((await tx.execute(inside)).scalar_one()), int((await tx.execute(waiting)).scalar_one())
