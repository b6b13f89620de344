"""The words of the domain as frozen values; standard library only.

Every ``datetime`` here is aware. Texts are plain: markup belongs to whoever shows them.
"""

from digests.model.backlog import Backlog
from digests.model.broadcasts import Audience, Broadcast, BroadcastState, Fared, Progress
from digests.model.deliveries import (
    Came,
    Candidate,
    Delivery,
    DeliveryState,
    Digest,
    DigestKind,
    Part,
    Pause,
    Pick,
    Rank,
    Section,
    Slowdown,
    Story,
)
from digests.model.delivery_lists import Tracked, TrackedPage, TrackedPart, Which
from digests.model.events import Activity, Change, Event, EventKind, Happening, News
from digests.model.feeds import Batch, Entry, Feed, FeedKind, FeedState, Problem, Traits
from digests.model.fetch import NO_ACCESS, NO_WISHES, Access, Attempt, FetchHints, Move, Pace, usual
from digests.model.labels import Category, CategoryName, StoredTag, Tag, label_key
from digests.model.posts import Cursor, KeyPoint, Page, Post, best_points
from digests.model.subscribers import (
    ChatKind,
    Destination,
    Follow,
    FollowKind,
    Profile,
    Quiet,
    Schedule,
    Status,
    Subscriber,
    Subscription,
)
from digests.model.weeks import Week

__all__ = [
    "NO_ACCESS",
    "NO_WISHES",
    "Access",
    "Activity",
    "Attempt",
    "Audience",
    "Backlog",
    "Batch",
    "Broadcast",
    "BroadcastState",
    "Came",
    "Candidate",
    "Category",
    "CategoryName",
    "Change",
    "ChatKind",
    "Cursor",
    "Delivery",
    "DeliveryState",
    "Destination",
    "Digest",
    "DigestKind",
    "Entry",
    "Event",
    "EventKind",
    "Fared",
    "Feed",
    "FeedKind",
    "FeedState",
    "FetchHints",
    "Follow",
    "FollowKind",
    "Happening",
    "KeyPoint",
    "Move",
    "News",
    "Pace",
    "Page",
    "Part",
    "Pause",
    "Pick",
    "Post",
    "Problem",
    "Profile",
    "Progress",
    "Quiet",
    "Rank",
    "Schedule",
    "Section",
    "Slowdown",
    "Status",
    "StoredTag",
    "Story",
    "Subscriber",
    "Subscription",
    "Tag",
    "Tracked",
    "TrackedPage",
    "TrackedPart",
    "Traits",
    "Week",
    "Which",
    "best_points",
    "label_key",
    "usual",
]
