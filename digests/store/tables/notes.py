"""What somebody is in the middle of."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text

from digests.store.columns import Instant
from digests.store.tables.base import metadata

note = Table(
    "note",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("value", Text, nullable=False),
    Column("until", Instant, nullable=False),
    Index("ix_note_until", "until"),
)
