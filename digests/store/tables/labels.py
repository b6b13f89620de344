"""Categories and tags, and the lists of posts under them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from digests.store.columns import Instant
from digests.store.tables.base import metadata

category = Table(
    "category",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(100), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("posts", Integer, nullable=False, server_default="0"),
)

tag = Table(
    "tag",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("ticker", String(30), nullable=False, server_default=""),
    Column("ticker_key", String(30), nullable=False, server_default=""),
    Column("posts", Integer, nullable=False, server_default="0"),
    Index("ix_tag_ticker_key", "ticker_key"),
    Index("ix_tag_posts", "posts"),
)


def _label_table(name: str, target: str) -> Table:
    """Posts under a label. ``hidden`` rows are of posts that are gone, or of second copies of a story."""
    column = f"{target}_id"
    return Table(
        name,
        metadata,
        Column("post_id", ForeignKey("post.id"), primary_key=True),
        Column(column, ForeignKey(f"{target}.id"), primary_key=True),
        Column("published", Instant, nullable=False),
        Column("hidden", Boolean, nullable=False),
        Index(
            f"ix_{name}_page",
            column,
            "published",
            "post_id",
            "hidden",  # always false here, but with it the key alone answers
            sqlite_where=text("hidden = 0"),  # as SQLAlchemy writes it there, else it would never be used
            postgresql_where=text("NOT hidden"),
        ),
        sqlite_with_rowid=False,
    )


post_category = _label_table("post_category", "category")
post_tag = _label_table("post_tag", "tag")
