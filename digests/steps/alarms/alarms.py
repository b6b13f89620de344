"""Alarms: what happened is put into the outbox for every admin, in one commit with the note that it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from digests.decisions.alarms import alarm_policy, stalls
from digests.model import Destination, Event, EventKind, Feed, Happening, News, Subscriber
from digests.ports import AdminRenderer
from digests.steps.alarms.watch import FETCHING, OUTAGE, standing
from digests.steps.send.notices import Notices
from digests.store import Store, Tx, locks
from digests.store.feeds import feed_health, feeds
from digests.store.locks import Lock
from digests.store.monitoring import events

MOST = 5000
"""Events that one look takes up; the rest comes with the next."""

LISTED = 10


class Admins:
    """Those who run the bot, reached as far as the transport allows."""

    def __init__(self, notices: Notices, admins: Sequence[Destination], language: str) -> None:
        self.notices = notices
        self._admins = admins
        self._language = language

    async def reach(self, tx: Tx, now: datetime) -> list[Subscriber]:
        """All of them, as subscribers."""
        return [await self.notices.reach(tx, each, self._language, now) for each in self._admins]


class Alarms:
    """Tells admins of events. What cannot be put into the outbox stays untold, and is tried again."""

    def __init__(self, store: Store, admins: Admins, renderer: AdminRenderer) -> None:
        self._store = store
        self._admins = admins
        self._renderer = renderer

    async def tell(self, now: datetime) -> int:
        """Tell what is to be told now; how many messages that made."""
        async with self._store.read() as tx:
            if not await events.untold(tx, 1):
                return 0
        async with self._store.write() as tx:
            await locks.take(tx, Lock.ALARMS)
            choice = await _choose(tx, now)
            await events.tell(tx, [each.id for each in (*choice.tell, *choice.drop)], now)
            return await self._put(tx, choice.tell, now) if choice.tell else 0

    async def _put(self, tx: Tx, told: Sequence[Event], now: datetime) -> int:
        news = await _news(tx, told)
        occasion = f"events:{told[-1].id}"
        made = 0
        for who in await self._admins.reach(tx, now):

            def payload(who: Subscriber = who) -> str:
                return self._renderer.news(who, news, now)

            made += await self._admins.notices.put(tx, who, occasion, payload, now)
        return made


async def _choose(tx: Tx, now: datetime) -> alarm_policy.Choice:
    untold = await events.untold(tx, MOST)
    last = await events.last_told(tx)
    outage = await standing(tx, OUTAGE)
    lasts = bool(outage and stalls.is_remembered(outage, now)) or bool(await standing(tx, FETCHING))
    over = await events.newest(tx, (OUTAGE[1], FETCHING[1]))
    return alarm_policy.choose(untold, last, now, outage=lasts, over=over.at if over else None)


def _is_together(event: Event) -> bool:
    """Whether it says that feeds fail together."""
    return event.kind is EventKind.OUTAGE or event.params.get("how") == "failing"


async def _news(tx: Tx, told: Sequence[Event]) -> News:
    """With feeds for those that are listed, and some that fail where they fail together."""
    known: dict[int, Feed] = {}
    for each in told[:LISTED]:
        found = await feeds.get(tx, each.feed_id) if each.feed_id is not None else None
        if found is not None:
            known[found.id] = found
    together = any(_is_together(each) for each in told)
    sick = await feed_health.longest_erring(tx, LISTED) if together else ()
    return News(tuple(Happening(each, known.get(each.feed_id or 0)) for each in told), sick)
