"""Corrections, and the changes of messages that tell them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from digests.store.columns import BigId, Instant
from digests.store.tables.base import OPEN, UNSPREAD, UNSPREAD_SQLITE, metadata

# What changed of a post that was told, and when that was ``noted``; ``at`` is when it is told, and ``spread``
# says that its messages were looked up.
correction = Table(
    "correction",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), nullable=False),
    Column("noted", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("amendments", Text, nullable=False),
    Column("spread", Boolean, nullable=False, server_default=false()),
    Index("ix_correction_post", "post_id", "at"),
    Index("ix_correction_at", "at"),
    Index("ix_correction_unspread", "at", sqlite_where=UNSPREAD_SQLITE, postgresql_where=UNSPREAD),
)

# A part of a digest as it is now, with all of its corrections, in its transport's own form.
corrected_part = Table(
    "corrected_part",
    metadata,
    Column("digest_id", ForeignKey("digest.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("payload", Text, nullable=False),
)

# The outbox of changes: one for each message that tells what was corrected. A change is open as long as it
# has a ``next_try``. It may be made twice, for a message that says so already stays as it is.
edit = Table(
    "edit",
    metadata,
    Column("delivery_id", ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("transport", String(20), nullable=False),
    Column("next_try", Instant),
    Column("claim", String(40), nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failing_since", Instant),
    Column("reason", Text, nullable=False, server_default=""),
    Column("created", Instant, nullable=False),
    Index(
        "ix_edit_open",
        "transport",
        "next_try",
        "delivery_id",
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
)
