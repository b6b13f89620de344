"""Stories that subscribers follow beyond the day on which they were told."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Table, false

from digests.store.columns import Instant
from digests.store.tables.base import ALERTING, ALERTING_SQLITE, metadata

# By a post of the story, since ids of stories change; ``heard`` is when its last news came, or the beginning.
# ``alert``: its news are told at once, of posts after ``alert_after``.
story_follow = Table(
    "story_follow",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("heard", Instant, nullable=False),
    Column("alert", Boolean, nullable=False, server_default=false()),
    Column("alert_after", BigInteger, nullable=False, server_default="0"),
    Index("ix_story_follow_heard", "heard"),
    Index("ix_story_follow_alert", "post_id", sqlite_where=ALERTING_SQLITE, postgresql_where=ALERTING),
)
