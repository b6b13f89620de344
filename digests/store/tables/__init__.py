"""The schema. What keeps results right stands here: unique keys, and claims that expire.

Lists are read through partial covering keys (label, published, post): at a million posts a page of a tag
takes 0.04 ms through such a key and 174 ms through a plain join table.
"""

from digests.store.tables.base import (
    ALERTED,
    ALERTING,
    ALERTING_SQLITE,
    AMBIGUOUS,
    FAULT,
    KEPT,
    LEAVING,
    LISTED,
    LISTED_SQLITE,
    OPEN,
    TROUBLE,
    UNSPREAD,
    UNSPREAD_SQLITE,
    UNTOLD,
    metadata,
)
from digests.store.tables.broadcasts import broadcast
from digests.store.tables.corrections import corrected_part, correction, edit
from digests.store.tables.deliveries import delivery, delivery_part, pause, slowdown
from digests.store.tables.digests import digest, digest_part, digest_story
from digests.store.tables.feeds import article, feed, feed_access, feed_attempt, feed_problem, feed_state
from digests.store.tables.follows import story_follow
from digests.store.tables.labels import category, post_category, post_tag, tag
from digests.store.tables.leases import lease
from digests.store.tables.notes import note
from digests.store.tables.own import (
    alert_mark,
    edition,
    mute,
    opinion,
    saved,
    standing_query,
    taste,
    waiting_alert,
)
from digests.store.tables.posts import ARTICLE, post, summary, weights
from digests.store.tables.records import audit, event
from digests.store.tables.search import WORDS_POSTGRESQL, WORDS_SQLITE, post_key, query, unindexed, word_index
from digests.store.tables.stories import (
    story_features,
    story_index,
    story_link,
    story_member,
    story_parted,
    story_points,
    unjudged,
)
from digests.store.tables.subscribers import subscriber, subscription

__all__ = [
    "ALERTED",
    "ALERTING",
    "ALERTING_SQLITE",
    "AMBIGUOUS",
    "ARTICLE",
    "FAULT",
    "KEPT",
    "LEAVING",
    "LISTED",
    "LISTED_SQLITE",
    "OPEN",
    "TROUBLE",
    "UNSPREAD",
    "UNSPREAD_SQLITE",
    "UNTOLD",
    "WORDS_POSTGRESQL",
    "WORDS_SQLITE",
    "alert_mark",
    "article",
    "audit",
    "broadcast",
    "category",
    "corrected_part",
    "correction",
    "delivery",
    "delivery_part",
    "digest",
    "digest_part",
    "digest_story",
    "edit",
    "edition",
    "event",
    "feed",
    "feed_access",
    "feed_attempt",
    "feed_problem",
    "feed_state",
    "lease",
    "metadata",
    "mute",
    "note",
    "opinion",
    "pause",
    "post",
    "post_category",
    "post_key",
    "post_tag",
    "query",
    "saved",
    "slowdown",
    "standing_query",
    "story_features",
    "story_follow",
    "story_index",
    "story_link",
    "story_member",
    "story_parted",
    "story_points",
    "subscriber",
    "subscription",
    "summary",
    "tag",
    "taste",
    "unindexed",
    "unjudged",
    "waiting_alert",
    "weights",
    "word_index",
]
