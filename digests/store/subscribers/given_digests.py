"""What subscribers were given in one commit: a digest each, in front of those that they had before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, literal, select, update

from digests.decisions.ranking.given import MOST, Given
from digests.store.tables import subscriber
from digests.store.transaction import Tx

_FEW = 4  # subscribers of a digest, for whom a statement of its own would not be worth it
_EACH = update(subscriber).where(subscriber.c.id == bindparam("reader"))
_LONGER = _EACH.values(told=func.substr(bindparam("entry").concat(subscriber.c.told), 1, MOST))


async def add(tx: Tx, given: Mapping[Given, Sequence[int]]) -> None:
    """By digest, with how many of its stories are shown, the subscribers that are given it."""
    alone = [
        {"reader": n, "entry": one.entry()} for one, ids in given.items() if len(ids) <= _FEW for n in ids
    ]
    if alone:
        await tx.execute(_LONGER, alone)
    for one, ids in given.items():
        if len(ids) > _FEW:
            longer = literal(one.entry()).concat(subscriber.c.told)
            these = update(subscriber).where(subscriber.c.id.in_(ids))
            await tx.execute(these.values(told=func.substr(longer, 1, MOST)))


async def lines(tx: Tx, ids: Sequence[int]) -> dict[int, str]:
    """What these subscribers were told, and nobody changes it until the end of this transaction."""
    query = select(subscriber.c.id, subscriber.c.told).where(subscriber.c.id.in_(ids))
    rows = await tx.execute(query.order_by(subscriber.c.id).with_for_update())
    return {row.id: row.told for row in rows}
