"""The outbox: the deliveries that are not finished.

While a delivery is claimed, ``next_try`` is the end of its lease: a claim that was not kept up is simply due
again. Every change is conditional on the claim, so that a worker whose lease has passed changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, literal, select, update

from digests.decisions.schedule import edition_of
from digests.errors import pack
from digests.model import DeliveryState, DigestKind, Rank
from digests.store.columns import Instant
from digests.store.tables import delivery, digest
from digests.store.transaction import Tx
from digests.store.upsert import insert_new

_OPEN = delivery.c.next_try.is_not(None)
_TRANSPORT = select(digest.c.transport).where(digest.c.id == bindparam("digest"))
HELD = pack("quiet_hours", {})
"""Why a delivery waits that stands in the way of no later one: its chat's quiet hours."""
REPEAT = "repeat:"
"""Begins the slot of a digest that is sent once more: whoever misses that has had it before."""


async def add(
    tx: Tx, digest_id: int, slots: dict[int, str], now: datetime, *, rank: Rank = Rank.CLOCK
) -> None:
    """One delivery of a digest for each subscriber; a slot that has one already gets no second.

    The digest's transport carries it: all of these subscribers must be reached by that one.
    """
    transport = (await tx.execute(_TRANSPORT, {"digest": digest_id})).scalar_one()
    await add_all(tx, [New(n, digest_id, slot) for n, slot in slots.items()], transport, now, rank)


class New(NamedTuple):
    """A delivery to be: a digest for a subscriber's slot."""

    subscriber: int
    digest: int
    slot: str


async def add_all(tx: Tx, new: Sequence[New], transport: str, now: datetime, rank: Rank) -> None:
    """The same for many digests of one transport."""
    common = {"state": DeliveryState.PENDING, "rank": rank, "transport": transport, "next_try": now}
    rows = [
        {"subscriber_id": one.subscriber, "digest_id": one.digest, "slot": one.slot, "created": now, **common}
        for one in new
    ]
    await insert_new(tx, delivery, rows)
    tx.announce([one.subscriber for one in new], transport, rank)


# Statements that every few messages need are built once: building them took longer than running them.
_OURS = update(delivery).where(
    delivery.c.claim == bindparam("name"),
    delivery.c.state == DeliveryState.SENDING,
    delivery.c.id.in_(bindparam("ids", expanding=True)),
)
_RENEW = _OURS.values(next_try=bindparam("until")).returning(delivery.c.id)
_FINISH = _OURS.values(
    state=bindparam("as"), finished=bindparam("ended"), reason=bindparam("why"), next_try=None, claim=""
)


async def renew(tx: Tx, name: str, ids: Iterable[int], until: datetime) -> set[int]:
    """Keep claims up until then; those of these deliveries whose claim is still ours."""
    renewed = await tx.execute(_RENEW, {"name": name, "ids": list(ids), "until": until})
    return {row.id for row in renewed}


async def finish(
    tx: Tx,
    name: str,
    ids: Iterable[int],
    now: datetime,
    state: DeliveryState = DeliveryState.SENT,
    reason: str = "",
) -> None:
    """Close deliveries: sent, failed or suspended."""
    if ended := list(ids):
        values = {"name": name, "ids": ended, "ended": now, "as": state, "why": reason}
        await tx.execute(_FINISH, values)


async def postpone(
    tx: Tx,
    delivery_id: int,
    name: str,
    at: datetime,
    now: datetime,
    reason: str,
    *,
    counts: bool,
    rank: Rank = Rank.AWAITED,
) -> None:
    """Put a delivery back until ``at``; ``counts`` when this was a failed attempt and not a mere wait.

    When its time comes it goes before those that nobody has begun, unless ``rank`` says otherwise.
    """
    values: dict[str, Any] = {"state": DeliveryState.PENDING, "next_try": at, "reason": reason, "claim": ""}
    values["rank"] = rank
    if counts:
        values["attempts"] = delivery.c.attempts + 1
        values["failing_since"] = func.coalesce(delivery.c.failing_since, literal(now, Instant()))
    await tx.execute(_OURS.values(values), {"name": name, "ids": [delivery_id]})


def as_new(now: datetime) -> dict[str, Any]:
    """What puts a closed delivery back as if it were new; what was sent of it stays sent."""
    fresh = {"state": DeliveryState.PENDING, "next_try": now, "finished": None, "attempts": 0}
    return fresh | {"failing_since": None, "reason": "", "claim": ""}


class Missed(NamedTuple):
    """A digest that did not arrive: from which post on it looked, and of which edition it was."""

    digest: int
    since: int
    edition: int
    kind: DigestKind


async def suspend_all(tx: Tx, subscriber_id: int, now: datetime, reason: str) -> list[Missed]:
    """Close all open deliveries of a subscriber; return the digests and alerts among them, oldest first."""
    mine = and_(delivery.c.subscriber_id == subscriber_id, _OPEN)
    told = digest.c.kind.in_((DigestKind.DIGEST, DigestKind.ALERT))
    query = select(digest.c.id, digest.c.since, delivery.c.slot, digest.c.kind).join(delivery)
    new = query.where(mine, told, delivery.c.slot.not_like(f"{REPEAT}%")).order_by(digest.c.id)
    missed = [
        Missed(row.id, row.since, edition_of(row.slot), DigestKind(row.kind)) for row in await tx.execute(new)
    ]
    values = {"state": DeliveryState.SUSPENDED, "finished": now, "next_try": None, "reason": reason}
    await tx.execute(update(delivery).where(mine).values(values | {"claim": ""}))
    return missed
