"""What happened, for those who look after the bot."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from digests.store.columns import BigId, Instant
from digests.store.tables.base import UNTOLD, metadata

# What happened to feeds that admins should hear of; ``told`` when they were.
event = Table(
    "event",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE")),
    Column("params", Text, nullable=False),
    Column("told", Instant),
    Index("ix_event_feed_id", "feed_id", "kind", "at"),
    Index("ix_event_untold", "id", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
)

# Who changed what.
audit = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(30), nullable=False),
    Column("target", String(40), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("ix_audit_target", "target"),
)
