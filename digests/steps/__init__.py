"""The steps: units of work named by ids. Each may run twice; what keeps results right is in the database."""

from __future__ import annotations

from datetime import datetime

from digests.model import FIRST
from digests.steps.alarms.alarms import Admins, Alarms
from digests.steps.alarms.watch import Watch
from digests.steps.alarms.weekly import Weekly
from digests.steps.alerts.match import Match
from digests.steps.alerts.tell import Tell
from digests.steps.build.build import Build
from digests.steps.build.review import Review
from digests.steps.corrections.edit import EditMessages
from digests.steps.corrections.spread import Spread
from digests.steps.refresh.feed_health import Health
from digests.steps.refresh.full_text import FullText
from digests.steps.refresh.preview import Preview, Previews
from digests.steps.refresh.refresh import Progress, Refresh
from digests.steps.refresh.store_batch import Refreshed
from digests.steps.send.enqueue import Enqueue
from digests.steps.send.send import Send
from digests.steps.send.senders import Senders
from digests.steps.stories.stories import Stories
from digests.steps.upkeep.index import Index
from digests.steps.upkeep.prune import Kept, Prune
from digests.steps.upkeep.recondense import Recondense
from digests.steps.upkeep.retell import Retell

__all__ = [
    "Admins",
    "Alarms",
    "Build",
    "EditMessages",
    "Enqueue",
    "FullText",
    "Health",
    "Index",
    "Kept",
    "Match",
    "Preview",
    "Previews",
    "Prune",
    "Recondense",
    "Refresh",
    "Refreshed",
    "Retell",
    "Review",
    "Send",
    "Senders",
    "Spread",
    "Steps",
    "Stories",
    "Tell",
    "Watch",
    "Weekly",
]


class Steps:
    """What handlers and commands may ask for at once."""

    def __init__(self, refresh: Refresh, build: Build) -> None:
        self._refresh = refresh
        self._build = build

    async def refresh(self, feed_id: int, now: datetime, progress: Progress | None = None) -> Refreshed:
        """Fetch a feed now; raise ``SourceError`` when it cannot be read."""
        return await self._refresh(feed_id, now, progress)

    async def first_digest(self, subscriber_id: int, now: datetime) -> bool:
        """Put a digest that is due on its way before all others; whether there was anything to show."""
        return await self._build.first(subscriber_id, now)

    async def digest_now(self, subscriber_id: int, now: datetime, wish: str, edition: int = FIRST) -> bool:
        """Put a digest of what is new on its way, which counts as had; whether there was anything.

        The same ``wish`` brings one digest, however often it is asked for.
        """
        return await self._build.now(subscriber_id, now, wish, edition)

    async def corrects(self, subscriber_id: int, now: datetime, edition: int = FIRST) -> bool:
        """Whether the next digest has corrections to tell; alone they make none."""
        return await self._build.corrects(subscriber_id, now, edition)

    async def last_digest(self, subscriber_id: int, now: datetime, wish: str) -> bool:
        """Have the last digest sent once more, once for each ``wish``; whether there is one."""
        return await self._build.repeat(subscriber_id, now, wish)
