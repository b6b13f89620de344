"""Rates for several processes: implements ``rates.Shared`` on PostgreSQL, by the database's own clock.

A row a scope holds the theoretical arrival time of the generic cell rate algorithm
(``digests/decisions/rates/rates.py``), that of all chats together also the places in the receiver's window
(``digests/decisions/rates/sliding_window.py``); the function ``rate_take`` decides and takes in one round
trip, with the rows locked.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import text

from digests.decisions.rates.rates import OVERALL, Limit, Refusal, Taken
from digests.errors import Unavailable
from digests.store.engine import Store
from digests.store.transaction import Tx
from digests.store.urls import is_sqlite

_NOW = "extract(epoch FROM clock_timestamp())"
_TAKE = text("SELECT * FROM rate_take(:scopes, :steps, :tolerances, :mosts, :weight)")
_ARRIVED = text("UPDATE rate SET tat = tat + :took WHERE scope = :scope")
_ANSWERED = text(
    f"UPDATE rate SET places = array_replace(places, :place, {_NOW} + :lasts) WHERE scope = :scope"  # noqa: S608
)
_GIVE_BACK = text(
    "UPDATE rate SET tat = tat - :back, places = array_remove(places, :place) WHERE scope = :scope"
)
_SILENCE = (
    f"INSERT INTO rate (scope, silent) VALUES (:scope, {_NOW} + :seconds) ON CONFLICT (scope) DO UPDATE"  # noqa: S608
)
_PAUSE = text(f"{_SILENCE} SET silent = greatest(rate.silent, excluded.silent)")
_HOLD = text(f"{_SILENCE} SET silent = excluded.silent")
_FORGET = text(f"DELETE FROM rate WHERE tat < {_NOW} - 60 AND silent < {_NOW}")  # noqa: S608
_FORGET_EVERY = 5_000


def shared_by(store: Store, transport: str) -> SharedRates | None:
    """The rates of a transport in all processes on this database; None where there can be but one."""
    return None if is_sqlite(store.url) else SharedRates(store, transport)


class SharedRates:
    """Limits of several scopes of a transport, the same for every process on one database."""

    def __init__(self, store: Store, transport: str) -> None:
        self._store = store
        self._transport = transport
        self._asked = 0

    async def take(self, scopes: Mapping[str, Limit], weight: float = 1.0) -> Taken:
        """Take a place in every scope, or take none and say which scopes refused."""
        await self._forget_now_and_then()
        names = sorted(scopes)
        wanted = {
            "scopes": [self._key(name) for name in names],
            "steps": [scopes[name].interval for name in names],
            "tolerances": [scopes[name].tolerance for name in names],
            "mosts": [scopes[name].most for name in names],
            "weight": weight,
        }
        rows = (await self._store.writing(lambda tx: tx.execute(_TAKE, wanted))).all()
        if len(rows) == 1 and not rows[0].refused:
            return Taken(place=rows[0].waits)
        refused = {row.refused: Refusal(row.waits, row.keeps_silent) for row in rows}
        return Taken(refused={name: refused[self._key(name)] for name in names if self._key(name) in refused})

    def _key(self, scope: str) -> str:
        """How a scope is called here, so that two transports may use the same words."""
        return f"{self._transport}:{scope}"

    async def arrived(self, scope: str, took: float, place: float, lasts: float) -> None:
        """See ``Rates.arrived``; the message in that place stays in the window for ``lasts`` more seconds.

        That is from now on, however long the database takes.
        """
        until = time.monotonic() + lasts

        async def write(tx: Tx) -> None:  # the rows in the order of their names, as everywhere
            await tx.execute(_ARRIVED, {"scope": self._key(scope), "took": took})
            if place:
                left = max(0.0, until - time.monotonic())
                await tx.execute(_ANSWERED, {"scope": self._key(OVERALL), "place": place, "lasts": left})

        await self._store.writing(write)

    async def give_back(self, limit: Limit, place: float, weight: float = 1.0) -> None:
        """See ``Rates.give_back``."""
        back = {"scope": self._key(OVERALL), "back": weight * limit.interval, "place": place}
        await self._store.writing(lambda tx: tx.execute(_GIVE_BACK, back))

    async def pause(self, scope: str, seconds: float) -> None:
        """Let nothing through in a scope for so long; ``OVERALL`` may be shortened and ended (0) again.

        With the database away only the caller knows of it.
        """
        how = _HOLD if scope == OVERALL else _PAUSE
        row = {"scope": self._key(scope), "seconds": seconds}
        with suppress(Unavailable):
            await self._store.writing(lambda tx: tx.execute(how, row))

    async def _forget_now_and_then(self) -> None:
        """Drop scopes at rest: a time in the past says the same as no row."""
        self._asked += 1
        if self._asked % _FORGET_EVERY == 0:
            await self._store.writing(lambda tx: tx.execute(_FORGET))
