"""Posts, and what was made of them.

``story_id`` is the event that a post tells, ``article_id`` the group of near-copies that it is one of. Either
is the id of a post in it. A post whose article has joined no story may have no ``article_id``: both are one
then, as they were for all posts before stories were told apart. So old rows need not be written anew.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    func,
)

from digests.store.columns import BigId, Instant, Packed
from digests.store.tables.base import KEPT, LISTED, LISTED_SQLITE, metadata

post = Table(
    "post",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("feed_id", ForeignKey("feed.id"), nullable=False),
    Column("uid", String(500), nullable=False),
    Column("story_id", BigInteger),
    Column("published", Instant, nullable=False),
    Column("stored", Instant, nullable=False),
    Column("fresh", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False, server_default=false()),
    Column("length", Integer, nullable=False),
    Column("content_key", BigInteger, nullable=False),
    Column("simhash", BigInteger, nullable=False),
    Column("version", String(32), nullable=False),
    Column("lang", String(12), nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("source", String(300), nullable=False),
    Column("digest", Text, nullable=False),
    # Last, so that reading the columns before it does not touch its overflow pages in SQLite.
    Column("text", Packed, nullable=False),
    Column("article_id", BigInteger),
    Column("form", String(10), nullable=False, server_default=""),
    UniqueConstraint("feed_id", "uid"),
    Index("ix_post_story", "story_id"),
    Index("ix_post_content_key", "content_key"),
    Index("ix_post_link", "link", postgresql_using="hash"),  # links may be longer than its other keys hold
    Index("ix_post_feed_id", "feed_id", "published"),  # how often a feed posts
    Index("ix_post_kept", "published", sqlite_where=KEPT, postgresql_where=KEPT),
    # The list of everything, and how long it is.
    Index(
        "ix_post_listed",
        "published",
        "id",
        "story_id",  # equal to the one before and always false here, but with them the key alone answers
        "gone",
        sqlite_where=LISTED_SQLITE,
        postgresql_where=LISTED,
    ),
)

# The article of a post: an expression, since rows of before have none of their own.
ARTICLE = func.coalesce(post.c.article_id, post.c.story_id)

# Key points, once per post version and summarizer version; ranked, so that any count can be shown.
summary = Table(
    "summary",
    metadata,
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("summarizer", String(60), nullable=False),
    Column("points", Text, nullable=False),
    Index("ix_summary_summarizer", "summarizer"),
)

# Which weights make key points: the row added last counts. An empty ``learned`` stands for those by hand.
weights = Table(
    "weights",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("learned", Text, nullable=False),
    Column("report", Text, nullable=False),
)
