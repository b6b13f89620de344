"""Watch: whether the bot as a whole stands still, and whether feeds fail together."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from digests.decisions.alarms import stalls
from digests.decisions.rates.rates import OVERALL
from digests.model import Activity, Event, EventKind
from digests.store import Store, Tx, locks
from digests.store.locks import Lock
from digests.store.monitoring import activity, events

log = logging.getLogger(__name__)

FETCHING = (EventKind.FETCHING_HALTED, EventKind.FETCHING_RESUMED)
SENDING = (EventKind.SENDING_HALTED, EventKind.SENDING_RESUMED)
ALERTS = (EventKind.ALERTS_HALTED, EventKind.ALERTS_RESUMED)
OUTAGE = (EventKind.OUTAGE, EventKind.OUTAGE_OVER)


async def standing(tx: Tx, kinds: tuple[EventKind, EventKind]) -> Event | None:
    """The event that began what has not ended; of two kinds the first begins it and the second ends it."""
    newest = await events.newest(tx, kinds)
    return newest if newest and newest.kind is kinds[0] else None


class Watch:
    """Writes down when a standstill or an outage begins and ends. ``begun`` is when this process did."""

    def __init__(self, store: Store, begun: datetime) -> None:
        self._store = store
        self._begun = begun
        self._logged: dict[str, datetime] = {}

    async def look(self, now: datetime) -> int:
        """Look once; both a standstill and its end are events like others. Returns 0: nobody is told yet."""
        async with self._store.read() as tx:
            found = await _pulse(tx, now)
            halted, unsent, outage = [await standing(tx, kinds) for kinds in (FETCHING, SENDING, OUTAGE)]
            untold = await standing(tx, ALERTS)
            resumed = await events.newest(tx, FETCHING[1:])
        how = stalls.fetching(found, self._begun, now)
        fetches = bool(halted and stalls.fetches_again(found, halted))
        await self._settle(FETCHING, halted, how, now, ends=fetches)
        stuck = stalls.sending(found, self._begun, now)
        sends = bool(unsent and stalls.sends_again(found, unsent))
        await self._settle(SENDING, unsent, stuck, now, ends=sends)
        late = stalls.alerting(found, self._begun, now)
        again = bool(untold and stalls.alerts_again(found, now))
        await self._settle(ALERTS, untold, late, now, ends=again)
        if not (halted or how):
            await self._outage(found, outage, now, resumed)
        self._say(found, now)
        return 0

    async def _settle(
        self,
        kinds: tuple[EventKind, EventKind],
        halted: Event | None,
        how: str,
        now: datetime,
        *,
        ends: bool,
    ) -> None:
        if halted is None and how:
            await self._add(kinds, 0, halted, now, how=how)
        elif halted is not None and ends and not how:
            await self._add(kinds, 1, halted, now, since=halted.at.isoformat())
        lasts = bool(how) or (halted is not None and not ends)
        if lasts and now - self._logged.get(kinds[0], now - timedelta(days=1)) >= stalls.PATIENCE:
            self._logged[kinds[0]] = now
            log.error("%s, although something was due (%s)", _SAID[kinds[0]], how or "still")

    async def _outage(
        self, found: Activity, outage: Event | None, now: datetime, resumed: Event | None
    ) -> None:
        """Feeds that failed in a standstill, and were not tried again since, are no outage."""
        if outage is None or not stalls.is_remembered(outage, now):
            settled = resumed is None or now - resumed.at >= stalls.SETTLING
            if settled and stalls.is_outage(found):
                await self._add(OUTAGE, 0, outage, now, erring=found.erring, active=found.active)
        elif stalls.outage_ends(found, outage):
            await self._add(OUTAGE, 1, outage, now, since=outage.at.isoformat(), left=found.erring)

    async def _add(
        self,
        kinds: tuple[EventKind, EventKind],
        which: int,
        before: Event | None,
        now: datetime,
        **why: object,
    ) -> None:
        """Write one of two kinds down, unless another process has done so since ``before`` was read."""
        async with self._store.write() as tx:
            await locks.take(tx, Lock.ALARMS)
            if await standing(tx, kinds) == before:
                await events.add(tx, kinds[which], None, now, why)

    def _say(self, found: Activity, now: datetime) -> None:
        """A pause that a transport asked for explains why nothing is sent."""
        if found.waiting and stalls.is_silent(found, now):
            key = "silence"
            if now - self._logged.get(key, now - timedelta(days=1)) >= stalls.PATIENCE:
                self._logged[key] = now
                log.warning(
                    "nothing is sent: %s asked for silence until %s", _name(found), found.silent_until
                )

    # ----------------------------------------------------------------- for whoever asks

    async def fetching(self, now: datetime) -> str:
        """What is wrong with fetching, "" for nothing."""
        async with self._store.read() as tx:
            found, halted = await _pulse(tx, now), await standing(tx, FETCHING)
        how = stalls.fetching(found, self._begun, now)
        if not how and halted is not None and not stalls.fetches_again(found, halted):
            how = halted.params["how"]
        return _FETCHING[how] if how else ""

    async def sending(self, now: datetime) -> str:
        """What is wrong with sending, "" for nothing; a pause is nothing wrong, and is said."""
        async with self._store.read() as tx:
            found, halted = await _pulse(tx, now), await standing(tx, SENDING)
        if found.silent_until and stalls.is_silent(found, now):
            return f"ok: {_name(found)} asked for silence until {found.silent_until:%Y-%m-%d %H:%M} UTC"
        lasts = halted is not None and not stalls.sends_again(found, halted)
        return "nothing sent for an hour" if lasts or stalls.sending(found, self._begun, now) else ""


def _name(found: Activity) -> str:
    return found.transport.capitalize()


_SAID = {
    EventKind.FETCHING_HALTED: "nothing was fetched for an hour",
    EventKind.SENDING_HALTED: "nothing was sent for an hour",
    EventKind.ALERTS_HALTED: "no alert was made for a quarter of an hour",
}
_FETCHING = {"stuck": "nothing fetched for an hour", "failing": "no feed could be read for an hour"}


async def _pulse(tx: Tx, now: datetime) -> Activity:
    return await activity.read(tx, now, stalls.PATIENCE, OVERALL)
