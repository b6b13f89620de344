"""Runs: the words of many posts together, for PostgreSQL; a row for each word names the places of its posts.

Words that stand alone take 5.1 kB a post: 500 numbers of four bytes, and as much for the index over them. In
a run they take 1.4 kB: a place is two bytes. So the newest posts stand alone, where a page of most questions
is found; older ones move into runs. A run is never changed: of a post that has changed or gone the key dies.
"""

from __future__ import annotations

from sqlalchemy import text

from digests.store.transaction import Tx

POSTS = 1 << 15  # of a run: a place is a positive number of two bytes
ALONE = 1 << 15  # posts that stay alone beside those that are enough for a run

_COUNT = text("SELECT count(*) FROM (SELECT key FROM post_words ORDER BY key LIMIT :most) first")
_MERGE = text("""
    WITH taken AS MATERIALIZED (
        SELECT key, words, row_number() OVER (ORDER BY key) - 1 AS place
        FROM (SELECT key, words FROM post_words ORDER BY key LIMIT :posts) oldest
    ), run AS (
        INSERT INTO word_run (low, high, posts, keys)
        SELECT min(key), max(key), count(*), string_agg(int8send(key), '' ORDER BY key) FROM taken
        RETURNING id
    )
    INSERT INTO word_places (word, run, places)
    SELECT word, (SELECT id FROM run), string_agg(int2send(place::int2), '' ORDER BY place)
    FROM taken, unnest(words) word GROUP BY word
""")
_TAKEN = text("DELETE FROM post_words WHERE key <= (SELECT high FROM word_run ORDER BY id DESC LIMIT 1)")
_FORGET = text("DELETE FROM word_places WHERE run = ANY(:runs)")
_LIFELESS = text("""
    DELETE FROM word_run r WHERE NOT EXISTS (
        SELECT FROM post_key k WHERE k.key BETWEEN r.low AND r.high AND k.post_id IS NOT NULL
    ) RETURNING id, posts
""")


async def are_due(tx: Tx, posts: int = POSTS, alone: int = ALONE) -> bool:
    """Whether enough posts stand alone for a run."""
    if tx.dialect.name == "sqlite":
        return False
    return int((await tx.execute(_COUNT, {"most": posts + alone})).scalar_one()) == posts + alone


async def merge(tx: Tx, posts: int = POSTS, alone: int = ALONE) -> bool:
    """Make a run of the oldest posts that stand alone, where there are enough; whether there were.

    The caller holds the lock of the index (``word_index.state``). A run of 32,768 posts takes a quarter of a
    minute.
    """
    if not await are_due(tx, posts, alone):
        return False
    await tx.execute(text("SET LOCAL work_mem = '64MB'"))
    await tx.execute(_MERGE, {"posts": posts})
    await tx.execute(_TAKEN)
    await _drop_lifeless(tx)
    return True


async def _drop_lifeless(tx: Tx) -> None:
    """Forget runs without a living post. Their keys stay dead: another run may name them."""
    gone = (await tx.execute(_LIFELESS)).all()
    if gone:
        await tx.execute(_FORGET, {"runs": [row.id for row in gone]})
        dead = text("UPDATE word_index SET dead = greatest(0, dead - :posts)")
        await tx.execute(dead, {"posts": sum(row.posts for row in gone)})
