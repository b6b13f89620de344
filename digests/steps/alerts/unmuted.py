"""What a reader hears of the stories that wait for it: without what it has muted, as its digests have it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from digests.decisions.ranking.contenders import contender, unmuted
from digests.decisions.ranking.reports import Report
from digests.model.own import Mutes
from digests.store import Tx
from digests.store.alerts import readers
from digests.store.subscribers import own_wishes

Reports = Mapping[int, Sequence[Report]]


class Unmuted:
    """The reports of stories, by who hears them."""

    def __init__(
        self, reports: Reports, mutes: Mapping[int, Mutes], under: Mapping[int, Collection[int]]
    ) -> None:
        self._reports = reports
        self._mutes = mutes
        self._under = under

    def of(self, subscriber_id: int, stories: Collection[int]) -> Reports:
        """Those of these stories that a subscriber hears, as those tell them whom it has not muted."""
        mutes = self._mutes.get(subscriber_id)
        if mutes is None:
            return self._reports
        found = {n: contender(n, tuple(self._reports[n])) for n in stories if n in self._reports}
        tagged = {story for tag in mutes.tags for story in self._under.get(tag, ())}
        return {n: one.reports for n, one in unmuted(found, mutes, tagged).items()}


async def read(tx: Tx, ids: Collection[int], reports: Reports, now: datetime) -> Unmuted:
    """What these subscribers have muted."""
    mutes = await own_wishes.mutes(tx, ids, now)
    tags = {tag for one in mutes.values() for tag in one.tags}
    return Unmuted(reports, mutes, await readers.under_tags(tx, reports, tags))
