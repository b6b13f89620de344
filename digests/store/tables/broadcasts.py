"""Broadcasts of admins."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from digests.store.columns import Instant
from digests.store.tables.base import metadata

# A message of an admin to everybody. ``cursor`` is the last subscriber that has its delivery, ``upto`` the
# last one there was when it was confirmed; ``place`` is where its progress is shown.
broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("author", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("digest_id", ForeignKey("digest.id"), nullable=False),
    Column("total", Integer, nullable=False, server_default="0"),
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("upto", BigInteger, nullable=False, server_default="0"),
    Column("place", String(64), nullable=False, server_default=""),
    Column("message", String(40), nullable=False, server_default=""),
    Column("created", Instant, nullable=False),
    Column("started", Instant),
    Column("finished", Instant),
    Index("ix_broadcast_state", "state"),
)
