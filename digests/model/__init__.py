"""The words of the domain as frozen values; standard library only.

Every ``datetime`` here is aware. Texts are plain: markup belongs to whoever shows them.
"""

from digests.model.backlog import Backlog
from digests.model.broadcasts import Audience, Broadcast, BroadcastState, Fared, Progress
from digests.model.corrections import Amendment, AmendmentKind, Correction, Owed, Told, ToldReport
from digests.model.deliveries import Delivery, DeliveryState, Edit, Part, Pause, Rank, RenderedPart, Slowdown
from digests.model.delivery_lists import Tracked, TrackedPage, TrackedPart, Which
from digests.model.digests import Came, Candidate, Continued, Digest, DigestKind, Pick, Section, Story
from digests.model.editions import FIRST, Edition
from digests.model.events import Activity, Change, Event, EventKind, Happening, News
from digests.model.feeds import Batch, Entry, Feed, FeedKind, FeedState, Problem, Traits
from digests.model.fetch import NO_ACCESS, NO_WISHES, Access, Attempt, FetchHints, Move, Pace, usual
from digests.model.labels import Category, CategoryName, StoredTag, Tag, label_key
from digests.model.memberships import Comparison, Membership, Obstacle, StoryCard
from digests.model.own import MuteKind, TasteKind
from digests.model.posts import Cursor, KeyPoint, Page, Post, best_points
from digests.model.profiles import Profile
from digests.model.ranking import Figures, FollowUp, Form
from digests.model.reports import Report, ReportText, StatedFigure, StoryPoint, Telling
from digests.model.saved import Saved
from digests.model.shared_setups import SharedDigest, SharedFollow, SharedSetup
from digests.model.subscribers import (
    LABELS,
    ChatKind,
    Destination,
    Follow,
    FollowedStory,
    FollowKind,
    Layout,
    Quiet,
    Schedule,
    Status,
    Subscriber,
    Subscription,
)
from digests.model.tastes import Liked, Mute, Opinion, Taste
from digests.model.weeks import Week
from digests.model.why import Reason, Verdict

__all__ = [
    "FIRST",
    "LABELS",
    "NO_ACCESS",
    "NO_WISHES",
    "Access",
    "Activity",
    "Amendment",
    "AmendmentKind",
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
    "Comparison",
    "Continued",
    "Correction",
    "Cursor",
    "Delivery",
    "DeliveryState",
    "Destination",
    "Digest",
    "DigestKind",
    "Edit",
    "Edition",
    "Entry",
    "Event",
    "EventKind",
    "Fared",
    "Feed",
    "FeedKind",
    "FeedState",
    "FetchHints",
    "Figures",
    "Follow",
    "FollowKind",
    "FollowUp",
    "FollowedStory",
    "Form",
    "Happening",
    "KeyPoint",
    "Layout",
    "Liked",
    "Membership",
    "Move",
    "Mute",
    "MuteKind",
    "News",
    "Obstacle",
    "Opinion",
    "Owed",
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
    "Reason",
    "RenderedPart",
    "Report",
    "ReportText",
    "Saved",
    "Schedule",
    "Section",
    "SharedDigest",
    "SharedFollow",
    "SharedSetup",
    "Slowdown",
    "StatedFigure",
    "Status",
    "StoredTag",
    "Story",
    "StoryCard",
    "StoryPoint",
    "Subscriber",
    "Subscription",
    "Tag",
    "Taste",
    "TasteKind",
    "Telling",
    "Told",
    "ToldReport",
    "Tracked",
    "TrackedPage",
    "TrackedPart",
    "Traits",
    "Verdict",
    "Week",
    "Which",
    "best_points",
    "label_key",
    "usual",
]
