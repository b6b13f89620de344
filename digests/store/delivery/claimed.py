"""What was claimed, with all that is needed to send it: address, parts, and which of these were tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from digests.model import ChatKind, Delivery, Destination, DigestKind, Part, Rank
from digests.store.delivery import replies
from digests.store.subscribers.schedules import quiet_of
from digests.store.tables import delivery, delivery_part, digest, digest_part, subscriber
from digests.store.transaction import Tx

# Statements that every few messages need are built once: building them took longer than running them.
_TO = [subscriber.c[name] for name in ("transport", "address", "thread", "kind", "language", "zone")]
_TO += [subscriber.c[name] for name in ("quiet", "quiet_days", "quiet_waits", "silent")]
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CLAIMED = (
    select(delivery, *_TO, digest.c.kind.label("of_kind"))
    .join(subscriber)
    .join(digest, digest.c.id == delivery.c.digest_id)
    .where(delivery.c.id.in_(_IDS))
    .order_by(delivery.c.rank, delivery.c.id)
)
_PARTS = select(digest_part).where(digest_part.c.digest_id.in_(_IDS)).order_by(digest_part.c.number)
_TRIED = select(delivery_part).where(delivery_part.c.delivery_id.in_(_IDS))


async def read(tx: Tx, ids: Sequence[int]) -> tuple[Delivery, ...]:
    """These deliveries, by their ranks; of each the parts that are not sent yet."""
    if not ids:
        return ()
    rows = (await tx.execute(_CLAIMED, {"ids": ids})).all()
    parts = await _parts(tx, {row.digest_id for row in rows})
    tried = await _tried(tx, ids)
    answering = {row.id: row.subscriber_id for row in rows if any(p.reply_to for p in parts[row.digest_id])}
    answers = await _replies(tx, answering, {row.id: parts[row.digest_id] for row in rows})
    return tuple(
        _delivery(row, parts[row.digest_id], tried.get(row.id, {}), answers.get(row.id, {})) for row in rows
    )


async def _parts(tx: Tx, digests: Collection[int]) -> dict[int, list[Row[Any]]]:
    """The parts of digests, in their order: many deliveries share them."""
    found: dict[int, list[Row[Any]]] = {digest_id: [] for digest_id in digests}
    for row in await tx.execute(_PARTS, {"ids": list(digests)}):
        found[row.digest_id].append(row)
    return found


async def _replies(
    tx: Tx, answering: Mapping[int, int], parts: Mapping[int, Sequence[Row[Any]]]
) -> dict[int, dict[int, str]]:
    """Of deliveries, with their subscribers, the messages that their parts answer, by number."""
    found: dict[int, dict[int, str]] = {}
    for delivery_id, subscriber_id in answering.items():
        posts = {part.number: part.reply_to for part in parts[delivery_id] if part.reply_to}
        messages = await replies.first_told(tx, subscriber_id, set(posts.values()), delivery_id)
        found[delivery_id] = {number: messages.get(post_id, "") for number, post_id in posts.items()}
    return found


async def _tried(tx: Tx, ids: Sequence[int]) -> dict[int, dict[int, Row[Any]]]:
    """Of each delivery the parts that were tried before."""
    found: dict[int, dict[int, Row[Any]]] = defaultdict(dict)
    for row in await tx.execute(_TRIED, {"ids": ids}):
        found[row.delivery_id][row.number] = row
    return found


def _part(part: Row[Any], before: Row[Any] | None, answers: Mapping[int, str]) -> Part:
    intended = before is not None and before.intended is not None
    return Part(part.number, part.payload, intended, reply=answers.get(part.number, ""))


def _delivery(
    row: Row[Any], parts: Sequence[Row[Any]], tried: Mapping[int, Row[Any]], answers: Mapping[int, str]
) -> Delivery:
    unsent = [part for part in parts if part.number not in tried or not tried[part.number].message]
    return Delivery(
        id=row.id,
        subscriber=row.subscriber_id,
        destination=Destination(row.transport, row.address, row.thread, ChatKind(row.kind)),
        language=row.language,
        digest=row.digest_id,
        slot=row.slot,
        attempts=row.attempts,
        parts=tuple(_part(part, tried.get(part.number), answers) for part in unsent),
        created=row.created,
        failing_since=row.failing_since,
        kind=DigestKind(row.of_kind),
        rank=Rank(row.rank),
        quiet=quiet_of(row.quiet, row.quiet_days, row.quiet_waits, row.silent),
        zone=row.zone,
    )
