"""The outbox: deliveries, claimed with a lease, and what is known of each of their parts.

While a delivery is claimed, ``next_try`` is the end of its lease: a claim that was not kept up is simply due
again. Every change is conditional on the claim, so that a worker whose lease has passed changes nothing. What
happens to every message is written for many of them in one statement: a commit each would cost more than the
sending.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, literal, select, update

from digests.decisions.schedule import edition_of
from digests.errors import pack
from digests.model import DeliveryState, DigestKind, Rank
from digests.store.columns import Instant
from digests.store.tables import delivery, delivery_part, digest
from digests.store.transaction import Tx
from digests.store.upsert import insert_new, insert_of

_OPEN = delivery.c.next_try.is_not(None)
_TRANSPORT = select(digest.c.transport).where(digest.c.id == bindparam("digest"))
HELD = pack("quiet_hours", {})
"""Why a delivery waits that stands in the way of no later one: its chat's quiet hours."""
REPEAT = "repeat:"
"""Begins the slot of a digest that is sent once more: whoever misses that has had it before."""


class Sent(NamedTuple):
    """A part that is done: ``message`` is its id there, "" when it was given up; ``last`` of its delivery."""

    delivery: int
    number: int
    message: str
    last: bool


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
_PART = update(delivery_part).where(
    delivery_part.c.delivery_id == bindparam("of"), delivery_part.c.number == bindparam("part")
)
_SAY = _PART.values(message=bindparam("said"))
_DROP = _PART.where(delivery_part.c.message == "").values(
    message="?", ambiguous=delivery_part.c.ambiguous + 1
)


# --------------------------------------------------------------------------- the way of a part


async def intend(
    tx: Tx, name: str, parts: Sequence[tuple[int, int]], now: datetime, lease: timedelta
) -> set[int]:
    """Record that these (delivery, number) are about to be sent, and renew their leases.

    Returns the deliveries whose claim is still ours; only their parts may be sent. A part that is intended
    still, with no message and no refusal, may have arrived: it counts as ambiguous.
    """
    ids = list({each for each, _ in parts})
    renewed = await tx.execute(_RENEW, {"name": name, "ids": ids, "until": now + lease})
    ours = {row.id for row in renewed}
    rows = [
        {"delivery_id": delivery_id, "number": number, "intended": now, "tries": 1}
        for delivery_id, number in parts
        if delivery_id in ours
    ]
    if rows:
        await tx.execute(_intending(tx.dialect.name), rows)
    return ours


@cache
def _intending(dialect: str) -> Any:
    insert = insert_of(dialect, delivery_part)
    unanswered = case((delivery_part.c.intended.is_not(None), 1), else_=0)
    changes = {
        "intended": insert.excluded.intended,
        "tries": delivery_part.c.tries + 1,
        "ambiguous": delivery_part.c.ambiguous + unanswered,
    }
    return insert.on_conflict_do_update(index_elements=["delivery_id", "number"], set_=changes)


async def record(tx: Tx, name: str, done: Sequence[Sent], now: datetime) -> None:
    """Record what parts became, whoever holds the claim by now; the last one ends its delivery."""
    sent = [_keys(each) | {"said": each.message} for each in done if each.message]
    dropped = [_keys(each) for each in done if not each.message]
    if sent:
        await tx.execute(_SAY, sent)
    if dropped:  # it may have arrived, and shall surely arrive no second time; by now its id may be known
        await tx.execute(_DROP, dropped)
    await finish(tx, name, [each.delivery for each in done if each.last], now)


def _keys(each: Sent) -> dict[str, Any]:
    return {"of": each.delivery, "part": each.number}


async def record_refused(tx: Tx, delivery_id: int, number: int, fault: str = "") -> None:
    """The part surely did not arrive: its intention is over. ``fault``: what was not accepted, and why."""
    values: dict[str, Any] = {"intended": None} | ({"fault": fault} if fault else {})
    await tx.execute(_PART.values(values), [{"of": delivery_id, "part": number}])


# --------------------------------------------------------------------------- the end of a delivery


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
