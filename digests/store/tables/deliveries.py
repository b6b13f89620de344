"""Digests and the outbox."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
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
    false,
)

from digests.store.columns import BigId, Instant, longer
from digests.store.tables.base import AMBIGUOUS, FAULT, OPEN, TROUBLE, metadata

# ``since`` and ``upto`` are the post ids between which it looked: a digest that could not be delivered gives
# its subscribers the cursor ``since`` back. Notices and broadcasts go the same way and hold no posts.
# ``transport`` is the one whose form its parts have; the default is for what older processes write.
# ``followed``: those of them in messages of their own; ``corrected``: of what it tells that it has changed.
# ``follow_ups``: the stories told before that go on; ``figures``: why a story stands where it stands.
digest = Table(
    "digest",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("created", Instant, nullable=False),
    Column("language", String(12), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("upto", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False, server_default="digest"),
    Column("transport", String(20), nullable=False, server_default="telegram"),
    Column("follow_ups", Text, nullable=False, server_default="[]"),
    Column("followed", Text, nullable=False, server_default="[]"),
    Column("corrected", Text, nullable=False, server_default="[]"),
    # The name of its edition, "" for the first one's, how it looks, and what ends it in a channel.
    Column("title", String(60), nullable=False, server_default=""),
    Column("layout", String(10), nullable=False, server_default="folded"),
    Column("signature", String(200), nullable=False, server_default=""),
    Column("hashtags", Boolean, nullable=False, server_default=false()),
    # Of an alert that was the last of its hour: when the next one may come.
    Column("resumes", Instant),
    Index("ix_digest_created", "created"),  # which digests are recent enough to have told anything
)

digest_story = Table(
    "digest_story",
    metadata,
    Column("digest_id", ForeignKey("digest.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("post_id", ForeignKey("post.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("target_id", Integer, nullable=False),
    Column("others", Text, nullable=False),
    Column("figures", Text, nullable=False, server_default="{}"),
    # Which digests hold a post that has changed.
    Index("ix_digest_story_post", "post_id"),
    sqlite_with_rowid=False,
)

# ``stories``: how many stand in it, so that a message which is changed keeps those that it had; 0 is unknown.
# ``reply_to``: a post; the part answers the message that told the subscriber the story of it first.
digest_part = Table(
    "digest_part",
    metadata,
    Column("digest_id", ForeignKey("digest.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("payload", Text, nullable=False),
    Column("stories", Integer, nullable=False, server_default="0"),
    Column("reply_to", BigInteger, nullable=False, server_default="0"),
)

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
