"""Who receives, and what they follow."""

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
)

from digests.store.columns import BigId, Instant, longer
from digests.store.tables.base import ALERTED, ALERTING, ALERTING_SQLITE, LEAVING, REVIEWED, metadata

# ``review``: weekday and time of the weekly review, "" for none; ``next_review`` is when it is due.
# ``told``: the digests that it was given in the last weeks, newest first, as ``id:stories shown``, each ended
# by a space. It is added to in front and cut behind, in the commit that gives a digest or takes it back.
subscriber = Table(
    "subscriber",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("transport", String(20), nullable=False),
    Column("address", longer(500, before=64), nullable=False),
    Column("thread", BigInteger, nullable=False, server_default="0"),
    Column("kind", String(10), nullable=False),
    Column("title", String(300), nullable=False, server_default=""),
    Column("language", String(12), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("times", String(100), nullable=False),
    Column("weekdays", String(7), nullable=False),
    Column("size", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("reason", String(100), nullable=False, server_default=""),
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("next_due", Instant),
    Column("created", Instant, nullable=False),
    Column("told", Text, nullable=False, server_default=""),
    Column("review", String(10), nullable=False, server_default=""),
    Column("next_review", Instant),
    Column("forget_after", Instant),
    # Quiet hours: "22:00-07:00", "" for none; on which weekdays they begin; whether digests wait for the end.
    Column("quiet", String(11), nullable=False, server_default=""),
    Column("quiet_days", String(7), nullable=False, server_default="1234567"),
    Column("quiet_waits", Boolean, nullable=False, server_default=false()),
    Column("silent", Boolean, nullable=False, server_default=false()),
    # What all stories must answer, 0 for no query; how many sources must tell one; alerts an hour.
    Column("query_id", BigInteger, nullable=False, server_default="0"),
    Column("floor", Integer, nullable=False, server_default="1"),
    Column("alerts", Integer, nullable=False, server_default="6"),
    # When what waits for it is to be looked at as an alert; null where nothing waits.
    Column("next_alert", Instant),
    # How digests look: headlines, folded, open or rich; in channels the line that ends them, and hashtags.
    Column("layout", String(10), nullable=False, server_default="folded"),
    Column("signature", String(200), nullable=False, server_default=""),
    Column("hashtags", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("transport", "address", "thread"),
    Index("ix_subscriber_due", "status", "next_due"),
    Index("ix_subscriber_review", "next_review", sqlite_where=REVIEWED, postgresql_where=REVIEWED),
    Index("ix_subscriber_alert", "next_alert", sqlite_where=ALERTED, postgresql_where=ALERTED),
    Index("ix_subscriber_forget_after", "forget_after", sqlite_where=LEAVING, postgresql_where=LEAVING),
)

subscription = Table(
    "subscription",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("target_id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("fresh", Boolean, nullable=False),
    # In which edition it is told (0: the first), through which query (0: none), and whether at once.
    Column("edition_id", BigInteger, nullable=False, server_default="0"),
    Column("query_id", BigInteger, nullable=False, server_default="0"),
    Column("alert", Boolean, nullable=False, server_default=false()),
    # The newest post when alerts were switched on: they begin after it.
    Column("alert_after", BigInteger, nullable=False, server_default="0"),
    Index("ix_subscription_target", "kind", "target_id"),
    Index(
        "ix_subscription_alert",
        "kind",
        "target_id",
        "query_id",
        sqlite_where=ALERTING_SQLITE,
        postgresql_where=ALERTING,
    ),
)
