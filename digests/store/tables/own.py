"""What makes a subscriber's digests its own: filters, editions, what it keeps, what it wants less of."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)

from digests.store.columns import BigId, Instant
from digests.store.tables.base import metadata

# Queries that wait for posts: filters, and searches that are followed. Who words one alike shares its row.
standing_query = Table(
    "standing_query",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("text", String(300), nullable=False, unique=True),
    Column("created", Instant, nullable=False),
)

# A further digest of a chat, with a name and times of its own; the first one stands in ``subscriber``, and
# its number is 0. The zone is the chat's, and so is what was told.
edition = Table(
    "edition",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), nullable=False),
    Column("title", String(60), nullable=False),
    Column("times", String(100), nullable=False),
    Column("weekdays", String(7), nullable=False),
    Column("size", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("layout", String(10), nullable=False, server_default="folded"),
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("next_due", Instant),
    Index("ix_edition_subscriber", "subscriber_id"),
    Index("ix_edition_due", "next_due"),
)

# ``kind``: source (by its name), tag or feed (by id), story (by a post of it, since ids of stories change).
# ``until``: when it is heard again, null for never.
mute = Table(
    "mute",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("target", String(200), primary_key=True),
    Column("title", String(300), nullable=False, server_default=""),
    Column("until", Instant),
    Index("ix_mute_until", "until"),
)

# ``kind``: source (by its name), tag (by id) or word (as the index spells it); ``weight`` is in doublings.
taste = Table(
    "taste",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("target", String(200), primary_key=True),
    Column("title", String(200), nullable=False, server_default=""),
    Column("weight", Float, nullable=False),
)

# What was said of a story by one of its posts: 1 for more of that, -1 for less; ``moved`` is what it changed
# of each taste, as JSON, so that it counts once and can be taken back.
opinion = Table(
    "opinion",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("way", SmallInteger, nullable=False),
    Column("moved", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_opinion_post", "post_id"),
)

# Retention spares the posts in it.
saved = Table(
    "saved",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("note", String(200), nullable=False, server_default=""),
    Index("ix_saved_at", "subscriber_id", "at"),
    Index("ix_saved_post", "post_id"),
)

# Posts of which somebody wants to be told at once, until the alert is made; ``kind`` and ``target_id`` are
# the subscription or the followed story that asked for it.
waiting_alert = Table(
    "waiting_alert",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("target_id", BigInteger, nullable=False),
    Column("stored", Instant, nullable=False),
    Index("ix_waiting_alert_post", "post_id"),
    Index("ix_waiting_alert_stored", "stored"),
)

# One row, once alerts are looked for at all: up to which post they were.
alert_mark = Table(
    "alert_mark",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("upto", BigInteger, nullable=False),
)
