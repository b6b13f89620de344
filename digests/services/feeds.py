"""What admins do with feeds: look before adding, add, pause, rename, remove and take back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from digests.decisions.credentials import kept
from digests.decisions.normalize import line
from digests.errors import BadInput, DigestbotError
from digests.model import NO_ACCESS, Access, Change, Feed, FeedState
from digests.services import feed_addresses, feed_cards, feed_changes
from digests.services.feed_addresses import Wanted
from digests.services.feed_cards import FeedCard, FeedPage
from digests.sources import Sources
from digests.sources.address import parse, without_login
from digests.sources.probe import Probe
from digests.store import Store
from digests.store.feeds import access as logins
from digests.store.feeds import feed_memory, fetched_articles
from digests.store.feeds import feeds as rows
from digests.store.monitoring import audit

UNDO = timedelta(minutes=10)


class Feeds:
    """Feeds as admins see them. ``actor`` is who asks, for the audit log: ``cli``, or a transport's user."""

    def __init__(self, store: Store, sources: Sources) -> None:
        self._store = store
        self._sources = sources

    async def preview(self, feed_id: int, address: str) -> Probe:
        """Read an address that a feed is to have, with what it would then be fetched with; nothing is stored.

        Raises ``SourceError`` or ``BadInput``.
        """
        clean = without_login(parse(address).canonical)[0]
        async with self._store.read() as tx:
            access = kept(await logins.of_one(tx, feed_id), await feed_addresses.get(tx, feed_id), clean)
        return await self._sources.probe(address, access)

    async def add(
        self,
        address: str,
        *,
        category: str = "",
        title: str = "",
        every: timedelta | None = None,
        full_text: bool = False,
        access: Access = NO_ACCESS,
        actor: str,
        now: datetime,
    ) -> Feed:
        """Store a feed, due in a minute unless it is refreshed before; a removed one comes back.

        A login in the address is kept apart from it. Raises ``BadInput("feed_known")`` when it is there.
        """
        wanted = Wanted(address, category, _one_line(title), every, full_text, access)
        async with self._store.write() as tx:
            return await feed_addresses.add(tx, wanted, {"actor": actor, "now": now})

    def refusals(self, addresses: Iterable[str]) -> dict[str, DigestbotError]:
        """Of addresses those that would not be fetched, with the reason; nobody is asked for their names."""
        found: dict[str, DigestbotError] = {}
        for address in addresses:
            try:
                self._sources.check(address)
            except DigestbotError as error:
                found[address] = error
        return found

    async def get(self, feed_id: int) -> Feed:
        """One feed; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            return await feed_addresses.get(tx, feed_id)

    async def at(self, address: str) -> Feed:
        """The feed at an address as somebody typed it; ``BadInput`` when there is none."""
        where = parse(address)
        async with self._store.read() as tx:
            found = await rows.by_address(tx, without_login(where.canonical)[0])
        if found is None or found.state is FeedState.REMOVED:
            raise BadInput("unknown_feed", id=where.shown)
        return found

    async def every(self) -> tuple[Feed, ...]:
        """All feeds that were not removed."""
        async with self._store.read() as tx:
            return await rows.every(tx)

    async def page(self, first: int, now: datetime, size: int = 10, *, failing: bool = False) -> FeedPage:
        """A page of feeds from the 0-based ``first`` on, failing and ended ones first."""
        return await self._store.reading(
            partial(feed_cards.page, first=first, size=size, now=now, failing=failing)
        )

    async def card(self, feed_id: int, now: datetime) -> FeedCard:
        """One feed with what an admin wants to know of it."""
        async with self._store.read() as tx:
            return await feed_cards.card(tx, await feed_addresses.get(tx, feed_id), now)

    async def pause(self, feed_id: int, *, actor: str, now: datetime) -> Feed:
        """Fetch it no more until it is resumed."""
        return await self._change(feed_id, "pause", actor, now, state=FeedState.PAUSED)

    async def resume(self, feed_id: int, *, actor: str, now: datetime) -> Feed:
        """Fetch it again, at once, also where its server said that it has ended."""
        values = {"state": FeedState.ACTIVE, "closed": None, "next_fetch": now}
        return await self._change(feed_id, "resume", actor, now, **values)

    async def retitle(self, feed_id: int, title: str, *, actor: str, now: datetime) -> Feed:
        """Give it another title; an empty one takes the feed's own at its next reading."""
        return await self._change(feed_id, "title", actor, now, title=_one_line(title))

    async def recategorise(self, feed_id: int, category: str, *, actor: str, now: datetime) -> Feed:
        """File what comes in from now on under another category."""
        async with self._store.write() as tx:
            return await feed_changes.recategorise(tx, feed_id, category, {"actor": actor, "now": now})

    async def set_interval(self, feed_id: int, every: timedelta | None, *, actor: str, now: datetime) -> Feed:
        """Fetch it this often whatever its rhythm and wishes are, a minute to a week; None leaves it to them.

        Raises ``BadInput("bad_interval")``.
        """
        return await self._change(
            feed_id, "interval", actor, now, every=feed_addresses.seconds(every), next_fetch=now
        )

    async def set_full_text(self, feed_id: int, full_text: bool, *, actor: str, now: datetime) -> Feed:
        """Fetch the articles behind its entries, or take its own text again; it is read anew at once."""
        async with self._store.write() as tx:
            await fetched_articles.forget(tx, feed_id)
            await feed_memory.read_anew(tx, feed_id)
        return await self._change(feed_id, "full_text", actor, now, full_text=full_text, next_fetch=now)

    async def set_access(self, feed_id: int, *, actor: str, now: datetime, **changes: Any) -> Feed:
        """Change what it is fetched with: fields of ``Access``. The log says which, never to what.

        Raises ``BadInput("bad_header")`` or ``BadInput("bad_proxy")``.
        """
        async with self._store.write() as tx:
            return await feed_changes.set_access(tx, feed_id, changes, {"actor": actor, "now": now})

    async def readdress(self, feed_id: int, address: str, *, actor: str, now: datetime) -> bool:
        """Give it another address, and read it there at once, also where it had ended or was paused.

        What it is fetched with is dropped where it must not be sent there; whether it was kept. Raises
        ``BadInput`` when another feed has the address, or had it and was removed.
        """
        async with self._store.write() as tx:
            return await feed_addresses.readdress(tx, feed_id, address, {"actor": actor, "now": now})

    async def remove(self, feed_id: int, *, actor: str, now: datetime) -> Feed:
        """Take it out of all lists; its posts stay, and ``restore`` takes this back for ten minutes."""
        values = {"state": FeedState.REMOVED, "closed": now, "next_fetch": None}
        return await self._change(feed_id, "remove", actor, now, **values)

    async def restore(self, feed_id: int, *, actor: str, now: datetime) -> Feed:
        """Take a removal back; ``BadInput("undo_over")`` when it is older than ten minutes."""
        feed = await self.get(feed_id)
        if feed.state is not FeedState.REMOVED:
            return feed
        if feed.closed is not None and now - feed.closed > UNDO:
            raise BadInput("undo_over", address=feed.address)
        values = {"state": FeedState.ACTIVE, "closed": None, "next_fetch": now}
        return await self._change(feed_id, "restore", actor, now, **values)

    async def log(self, first: int = 0, size: int = 20, feed_id: int | None = None) -> tuple[Change, ...]:
        """Who changed what, newest first; of one feed where it is named."""
        async with self._store.read() as tx:
            return await audit.page(tx, first, size, f"feed:{feed_id}" if feed_id is not None else "")

    async def _change(self, feed_id: int, action: str, actor: str, now: datetime, **values: Any) -> Feed:
        async with self._store.write() as tx:
            return await feed_changes.change(tx, feed_id, action, {"actor": actor, "now": now}, **values)


def _one_line(title: str) -> str:
    """A title of an admin's own, tidied as those that feeds state are: it stands in lists and terminals."""
    return line(title)[:300].rstrip()
