"""The index of words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, String, Table, text
from sqlalchemy.event import listens_for

from digests.store.columns import BigId, Instant
from digests.store.tables.base import metadata

# What stands in the index. ``key`` orders posts by the time of their publication (``store.search``); those
# without a post are dead: SQLite's index cannot forget words, so that their keys must not be used again.
_DEAD = text("post_id IS NULL")

post_key = Table(
    "post_key",
    metadata,
    Column("key", BigId, primary_key=True, autoincrement=False),
    Column("post_id", BigId),
    Index("ix_post_key_post_id", "post_id", unique=True),
    Index("ix_post_key_dead", "key", sqlite_where=_DEAD, postgresql_where=_DEAD),
)

# Posts that are new, changed or gone since they were indexed. ``stamp`` tells a change during the indexing.
unindexed = Table(
    "unindexed",
    metadata,
    Column("post_id", BigId, primary_key=True, autoincrement=False),
    Column("stamp", Integer, nullable=False),
)

# One row: whose words the index holds, and below which post id the posts of before are still to come.
word_index = Table(
    "word_index",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(20), nullable=False),
    Column("below", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("dead", BigInteger, nullable=False, server_default="0"),
)

# Queries by the number that stands in the buttons of their pages.
query = Table(
    "query",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("text", String(300), nullable=False, unique=True),
    Column("asked", Instant, nullable=False),
    Index("ix_query_asked", "asked"),
)

# The words by key: an index of its own kind on either database. Without the order of words (``detail``), the
# lengths of posts (``columnsize``) and the texts (``content``), FTS5 takes a third.
WORDS_SQLITE = (
    "CREATE VIRTUAL TABLE post_words USING fts5("
    "words, content='', detail=none, columnsize=0, tokenize='ascii')"
)
# Words as 32-bit hashes: four bytes a word, where a tsvector takes ten for two Chinese characters.
WORDS_POSTGRESQL = (
    "CREATE TABLE post_words (key BIGINT PRIMARY KEY, words INTEGER[] NOT NULL)"
    " WITH (toast_tuple_target = 8160)",
    "ALTER TABLE post_words ALTER COLUMN words SET STORAGE MAIN",
    "ALTER TABLE post_words ALTER COLUMN words SET STATISTICS 0",
    "CREATE INDEX ix_post_words ON post_words USING gin (words)",
    # Words of older posts (``store.runs``). Keys are read piece by piece, which needs them as they are.
    "CREATE TABLE word_run (id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, low BIGINT NOT NULL,"
    " high BIGINT NOT NULL, posts INTEGER NOT NULL, keys BYTEA NOT NULL)",
    "ALTER TABLE word_run ALTER COLUMN keys SET STORAGE EXTERNAL",
    "CREATE TABLE word_places (word INTEGER, run INTEGER, places BYTEA NOT NULL, PRIMARY KEY (word, run))",
)


@listens_for(metadata, "after_create")
def _create_words(_metadata: MetaData, connection: Connection, **_rest: Any) -> None:
    statements = (WORDS_SQLITE,) if connection.dialect.name == "sqlite" else WORDS_POSTGRESQL
    for statement in statements:
        connection.execute(text(statement))
