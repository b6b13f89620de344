"""Weekly: how the week went, told to every admin even when all is well: silence must not look like health."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from digests.decisions.schedule import latest_missed, zone_of
from digests.model import Schedule, Subscriber
from digests.ports import AdminRenderer
from digests.steps.alarms.alarms import Admins
from digests.store import Store, Tx
from digests.store.delivery import delivery_counts
from digests.store.monitoring import week

AT = time(9, 0)
MONDAY = 1
LATE = timedelta(days=3)
"""After so long without a running bot, the week is over."""


class Weekly:
    """Each Monday at nine in the installation's zone; once a week, by the name of its slot."""

    def __init__(self, store: Store, admins: Admins, renderer: AdminRenderer, zone: str) -> None:
        self._store = store
        self._admins = admins
        self._renderer = renderer
        self._schedule = Schedule((AT,), frozenset({MONDAY}), zone)
        self._settled: datetime | None = None

    async def tell(self, now: datetime) -> int:
        """Tell what is due; how many messages that made."""
        due = latest_missed(self._schedule, now - LATE, now)
        if due is None or due == self._settled:
            return 0
        local = due.astimezone(zone_of(self._schedule.zone))
        async with self._store.write() as tx:
            first = await week.first_feed(tx)
            made = 0
            if first is not None and first <= due:  # an installation of this week has no week to tell of
                made = await self._put(tx, f"weekly:{local:%G-W%V}", now)
        self._settled = due
        return made

    async def _put(self, tx: Tx, occasion: str, now: datetime) -> int:
        missing = [
            who
            for who in await self._admins.reach(tx, now)
            if not await delivery_counts.has_slot(tx, who.id, f"notice:{occasion}")
        ]
        if not missing:
            return 0
        found = await week.read(tx, now)
        made = 0
        for who in missing:

            def payload(who: Subscriber = who) -> str:
                return self._renderer.week(who, found, now)

            made += await self._admins.notices.put(tx, who, occasion, payload, now)
        return made
