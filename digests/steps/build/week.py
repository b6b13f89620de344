"""A week: the stories that several told in it, read once for all whose review of it is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from digests.decisions.ranking.contenders import Contender, contender, unmuted
from digests.decisions.ranking.most_covered import Covered, most_covered
from digests.decisions.ranking.reports import by_story
from digests.decisions.review import STORIES
from digests.model import FollowKind
from digests.steps.build.answers import Answers
from digests.steps.build.choices import Target
from digests.store import Tx
from digests.store.posts import listed
from digests.store.stories import busiest
from digests.store.subscribers.due_reviews import Reviewed

LENGTH = timedelta(days=7)
_MOST = 2_000
"""Stories, those that most articles have joined: of 2,000 posts a day all that two papers tell."""


class Week:
    """The one that ends at ``until``; what wishes name is looked up as it is ``now``."""

    def __init__(self, until: datetime, now: datetime) -> None:
        self._since, self._until = until - LENGTH, until
        self._answers = Answers(now)
        self._stories: Mapping[int, Contender] = {}
        self._under: Mapping[Target, set[int]] = {}

    async def load(self, tx: Tx) -> None:
        """Read its stories, and where each stands."""
        posts = await busiest.posts(tx, self._since, _MOST)
        told = [each for each in posts if each.published <= self._until]
        reports = by_story(told, {each.story for each in told})
        self._stories = {story: contender(story, each) for story, each in reports.items()}
        self._under = await listed.under(tx, self._stories)

    async def covered(self, tx: Tx, wanted: Reviewed) -> list[Covered]:
        """Of what is followed, and not kept away, what most sources told."""
        own = wanted.own
        found = {story: self._stories[story] for story in sorted(await self._followed(tx, wanted))}
        tagged = {story for tag in own.mutes.tags for story in self._standing(FollowKind.TAG, tag)}
        left = [one for one in unmuted(found, own.mutes, tagged).values() if len(one.voices) >= own.floor]
        posts = [copy for one in left for report in one.reports for copy in report.copies]
        return most_covered(posts, self._since, STORIES)

    async def _followed(self, tx: Tx, wanted: Reviewed) -> set[int]:
        """What comes under its subscriptions, each through its filter, and through that of the chat."""
        own, answers = wanted.own, self._answers
        searches = {target for kind, target in wanted.follows if kind is FollowKind.SEARCH}
        if searches or own.asked:
            into = (
                self._stories if searches else {n for each in wanted.follows for n in self._standing(*each)}
            )
            await answers.load(tx, own.asked, into, searches)
        found: set[int] = set()
        queries = own.queries or (0,) * len(wanted.follows)
        for (kind, target), query in zip(wanted.follows, queries, strict=True):
            found |= answers.answers(query, self._standing(kind, target))
        return answers.answers(own.query, found)

    def _standing(self, kind: FollowKind, target: int) -> Iterable[int]:
        """The stories under something that is followed; of a search those that it finds."""
        if kind is FollowKind.SEARCH:
            return self._answers.answers(target, self._stories)
        return self._under.get((kind, target), ())
