"""All that the bot calls, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from digests.services.alerts import Alerts
from digests.services.audit_log import AuditLog
from digests.services.broadcasts import Broadcasts
from digests.services.browse import Browse
from digests.services.catalogue import Catalogue
from digests.services.deliveries import Deliveries
from digests.services.editions.editions import Editions
from digests.services.editions.shared_setups import SharedSetups
from digests.services.feed_import import FeedImports
from digests.services.feeds import Feeds
from digests.services.notes import Notes
from digests.services.own.filters import Filters
from digests.services.own.follows import Follows
from digests.services.past_digests import PastDigests
from digests.services.personal.mutes import Mutes
from digests.services.personal.saved import SavedPosts
from digests.services.personal.tastes import Tastes
from digests.services.personal.why import Why
from digests.services.personal_data import PersonalData
from digests.services.search import Search
from digests.services.stats import Statistics
from digests.services.stories.story_admin import StoryAdmin
from digests.services.stories.story_follows import StoryFollows
from digests.services.stories.told_stories import ToldStories
from digests.services.stories.top import Top
from digests.services.subscriptions import Subscriptions
from digests.services.training import Training
from digests.services.upcoming import Upcoming
from digests.steps import Previews, Steps


@dataclass(frozen=True, slots=True)
class Services:
    """The domain as handlers and commands see it."""

    subscriptions: Subscriptions
    browse: Browse
    catalogue: Catalogue
    past_digests: PastDigests
    told_stories: ToldStories
    search: Search
    story_follows: StoryFollows
    top: Top
    feeds: Feeds
    previews: Previews
    feed_imports: FeedImports
    steps: Steps
    stats: Statistics
    training: Training
    deliveries: Deliveries
    broadcasts: Broadcasts
    audit_log: AuditLog
    story_admin: StoryAdmin
    notes: Notes
    personal_data: PersonalData
    upcoming: Upcoming
    filters: Filters
    follows: Follows
    mutes: Mutes
    tastes: Tastes
    saved: SavedPosts
    why: Why
    editions: Editions
    shared_setups: SharedSetups
    alerts: Alerts
