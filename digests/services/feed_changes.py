"""What admins change of a feed: each change stands in the audit log, with what was there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from digests.decisions.credentials import checked, login_of
from digests.model import Feed
from digests.services.feed_addresses import By, category_id, get
from digests.store import Tx
from digests.store.feeds import access as logins
from digests.store.feeds import feeds as rows
from digests.store.monitoring import audit

_UNSAID = ("next_fetch", "closed")  # what follows from the others


async def change(tx: Tx, feed_id: int, action: str, by: By, **values: Any) -> Feed:
    """Set these columns of a feed; as it is then."""
    before = await get(tx, feed_id)
    await rows.change(tx, feed_id, **values)
    after = await get(tx, feed_id)
    named = [name for name in values if name not in _UNSAID]
    said = [{name: getattr(feed, name) for name in named} for feed in (before, after)]
    await _record(tx, feed_id, action, by, *said)
    return after


async def recategorise(tx: Tx, feed_id: int, category: str, by: By) -> Feed:
    """File what comes in from now on under another category; as it is then."""
    before = await get(tx, feed_id)
    await rows.change(tx, feed_id, category_id=await category_id(tx, category))
    after = await get(tx, feed_id)
    slugs = [each.category.slug if each.category else "" for each in (before, after)]
    await _record(tx, feed_id, "category", by, *({"category": slug} for slug in slugs))
    return after


async def set_access(tx: Tx, feed_id: int, changes: Mapping[str, Any], by: By) -> Feed:
    """Change fields of what it is fetched with. The log says which, never to what; as it was before."""
    feed, before = await get(tx, feed_id), await logins.of_one(tx, feed_id)
    after = checked(replace(before, **changes))
    await logins.save(tx, feed_id, after)
    await rows.change(tx, feed_id, next_fetch=by["now"])
    said = [{"login": ", ".join(login_of(each))} for each in (before, after)]
    await _record(tx, feed_id, "access", by, *said)
    return feed


async def _record(tx: Tx, feed_id: int, action: str, by: By, *said: Mapping[str, object]) -> None:
    await audit.record(tx, by["actor"], action, f"feed:{feed_id}", by["now"], *said)
