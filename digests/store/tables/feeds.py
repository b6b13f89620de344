"""Feeds, and what is remembered of fetching them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from digests.store.columns import Instant
from digests.store.tables.base import metadata

feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    Column("format", String(20), nullable=False, server_default=""),
    Column("title", String(300), nullable=False, server_default=""),
    Column("category_id", ForeignKey("category.id")),
    Column("state", String(10), nullable=False),
    Column("etag", Text, nullable=False, server_default=""),
    Column("modified", Text, nullable=False, server_default=""),
    Column("interval", Integer, nullable=False, server_default="900"),
    Column("next_fetch", Instant),
    Column("leased", Instant),  # until when one refresh has it for itself
    Column("last_success", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", Instant),
    Column("error", Text, nullable=False, server_default=""),
    Column("posts", Integer, nullable=False, server_default="0"),
    Column("created", Instant, nullable=False),
    Column("host", String(255), nullable=False, server_default=""),  # whom fetches of it burden
    Column("every", Integer),  # seconds; an admin's own choice
    Column("full_text", Boolean, nullable=False, server_default=false()),
    Column("closed", Instant),  # when it ended or was removed
    Column("fetches", Integer, nullable=False, server_default="0"),
    # The latest 20 posts, so that the next fetch of a feed without news needs no look at posts.
    Column("recent_posts", Integer, nullable=False, server_default="0"),
    Column("recent_first", Instant),
    Column("recent_last", Instant),
    # What the document asks of those who fetch it.
    Column("wish_seconds", Integer, nullable=False, server_default="0"),
    Column("wish_hours", String(80), nullable=False, server_default=""),
    Column("wish_days", String(20), nullable=False, server_default=""),
    # A redirect for good that was seen, how often in a row, and since when.
    Column("moved_to", Text, nullable=False, server_default=""),
    Column("moved_times", Integer, nullable=False, server_default="0"),
    Column("moved_since", Instant),
    Index("ix_feed_due", "state", "next_fetch"),
)

# What one feed is fetched with, apart from its row: whatever lists or exports feeds never sees it.
feed_access = Table(
    "feed_access",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("user", Text, nullable=False, server_default=""),
    Column("password", Text, nullable=False, server_default=""),
    Column("headers", Text, nullable=False, server_default="{}"),
    Column("cookies", Text, nullable=False, server_default=""),
    Column("proxy", Text, nullable=False, server_default=""),
)

# The latest fetches of a feed, in a ring: ``slot`` is the number of the fetch modulo its size, so that a new
# one takes the place of the oldest and nothing has to be pruned.
feed_attempt = Table(
    "feed_attempt",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("slot", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("status", Integer, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("error", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Which version of an entry an article was fetched for, so that each is fetched once. An entry whose article
# is there is not compared again: its post holds the article's text, not the feed's.
article = Table(
    "article",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("uid", String(500), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# What a source wants back at its next reading; apart, since it may be megabytes and lists never need it.
feed_state = Table(
    "feed_state",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
)

# What could not be read in a feed, kept from its latest reading that met it.
feed_problem = Table(
    "feed_problem",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("place", String(400), primary_key=True),
    Column("error", Text, nullable=False),
    Column("seen", Instant, nullable=False),
)
