"""Why a story does not come: what the next digest of a subscriber, as it stands now, makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from digests.errors import BadInput
from digests.model import Verdict
from digests.steps import Build


class Look:
    """Looks at the digest that would be built."""

    def __init__(self, build: Build, now: Callable[[], datetime]) -> None:
        self._build = build
        self._now = now

    async def __call__(self, subscriber_id: int, post_id: int) -> Verdict:
        """Why the story of a post comes to a subscriber next, or does not."""
        found = await self._build.verdict(subscriber_id, post_id, self._now())
        if found is None:
            raise BadInput("dead_button")
        return found
