"""The outbox, what is known of each part, and what transports asked for."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from digests.store.columns import BigId, Instant, longer
from digests.store.tables.base import AMBIGUOUS, FAULT, OPEN, TROUBLE, metadata

# The outbox. Unique (subscriber, slot) is what makes a slot fire once, whoever builds it and however often.
# A delivery is open as long as it has a ``next_try``, and only open ones stand in the index of what is due.
# ``transport`` is its digest's: each sender finds its own, however many wait for another.
delivery = Table(
    "delivery",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), nullable=False),
    Column("digest_id", ForeignKey("digest.id"), nullable=False),
    Column("slot", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("rank", SmallInteger, nullable=False, server_default="1"),
    Column("transport", String(20), nullable=False, server_default="telegram"),
    Column("next_try", Instant),
    Column("claim", String(40), nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failing_since", Instant),
    Column("reason", Text, nullable=False, server_default=""),
    Column("created", Instant, nullable=False),
    Column("finished", Instant),
    UniqueConstraint("subscriber_id", "slot"),
    Index(
        "ix_delivery_outbox",
        "transport",
        "rank",
        "next_try",
        "id",
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
    # Of one subscriber only the oldest open delivery may be claimed.
    Index(
        "ix_delivery_open",
        "subscriber_id",
        "id",
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
    # What went wrong is rare, so that looking for it costs those that went well nothing.
    Index(
        "ix_delivery_trouble",
        "finished",
        "state",
        sqlite_where=TROUBLE,
        postgresql_where=TROUBLE,
    ),
    Index("ix_delivery_digest", "digest_id"),
)

# A row is written before the call (intended) and completed after it (message): what has the first without
# the second after a crash is ambiguous.
delivery_part = Table(
    "delivery_part",
    metadata,
    Column("delivery_id", ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("intended", Instant),
    Column("tries", Integer, nullable=False),
    Column("ambiguous", Integer, nullable=False, server_default="0"),
    Column("message", longer(250, before=40), nullable=False, server_default=""),
    Column("fault", Text, nullable=False, server_default=""),
    Index(
        "ix_delivery_part_ambiguous",
        "ambiguous",
        sqlite_where=AMBIGUOUS,
        postgresql_where=AMBIGUOUS,
    ),
    Index(
        "ix_delivery_part_fault",
        "delivery_id",
        sqlite_where=FAULT,
        postgresql_where=FAULT,
    ),
    sqlite_with_rowid=False,
)

# Until when a transport asked us to be silent; a restart honours it. A scope is named after its transport.
pause = Table(
    "pause",
    metadata,
    Column("scope", longer(540, before=80), primary_key=True),
    Column("until", Instant, nullable=False),
    Column("begun", Instant, nullable=False),
)

# The share of a scope's rate that is used since the transport found it too much; it climbs from there.
slowdown = Table(
    "slowdown",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("share", Float, nullable=False),
    Column("since", Instant, nullable=False),
)
