"""A setup for others: kept for a while under a name that fits a link, looked at, and taken."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from digests.decisions import shared_setup
from digests.errors import BadInput
from digests.model import SharedSetup
from digests.services.activation import get
from digests.services.editions.still_there import still_there
from digests.services.editions.take_setup import take
from digests.store import Store, Tx
from digests.store.search import standing
from digests.store.subscribers import editions, notes, subscriptions

KEPT = timedelta(days=90)


class SharedSetups:
    """Setups that chats have shared; they say nothing of who did."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def share(self, subscriber_id: int, now: datetime) -> tuple[str, SharedSetup]:
        """Keep how a chat is set up; the name of it, and what it says. ``BadInput("nothing_to_share")``."""

        async def work(tx: Tx) -> tuple[str, SharedSetup]:
            setup = await still_there(tx, await _setup_of(tx, subscriber_id))
            if not setup.follows:
                raise BadInput("nothing_to_share")
            token = secrets.token_urlsafe(12)
            await notes.put(tx, _name(token), shared_setup.write(setup), now, now + KEPT)
            return token, setup

        return await self._store.writing(work)

    async def look(self, token: str, now: datetime) -> SharedSetup | None:
        """What was shared under a name, without what is there no more; None when nothing is shared so."""
        async with self._store.read() as tx:
            return await _kept(tx, token, now)

    async def take(self, subscriber_id: int, token: str, now: datetime, *, replace: bool) -> bool:
        """Set a chat up so, in the place of what it has, or add what it does not follow yet.

        What is there no more is left out. False, and nothing is changed, when nothing is left or shared
        under that name any more. The zone and the language stay.
        """

        async def work(tx: Tx) -> bool:
            setup = await _kept(tx, token, now)
            if setup is None or not setup.follows:
                return False
            await take(tx, subscriber_id, setup, now, replace=replace)
            return True

        return await self._store.writing(work)


def _name(token: str) -> str:
    return f"setup:{token[:64]}"


async def _kept(tx: Tx, token: str, now: datetime) -> SharedSetup | None:
    kept = await notes.get(tx, _name(token), now)
    return await still_there(tx, shared_setup.read(kept)) if kept is not None else None


async def _setup_of(tx: Tx, subscriber_id: int) -> SharedSetup:
    me = await get(tx, subscriber_id)
    following = await subscriptions.of(tx, subscriber_id)
    queries = await standing.texts(tx, {me.query, *(one.query for one in following)} - {0})
    return shared_setup.setup_of(me, await editions.listed(tx, subscriber_id), following, queries)
