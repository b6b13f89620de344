"""Who of several processes does what only one may do."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from digests.store.columns import Instant
from digests.store.tables.base import metadata

lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("until", Instant, nullable=False),
)
