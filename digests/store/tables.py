"""The schema. What keeps results right stands here: unique keys, and claims that expire.

Lists are read through partial covering keys (label, published, post): at a million posts a page of a tag
takes 0.04 ms through such a key and 174 ms through a plain join table.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.event import listens_for

from digests.store.columns import BigId, Instant, Packed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

category = Table(
    "category",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(100), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("posts", Integer, nullable=False, server_default="0"),
)

feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    Column("format", String(20), nullable=False, server_default=""),
    Column("title", String(300), nullable=False, server_default=""),
    Column("category_id", ForeignKey("category.id")),
    Column("state", String(10), nullable=False),
    Column("etag", Text, nullable=False, server_default=""),
    Column("modified", Text, nullable=False, server_default=""),
    Column("interval", Integer, nullable=False, server_default="900"),
    Column("next_fetch", Instant),
    Column("leased", Instant),  # until when one refresh has it for itself
    Column("last_success", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", Instant),
    Column("error", Text, nullable=False, server_default=""),
    Column("posts", Integer, nullable=False, server_default="0"),
    Column("created", Instant, nullable=False),
    Column("host", String(255), nullable=False, server_default=""),  # whom fetches of it burden
    Column("every", Integer),  # seconds; an admin's own choice
    Column("full_text", Boolean, nullable=False, server_default=false()),
    Column("closed", Instant),  # when it ended or was removed
    Column("fetches", Integer, nullable=False, server_default="0"),
    # The latest 20 posts, so that the next fetch of a feed without news needs no look at posts.
    Column("recent_posts", Integer, nullable=False, server_default="0"),
    Column("recent_first", Instant),
    Column("recent_last", Instant),
    # What the document asks of those who fetch it.
    Column("wish_seconds", Integer, nullable=False, server_default="0"),
    Column("wish_hours", String(80), nullable=False, server_default=""),
    Column("wish_days", String(20), nullable=False, server_default=""),
    # A redirect for good that was seen, how often in a row, and since when.
    Column("moved_to", Text, nullable=False, server_default=""),
    Column("moved_times", Integer, nullable=False, server_default="0"),
    Column("moved_since", Instant),
    Index("ix_feed_due", "state", "next_fetch"),
)

# What one feed is fetched with, apart from its row: whatever lists or exports feeds never sees it.
feed_access = Table(
    "feed_access",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("user", Text, nullable=False, server_default=""),
    Column("password", Text, nullable=False, server_default=""),
    Column("headers", Text, nullable=False, server_default="{}"),
    Column("cookies", Text, nullable=False, server_default=""),
    Column("proxy", Text, nullable=False, server_default=""),
)

# The latest fetches of a feed, in a ring: ``slot`` is the number of the fetch modulo its size, so that a new
# one takes the place of the oldest and nothing has to be pruned.
feed_attempt = Table(
    "feed_attempt",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("slot", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("status", Integer, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("error", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Which version of an entry an article was fetched for, so that each is fetched once. An entry whose article
# is there is not compared again: its post holds the article's text, not the feed's.
article = Table(
    "article",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("uid", String(500), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# What a source wants back at its next reading; apart, since it may be megabytes and lists never need it.
feed_state = Table(
    "feed_state",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
)

# What could not be read in a feed, kept from its latest reading that met it.
feed_problem = Table(
    "feed_problem",
    metadata,
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True),
    Column("place", String(400), primary_key=True),
    Column("error", Text, nullable=False),
    Column("seen", Instant, nullable=False),
)

# The first post of each story that its feed has not taken back; as SQLAlchemy writes it there.
LISTED = text("NOT gone AND story_id = id")
LISTED_SQLITE = text("gone = 0 AND story_id = id")

# What has its text: of older posts the row alone stays (``store.pruning``).
KEPT = text("story_id IS NOT NULL")

post = Table(
    "post",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("feed_id", ForeignKey("feed.id"), nullable=False),
    Column("uid", String(500), nullable=False),
    Column("story_id", BigInteger),
    Column("published", Instant, nullable=False),
    Column("stored", Instant, nullable=False),
    Column("fresh", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False, server_default=false()),
    Column("length", Integer, nullable=False),
    Column("content_key", BigInteger, nullable=False),
    Column("simhash", BigInteger, nullable=False),
    Column("version", String(32), nullable=False),
    Column("lang", String(12), nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("source", String(300), nullable=False),
    Column("digest", Text, nullable=False),
    # Last, so that reading the columns before it does not touch its overflow pages in SQLite.
    Column("text", Packed, nullable=False),
    UniqueConstraint("feed_id", "uid"),
    Index("ix_post_story", "story_id"),
    Index("ix_post_content_key", "content_key"),
    Index("ix_post_feed_id", "feed_id", "published"),  # how often a feed posts
    Index("ix_post_kept", "published", sqlite_where=KEPT, postgresql_where=KEPT),
    # The list of everything, and how long it is.
    Index(
        "ix_post_listed",
        "published",
        "id",
        "story_id",  # equal to the one before and always false here, but with them the key alone answers
        "gone",
        sqlite_where=LISTED_SQLITE,
        postgresql_where=LISTED,
    ),
)

tag = Table(
    "tag",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("ticker", String(30), nullable=False, server_default=""),
    Column("ticker_key", String(30), nullable=False, server_default=""),
    Column("posts", Integer, nullable=False, server_default="0"),
    Index("ix_tag_ticker_key", "ticker_key"),
    Index("ix_tag_posts", "posts"),
)


# Conditions of partial indexes. A question must state the very same text, else the index is not used.
OPEN = text("next_try IS NOT NULL")
TROUBLE = text("state IN ('failed', 'suspended')")
AMBIGUOUS = text("ambiguous > 0")
FAULT = text("fault <> ''")
UNTOLD = text("told IS NULL")


def _label_table(name: str, target: str) -> Table:
    """Posts under a label. ``hidden`` rows are of posts that are gone, or of second copies of a story."""
    column = f"{target}_id"
    return Table(
        name,
        metadata,
        Column("post_id", ForeignKey("post.id"), primary_key=True),
        Column(column, ForeignKey(f"{target}.id"), primary_key=True),
        Column("published", Instant, nullable=False),
        Column("hidden", Boolean, nullable=False),
        Index(
            f"ix_{name}_page",
            column,
            "published",
            "post_id",
            "hidden",  # always false here, but with it the key alone answers
            sqlite_where=text("hidden = 0"),  # as SQLAlchemy writes it there, else it would never be used
            postgresql_where=text("NOT hidden"),
        ),
        sqlite_with_rowid=False,
    )


post_category = _label_table("post_category", "category")
post_tag = _label_table("post_tag", "tag")

# Key points, once per post version and summarizer version; ranked, so that any count can be shown.
summary = Table(
    "summary",
    metadata,
    Column("post_id", ForeignKey("post.id", ondelete="CASCADE"), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("summarizer", String(60), nullable=False),
    Column("points", Text, nullable=False),
    Index("ix_summary_summarizer", "summarizer"),
)

# Which weights make key points: the row added last counts. An empty ``learned`` stands for those by hand.
weights = Table(
    "weights",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("learned", Text, nullable=False),
    Column("report", Text, nullable=False),
)

subscriber = Table(
    "subscriber",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("transport", String(20), nullable=False),
    Column("address", String(64), nullable=False),
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
    UniqueConstraint("transport", "address", "thread"),
    Index("ix_subscriber_due", "status", "next_due"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("target_id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("fresh", Boolean, nullable=False),
    Index("ix_subscription_target", "kind", "target_id"),
)

# ``since`` and ``upto`` are the post ids between which it looked: a digest that could not be delivered gives
# its subscribers the cursor ``since`` back. Notices and broadcasts go the same way and hold no posts.
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
    sqlite_with_rowid=False,
)

digest_part = Table(
    "digest_part",
    metadata,
    Column("digest_id", ForeignKey("digest.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("payload", Text, nullable=False),
)

# The outbox. Unique (subscriber, slot) is what makes a slot fire once, whoever builds it and however often.
# A delivery is open as long as it has a ``next_try``, and only open ones stand in the index of what is due.
delivery = Table(
    "delivery",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), nullable=False),
    Column("digest_id", ForeignKey("digest.id"), nullable=False),
    Column("slot", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("rank", SmallInteger, nullable=False, server_default="1"),
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
    Column("message", String(40), nullable=False, server_default=""),
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

# Until when the transport asked us to be silent; a restart honours it.
pause = Table(
    "pause",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("until", Instant, nullable=False),
    Column("begun", Instant, nullable=False),
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

# What happened to feeds that admins should hear of; ``told`` when they were.
event = Table(
    "event",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("feed_id", ForeignKey("feed.id", ondelete="CASCADE")),
    Column("params", Text, nullable=False),
    Column("told", Instant),
    Index("ix_event_feed_id", "feed_id", "kind", "at"),
    Index("ix_event_untold", "id", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
)

# Who changed what.
audit = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(30), nullable=False),
    Column("target", String(40), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("ix_audit_target", "target"),
)
# --------------------------------------------------------------------------- search

# What stands in the index. ``key`` orders posts by the time of their publication (``store.search``); those
# without a post are dead: SQLite's index cannot forget words, so that their keys must not be used again.
post_key = Table(
    "post_key",
    metadata,
    Column("key", BigId, primary_key=True, autoincrement=False),
    Column("post_id", BigId),
    Index("ix_post_key_post_id", "post_id", unique=True),
)

# Posts that are new, changed or gone since they were indexed. ``stamp`` tells a change during the indexing.
unindexed = Table(
    "unindexed",
    metadata,
    Column("post_id", BigId, primary_key=True, autoincrement=False),
    Column("stamp", Integer, nullable=False),
)

# One row: whose words the index holds, and below which post id the posts of before are still to come.
word_index = Table(
    "word_index",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(20), nullable=False),
    Column("below", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("dead", BigInteger, nullable=False, server_default="0"),
)

# Queries by the number that stands in the buttons of their pages.
query = Table(
    "query",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("text", String(300), nullable=False, unique=True),
    Column("asked", Instant, nullable=False),
    Index("ix_query_asked", "asked"),
)

# The words by key: an index of its own kind on either database. Without the order of words (``detail``), the
# lengths of posts (``columnsize``) and the texts (``content``), FTS5 takes a third.
WORDS_SQLITE = (
    "CREATE VIRTUAL TABLE post_words USING fts5("
    "words, content='', detail=none, columnsize=0, tokenize='ascii')"
)
# Words as 32-bit hashes: four bytes a word, where a tsvector takes ten for two Chinese characters.
WORDS_POSTGRESQL = (
    "CREATE TABLE post_words (key BIGINT PRIMARY KEY, words INTEGER[] NOT NULL)"
    " WITH (toast_tuple_target = 8160)",
    "ALTER TABLE post_words ALTER COLUMN words SET STORAGE MAIN",
    "ALTER TABLE post_words ALTER COLUMN words SET STATISTICS 0",
    "CREATE INDEX ix_post_words ON post_words USING gin (words)",
)


@listens_for(metadata, "after_create")
def _create_words(_metadata: MetaData, connection: Connection, **_rest: Any) -> None:
    statements = (WORDS_SQLITE,) if connection.dialect.name == "sqlite" else WORDS_POSTGRESQL
    for statement in statements:
        connection.execute(text(statement))
