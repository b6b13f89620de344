"""What is stored of a chat: handed out whole, and deleted where it is wanted, a day later."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from digests.decisions import opml
from digests.decisions.opml import Outline
from digests.model import Destination, Feed, FeedKind, FeedState, FollowKind, Subscription
from digests.store import Store, Tx
from digests.store.feeds import access, feeds
from digests.store.monitoring import audit
from digests.store.search import standing
from digests.store.subscribers import personal_data, subscribers, subscriptions

GRACE = timedelta(days=1)
_SECRETS = ("key", "token", "auth", "secret", "pass", "sig")  # within names of parameters of an address


class PersonalData:
    """All that is stored of an address: of a group with its topics."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def read(self, place: Destination) -> dict[str, object]:
        """Everything, as JSON has it; {} when nothing is stored."""

        async def work(tx: Tx) -> dict[str, object]:
            ids = await personal_data.ids_at(tx, place)
            named = await subscriptions.following(tx, ids)
            places = [await _place(tx, one, named[one]) for one in ids]
            if not places:
                return {}
            notes = await personal_data.notes_of(tx, place)
            made = self._now().isoformat()
            return {"made": made, "address": place.address, "places": places, "notes": notes}

        return await self._store.reading(work)

    async def outlines(self, place: Destination) -> tuple[Outline, ...]:
        """The feeds that are followed there, or whose categories are; none whose address holds a secret."""

        async def work(tx: Tx) -> tuple[Outline, ...]:
            named = await subscriptions.following(tx, await personal_data.ids_at(tx, place))
            followed = {(f.kind, f.target) for each in named.values() for f in each}
            there = [feed for feed in await feeds.every(tx) if _may_be_told(feed, followed)]
            logins = await access.of(tx, [feed.id for feed in there])
            return tuple(_outline(feed) for feed in there if feed.id not in logins)

        return await self._store.reading(work)

    async def leave(self, place: Destination) -> datetime | None:
        """Send nothing more from now on, and delete everything at the moment returned; None without any."""
        now = self._now()

        async def work(tx: Tx) -> datetime | None:
            ids = await personal_data.ids_at(tx, place)
            await personal_data.mark(tx, ids, now + GRACE)
            await _record(tx, ids, "leave", now)
            return now + GRACE if ids else None

        return await self._store.writing(work)

    async def stay(self, place: Destination) -> bool:
        """Keep everything after all; whether it was to be deleted."""

        async def work(tx: Tx) -> bool:
            kept = await personal_data.unmark(tx, await personal_data.ids_at(tx, place))
            await _record(tx, kept, "stay", self._now())
            return bool(kept)

        return await self._store.writing(work)


async def _place(tx: Tx, subscriber_id: int, following: Collection[Subscription]) -> dict[str, object]:
    """One place: what is followed by name, and filters by their words, before all of the rows."""
    found = await subscribers.get(tx, subscriber_id)
    mine = found.query if found else 0
    texts = await standing.texts(tx, {mine, *(each.query for each in following)} - {0})
    follows = [_named(each) | _worded(texts, each.query) for each in following]
    return {"follows": follows} | _worded(texts, mine) | dict(await personal_data.read(tx, subscriber_id))


def _worded(texts: Mapping[int, str], query: int) -> dict[str, str]:
    return {"filter": texts[query]} if query in texts else {}


async def _record(tx: Tx, ids: Collection[int], action: str, now: datetime) -> None:
    """Nothing of what is deleted stands in the log, nor who it was: a number alone."""
    for one in ids:
        await audit.record(tx, "subscriber", action, f"subscriber:{one}", now, {}, {})


def _named(one: Subscription) -> dict[str, str]:
    return {"kind": one.kind.value, "name": one.title}


def _outline(feed: Feed) -> Outline:
    return Outline(feed.address, feed.title, feed.category.title if feed.category else "")


def _may_be_told(feed: Feed, followed: Collection[tuple[FollowKind, int]]) -> bool:
    """Feeds on the web alone: a folder's address is a path on the bot's machine."""
    if feed.kind is not FeedKind.WEB or feed.state is FeedState.REMOVED:
        return False
    of_category = feed.category is not None and (FollowKind.CATEGORY, feed.category.id) in followed
    if not of_category and (FollowKind.FEED, feed.id) not in followed:
        return False
    names = [name.casefold() for name, _ in parse_qsl(urlsplit(feed.address).query)]
    return not any(secret in name for name in names for secret in _SECRETS)


def document(title: str, outlines: Collection[Outline]) -> str:
    """These feeds as OPML."""
    return opml.write(title, outlines)
