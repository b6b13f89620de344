"""All that the bot calls, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from digests.broadcasts import Broadcasts
from digests.browse import Browse
from digests.catalogue import Catalogue
from digests.composed import Composed
from digests.deliveries import Deliveries
from digests.feeds import Feeds
from digests.finder import Finder
from digests.history import History
from digests.importing import Imports
from digests.learning import Learning
from digests.notes import Notes
from digests.statistics import Statistics
from digests.steps import Looks, Steps
from digests.subscriptions import Subscriptions


@dataclass(frozen=True, slots=True)
class Services:
    """The domain as handlers and commands see it."""

    subscriptions: Subscriptions
    browse: Browse
    catalogue: Catalogue
    composed: Composed
    finder: Finder
    feeds: Feeds
    looks: Looks
    imports: Imports
    steps: Steps
    statistics: Statistics
    learning: Learning
    deliveries: Deliveries
    broadcasts: Broadcasts
    history: History
    notes: Notes
