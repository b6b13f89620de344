"""Tellings: what the stories of posts say over all of their reports, stored or made now and kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from digests.errors import Unavailable
from digests.model import Report, ReportText, StoryPoint, Telling
from digests.ports import Summaries
from digests.store import Store, Tx
from digests.store.stories import reports, story_points
from digests.store.stories.reports import Then
from digests.summarizers.stories.joined import telling


class Tellings:
    """The one way to stories of several reports that are to be shown."""

    def __init__(self, store: Store, summaries: Summaries) -> None:
        self._store = store
        self._summaries = summaries

    async def read(self, stories: Collection[int]) -> dict[int, Telling]:
        """Those of these stories that have several reports, with their points."""
        return await self.completed(await self._store.reading(lambda tx: self.stored(tx, stories)))

    async def stored(self, tx: Tx, stories: Collection[int]) -> dict[int, Telling]:
        """The same as they are stored: for work on a transaction, to be ``completed`` after it."""
        found = await reports.of_stories(tx, stories)
        made = await story_points.read(tx, found, self._summaries.stories_version) if found else {}
        return {
            story: Telling(told, made[story].points, condensed=True) if story in made else Telling(told)
            for story, told in found.items()
        }

    async def completed(self, found: Mapping[int, Telling]) -> dict[int, Telling]:
        """With the points that were not made yet, or of other reports; they are thereby kept."""
        missing = {story: each.reports for story, each in found.items() if not each.condensed}
        made = await self._condense(missing) if missing else {}
        return {
            story: replace(each, points=made[story], condensed=True) if story in made else each
            for story, each in found.items()
        }

    async def as_told(self, stories: Mapping[int, int], then: Then) -> dict[int, Telling]:
        """What the stories of posts said at a moment, by post; of those that had several reports.

        ``stories``: the present story of each post. What is not said any more is made again, and not kept.
        """
        found = await self._store.reading(lambda tx: reports.as_told(tx, stories, then))
        if not found:
            return {}
        live = await self.read({stories[n] for n in found})
        same = {n: live[stories[n]] for n, told in found.items() if _made_of_same(live, stories[n], told)}
        others = [n for n in found if n not in same]
        made = await self._summaries.condense_stories(await self._texts([found[n] for n in others]))
        again = {n: Telling(found[n], points or ()) for n, points in zip(others, made, strict=True)}
        return again | {n: replace(each, reports=found[n]) for n, each in same.items()}

    async def _condense(self, missing: Mapping[int, Sequence[Report]]) -> dict[int, tuple[StoryPoint, ...]]:
        version = self._summaries.stories_version  # of the weights that make them
        texts = await self._texts(missing.values())
        condensed = await self._summaries.condense_stories(texts)
        made = {n: points for n, points in zip(missing, condensed, strict=True) if points is not None}
        rows = [
            story_points.Made(story, story_points.made_of(missing[story]), points)
            for story, points in made.items()
        ]
        with suppress(Unavailable):  # they are shown all the same, and made again
            await self._store.writing(lambda tx: story_points.save(tx, version, rows))
        return made

    async def _texts(self, stories: Collection[Sequence[Report]]) -> list[list[ReportText]]:
        """Of each story, what its reports say."""
        wanted = [[each.id for each in telling(told)] for told in stories]
        ids = [n for each in wanted for n in each]
        found = await self._store.reading(lambda tx: reports.texts(tx, ids))
        return [[found[n] for n in each if n in found] for each in wanted]


def _made_of_same(live: Mapping[int, Telling], story: int, told: Sequence[Report]) -> bool:
    """Whether a story has these reports still, and no others."""
    return story in live and [each.id for each in live[story].reports] == [each.id for each in told]
