"""The outbox of changes: messages that were sent and are to say something else, claimed with a lease.

A change may be made twice, so that no intention is written before it: a message that says so already stays
as it is. What a message is to say stands beside its digest, for everybody who has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, literal, select, tuple_, update

from digests.model import ChatKind, DeliveryState, Destination, Edit, Part
from digests.store.columns import Instant
from digests.store.delivery.sent_parts import GIVEN_UP
from digests.store.tables import corrected_part, delivery, delivery_part, edit, subscriber
from digests.store.transaction import Tx
from digests.store.upsert import insert_into, upsert_all

_NOT_SENT = (DeliveryState.FAILED, DeliveryState.SUSPENDED)
_OPEN = edit.c.next_try.is_not(None)


async def add(tx: Tx, digest_id: int, payloads: Mapping[int, str], now: datetime) -> None:
    """Give parts of a digest, by number, new payloads; each message that has them is to be changed.

    Also those that are still to be sent: they are changed after that.
    """
    parts = [{"digest_id": digest_id, "number": n, "payload": one} for n, one in payloads.items()]
    await upsert_all(tx, corrected_part, parts)
    for number in payloads:
        whom = select(delivery.c.id, literal(number), delivery.c.transport, literal(now, Instant()))
        whom = whom.add_columns(literal(now, Instant())).where(delivery.c.digest_id == digest_id)
        rows = whom.where(delivery.c.state.not_in(_NOT_SENT))
        statement = insert_into(tx, edit).from_select(
            ["delivery_id", "number", "transport", "next_try", "created"], rows
        )
        anew = {
            "next_try": now,
            "created": now,
            "claim": "",
            "attempts": 0,
            "failing_since": None,
            "reason": "",
        }
        keys = ["delivery_id", "number"]
        await tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=anew))


def _there() -> Any:
    """The message that a change is of is known."""
    mine = and_(delivery_part.c.delivery_id == edit.c.delivery_id, delivery_part.c.number == edit.c.number)
    return select(delivery_part.c.number).where(mine, delivery_part.c.message.not_in(("", GIVEN_UP)))


async def claim(
    tx: Tx, name: str, transport: str, now: datetime, lease: timedelta, limit: int
) -> tuple[Edit, ...]:
    """Take up to ``limit`` due changes of a transport whose messages were sent, the longest due first."""
    key = tuple_(edit.c.delivery_id, edit.c.number)
    due = select(edit.c.delivery_id, edit.c.number).where(
        edit.c.transport == transport, _OPEN, edit.c.next_try <= now, _there().exists()
    )
    due = due.order_by(edit.c.next_try, edit.c.delivery_id, edit.c.number).limit(limit)
    if tx.dialect.name != "sqlite":
        due = due.with_for_update(skip_locked=True)
    chosen = [tuple(row) for row in await tx.execute(due)]
    if not chosen:
        return ()
    await tx.execute(update(edit).where(key.in_(chosen)).values(claim=name, next_try=now + lease))
    return await _read(tx, chosen)


async def _read(tx: Tx, keys: Sequence[tuple[Any, ...]]) -> tuple[Edit, ...]:
    part = and_(delivery_part.c.delivery_id == edit.c.delivery_id, delivery_part.c.number == edit.c.number)
    to = [subscriber.c[name] for name in ("transport", "address", "thread", "kind")]
    query = (
        select(edit, delivery_part.c.message, delivery_part.c.intended, corrected_part.c.payload, *to)
        .join(delivery, delivery.c.id == edit.c.delivery_id)
        .join(subscriber, subscriber.c.id == delivery.c.subscriber_id)
        .join(delivery_part, part)
        .join(
            corrected_part,
            and_(
                corrected_part.c.digest_id == delivery.c.digest_id, corrected_part.c.number == edit.c.number
            ),
        )
        .where(tuple_(edit.c.delivery_id, edit.c.number).in_(keys))
    )
    return tuple(_edit(row) for row in await tx.execute(query))


def _edit(row: Row[Any]) -> Edit:
    return Edit(
        delivery=row.delivery_id,
        destination=Destination(row.transport_1, row.address, row.thread, ChatKind(row.kind)),
        message=row.message,
        part=Part(row.number, row.payload),
        attempts=row.attempts,
        failing_since=row.failing_since,
        sent=row.intended,
    )


async def finish(tx: Tx, name: str, one: Edit, reason: str = "") -> None:
    """Close a change, unless another one was wanted meanwhile; ``reason``: why it was not made."""
    await _change(tx, name, one, next_try=None, claim="", reason=reason)


async def postpone(
    tx: Tx, name: str, one: Edit, at: datetime, now: datetime, reason: str, *, counts: bool
) -> None:
    """Try it again at a time; ``counts`` when this was a failed attempt and not a mere wait."""
    values: dict[str, Any] = {"next_try": at, "claim": "", "reason": reason}
    if counts:
        values["attempts"] = edit.c.attempts + 1
        values["failing_since"] = func.coalesce(edit.c.failing_since, literal(now, Instant()))
    await _change(tx, name, one, **values)


async def _change(tx: Tx, name: str, one: Edit, **values: Any) -> None:
    mine = (edit.c.delivery_id == one.delivery, edit.c.number == one.part.number, edit.c.claim == name)
    await tx.execute(update(edit).where(*mine).values(values))


async def expire(tx: Tx, before: datetime) -> int:
    """Close the changes that were wanted before then and could not be made; how many."""
    old = (_OPEN, edit.c.created < before)
    return (
        await tx.execute(update(edit).where(*old).values(next_try=None, claim="", reason="late"))
    ).rowcount


async def any_due(tx: Tx, transport: str, now: datetime) -> bool:
    """Whether a change is due: most of the time none is, and nothing need be written to know it."""
    query = select(edit.c.delivery_id).where(edit.c.transport == transport, edit.c.next_try <= now)
    return (await tx.execute(query.limit(1))).first() is not None


async def is_busy(tx: Tx, transport: str, now: datetime) -> bool:
    """Whether something that was not sent yet is due: that goes first."""
    due = (delivery.c.transport == transport, delivery.c.next_try <= now)
    return (await tx.execute(select(delivery.c.id).where(*due).limit(1))).first() is not None
