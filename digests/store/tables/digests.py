"""Digests as they were composed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from digests.store.columns import BigId, Instant
from digests.store.tables.base import metadata

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
