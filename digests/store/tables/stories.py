"""Stories: which articles tell one event, why, and what is yet to be judged.

Ids of stories change: a story is known by the first of its posts that its feed has not taken back. So
whatever has to last names an article, or a post, and reads its present story from ``post``.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, Text

from digests.store.columns import BigId, Instant
from digests.store.tables.base import metadata

# Articles that joined a story, with the score and the terms (a line each) that joined them. ``by`` whom.
story_member = Table(
    "story_member",
    metadata,
    Column("article_id", BigId, primary_key=True, autoincrement=False),
    Column("story_id", BigInteger, nullable=False),
    Column("score", Float, nullable=False),
    Column("terms", Text, nullable=False),
    Column("by", String(10), nullable=False),
    Column("decided", Instant, nullable=False),
    Index("ix_story_member_story_id", "story_id"),
    # What many have joined lately is counted in it alone.
    Index("ix_story_member_decided", "decided", "story_id"),
)

# Articles that an admin keeps apart from others: a row each way.
story_parted = Table(
    "story_parted",
    metadata,
    Column("article_id", BigId, primary_key=True, autoincrement=False),
    Column("other_id", BigId, primary_key=True, autoincrement=False),
)

# Articles that are related to others and tell another story.
story_link = Table(
    "story_link",
    metadata,
    Column("article_id", BigId, primary_key=True, autoincrement=False),
    Column("related_id", BigId, primary_key=True, autoincrement=False),
    Column("score", Float, nullable=False),
    Index("ix_story_link_related_id", "related_id"),
)

# What of an article is compared, for as long as the window is: a restart reads it, and another process what
# has changed since a ``stamp``. ``version`` is that of the post from which it was made; an article that is
# compared no more has nothing ``packed``.
story_features = Table(
    "story_features",
    metadata,
    Column("article_id", BigId, primary_key=True, autoincrement=False),
    Column("published", Instant, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("version", String(32), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("weighed", LargeBinary),  # nothing yet of what an older version stored
    Index("ix_story_features_published", "published"),
    Index("ix_story_features_stamp", "stamp"),
)

# One row, once posts are judged at all: the stamp of the last change to what is compared.
story_index = Table(
    "story_index",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stamp", BigInteger, nullable=False),
)

# Posts that are new, changed or gone since they were judged. ``stamp`` tells a change during the judging;
# digests wait for the ``awaited``, marked at that time.
unjudged = Table(
    "unjudged",
    metadata,
    Column("post_id", BigId, primary_key=True, autoincrement=False),
    Column("stamp", Integer, nullable=False),
    Column("awaited", Boolean, nullable=False),
    Column("marked", Instant, nullable=False),
)

# Key points over all reports of a story, ranked; ``made_of`` names the reports and their versions.
story_points = Table(
    "story_points",
    metadata,
    Column("story_id", BigId, primary_key=True, autoincrement=False),
    Column("made_of", String(32), nullable=False),
    Column("summarizer", String(60), nullable=False),
    Column("points", Text, nullable=False),
)
