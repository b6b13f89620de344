"""Rates for several processes: implements ``rates.Shared`` on PostgreSQL, by the database's own clock.

A row a scope holds the theoretical arrival time of the generic cell rate algorithm
(``digests/decisions/rates.py``); the function ``rate_take`` decides and takes in one round trip, with the
rows locked.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text

from digests.decisions.rates import Limit, Refusal
from digests.store.engine import Store
from digests.store.urls import is_sqlite

_NOW = "extract(epoch FROM clock_timestamp())"
_TAKE = text("SELECT * FROM rate_take(:scopes, :steps, :tolerances, :weight)")
_ARRIVED = text("UPDATE rate SET tat = tat + :took WHERE scope = :scope")
_PAUSE = text(
    f"INSERT INTO rate (scope, silent) VALUES (:scope, {_NOW} + :seconds)"  # noqa: S608
    " ON CONFLICT (scope) DO UPDATE SET silent = greatest(rate.silent, excluded.silent)"
)
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

    async def take(self, scopes: Mapping[str, Limit], weight: float = 1.0) -> dict[str, Refusal]:
        """Take a place in every scope and return nothing, or take none and say which scopes refused."""
        await self._forget_now_and_then()
        names = sorted(scopes)
        wanted = {
            "scopes": [self._key(name) for name in names],
            "steps": [scopes[name].interval for name in names],
            "tolerances": [scopes[name].tolerance for name in names],
            "weight": weight,
        }
        rows = await self._store.writing(lambda tx: tx.execute(_TAKE, wanted))
        refused = {row.refused: Refusal(row.waits, row.keeps_silent) for row in rows}
        return {name: refused[self._key(name)] for name in names if self._key(name) in refused}

    def _key(self, scope: str) -> str:
        """How a scope is called here, so that two transports may use the same words."""
        return f"{self._transport}:{scope}"

    async def arrived(self, scope: str, took: float) -> None:
        """See ``Rates.arrived``."""
        row = {"scope": self._key(scope), "took": took}
        await self._store.writing(lambda tx: tx.execute(_ARRIVED, row))

    async def pause(self, scope: str, seconds: float) -> None:
        """Let nothing through in a scope for so long."""
        row = {"scope": self._key(scope), "seconds": seconds}
        await self._store.writing(lambda tx: tx.execute(_PAUSE, row))

    async def _forget_now_and_then(self) -> None:
        """Drop scopes at rest: a time in the past says the same as no row."""
        self._asked += 1
        if self._asked % _FORGET_EVERY == 0:
            await self._store.writing(lambda tx: tx.execute(_FORGET))
