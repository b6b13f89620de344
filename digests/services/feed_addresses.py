"""Where feeds live: the address that a new one gets, and the other one that a feed moves to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict

from digests.decisions.credentials import kept
from digests.errors import BadInput
from digests.model import NO_ACCESS, Access, CategoryName, Feed, FeedState
from digests.sources.address import Address, parse, shown, without_login
from digests.store import Tx
from digests.store.feeds import access as logins
from digests.store.feeds import feed_memory
from digests.store.feeds import feeds as rows
from digests.store.monitoring import audit
from digests.store.posts import categories

_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(weeks=1)


class By(TypedDict):
    """Who does something, and when."""

    actor: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed as somebody asks for it; ``category`` is a slug."""

    address: str
    category: str = ""
    title: str = ""
    every: timedelta | None = None
    full_text: bool = False
    access: Access = NO_ACCESS


async def add(tx: Tx, wanted: Wanted, by: By) -> Feed:
    """Store a feed, due in a minute; a removed one comes back. A login in the address is kept apart from it.

    Raises ``BadInput("feed_known")`` when it is there.
    """
    where = parse(wanted.address)
    clean, user, password = without_login(where.canonical)
    access = wanted.access
    if user and not access.user:
        access = replace(access, user=user, password=password)
    there = await rows.by_address(tx, clean)
    if there and there.state is not FeedState.REMOVED:
        raise known(there)
    feed_id = await _bring_back(tx, there.id, wanted, by) if there else await _make(tx, where, wanted, by)
    if access or not there:
        await logins.save(tx, feed_id, access)
    after = {"address": clean, "category": wanted.category, "title": wanted.title}
    await audit.record(tx, by["actor"], "add", f"feed:{feed_id}", by["now"], {}, after)
    return await get(tx, feed_id)


async def _make(tx: Tx, where: Address, wanted: Wanted, by: By) -> int:
    return await rows.add(
        tx,
        address=without_login(where.canonical)[0],
        kind=where.kind,
        title=wanted.title,
        now=by["now"],
        next_fetch=by["now"] + timedelta(minutes=1),
        category_id=await category_id(tx, wanted.category),
        every=seconds(wanted.every),
        full_text=wanted.full_text,
    )


async def _bring_back(tx: Tx, feed_id: int, wanted: Wanted, by: By) -> int:
    await rows.change(
        tx,
        feed_id,
        state=FeedState.ACTIVE,
        closed=None,
        next_fetch=by["now"],
        category_id=await category_id(tx, wanted.category),
        every=seconds(wanted.every),
        full_text=wanted.full_text,
    )
    return feed_id


async def readdress(tx: Tx, feed_id: int, address: str, by: By) -> bool:
    """Give a feed another address, where it is read at once, also where it had ended or was paused.

    What it is fetched with is dropped where it must not be sent there; whether it was kept. Raises
    ``BadInput`` when another feed has the address, or had it and was removed.
    """
    where = parse(address)
    clean, user, password = without_login(where.canonical)
    feed, there = await get(tx, feed_id), await rows.by_address(tx, clean)
    if there and there.id != feed_id:
        raise BadInput("address_of_removed") if there.state is FeedState.REMOVED else known(there)
    before = await logins.of_one(tx, feed_id)
    after = kept(before, feed, clean)
    await logins.save(tx, feed_id, replace(after, user=user, password=password) if user else after)
    await rows.move(tx, feed_id, clean)
    await feed_memory.read_anew(tx, feed_id)
    active = FeedState.ACTIVE
    await rows.change(tx, feed_id, kind=where.kind, state=active, closed=None, next_fetch=by["now"])
    said = [{"address": each} for each in (feed.address, clean)]
    await audit.record(tx, by["actor"], "address", f"feed:{feed_id}", by["now"], *said)
    return after == before


async def get(tx: Tx, feed_id: int) -> Feed:
    """One feed; ``BadInput("unknown_feed")`` when there is none."""
    found = await rows.get(tx, feed_id)
    if found is None:
        raise BadInput("unknown_feed", id=feed_id)
    return found


async def category_id(tx: Tx, text: str) -> int | None:
    """The id of a category named by slug, made when it is new; None for no name."""
    slug = " ".join(text.split())[:100]
    if not slug:
        return None
    return (await categories.ensure(tx, [CategoryName(slug)]))[slug]


def seconds(every: timedelta | None) -> int | None:
    """An interval as it is stored; ``BadInput("bad_interval")`` outside of a minute to a week."""
    if every is None:
        return None
    if not _SHORTEST <= every <= _LONGEST:
        raise BadInput("bad_interval")
    return int(every.total_seconds())


def known(there: Feed) -> BadInput:
    """Says where a feed is that somebody wants to add: an address belongs to one."""
    where = there.category.title if there.category else ""
    return BadInput("feed_known", title=there.title or shown(there.address), category=where, id=there.id)
