"""What feeds are fetched with. Only who fetches reads it; nothing here is ever shown whole."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import delete, select

from digests.model import NO_ACCESS, Access
from digests.store.tables import feed_access
from digests.store.transaction import Tx
from digests.store.upsert import upsert


async def of(tx: Tx, ids: Sequence[int]) -> dict[int, Access]:
    """By feed, for those that have any."""
    rows = await tx.execute(select(feed_access).where(feed_access.c.feed_id.in_(ids)))
    return {
        row.feed_id: Access(row.user, row.password, json.loads(row.headers), row.cookies, row.proxy)
        for row in rows
    }


async def of_one(tx: Tx, feed_id: int) -> Access:
    """What one feed is fetched with, which may be nothing."""
    return (await of(tx, [feed_id])).get(feed_id, NO_ACCESS)


async def save(tx: Tx, feed_id: int, access: Access) -> None:
    """Replace what a feed is fetched with; nothing is kept of an empty one."""
    if not access:
        await tx.execute(delete(feed_access).where(feed_access.c.feed_id == feed_id))
        return
    row = {
        "feed_id": feed_id,
        "user": access.user,
        "password": access.password,
        "headers": json.dumps(dict(access.headers), ensure_ascii=False),
        "cookies": access.cookies,
        "proxy": access.proxy,
    }
    await upsert(tx, feed_access, row)
