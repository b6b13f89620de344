"""The schema. What keeps results right stands here: unique keys, and claims that expire.

Lists are read through partial covering keys (label, published, post): at a million posts a page of a tag
takes 0.04 ms through such a key and 174 ms through a plain join table.
"""

from digests.store.tables.base import (
    AMBIGUOUS,
    FAULT,
    KEPT,
    LEAVING,
    LISTED,
    LISTED_SQLITE,
    OPEN,
    TROUBLE,
    UNTOLD,
    metadata,
)
from digests.store.tables.deliveries import (
    broadcast,
    delivery,
    delivery_part,
    digest,
    digest_part,
    digest_story,
    pause,
    slowdown,
)
from digests.store.tables.feeds import article, feed, feed_access, feed_attempt, feed_problem, feed_state
from digests.store.tables.labels import category, post_category, post_tag, tag
from digests.store.tables.leases import lease
from digests.store.tables.notes import note
from digests.store.tables.posts import post, summary, weights
from digests.store.tables.records import audit, event
from digests.store.tables.search import WORDS_POSTGRESQL, WORDS_SQLITE, post_key, query, unindexed, word_index
from digests.store.tables.subscribers import subscriber, subscription

__all__ = [
    "AMBIGUOUS",
    "FAULT",
    "KEPT",
    "LEAVING",
    "LISTED",
    "LISTED_SQLITE",
    "OPEN",
    "TROUBLE",
    "UNTOLD",
    "WORDS_POSTGRESQL",
    "WORDS_SQLITE",
    "article",
    "audit",
    "broadcast",
    "category",
    "delivery",
    "delivery_part",
    "digest",
    "digest_part",
    "digest_story",
    "event",
    "feed",
    "feed_access",
    "feed_attempt",
    "feed_problem",
    "feed_state",
    "lease",
    "metadata",
    "note",
    "pause",
    "post",
    "post_category",
    "post_key",
    "post_tag",
    "query",
    "slowdown",
    "subscriber",
    "subscription",
    "summary",
    "tag",
    "unindexed",
    "weights",
    "word_index",
]
