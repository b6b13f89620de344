"""What a subscriber was given: digests and reviews that were sent, as they are now, and the last one."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, func, select

from digests.model import Came, DeliveryState, Destination, DigestKind
from digests.store.tables import corrected_part, delivery, digest, digest_part, digest_story, subscriber
from digests.store.transaction import Tx

_KINDS = (DigestKind.DIGEST, DigestKind.REVIEW)
_OF = digest.c
_CAME = (_OF.id, _OF.kind, _OF.due, _OF.size, _OF.title, _OF.follow_ups, _OF.followed)


def _sent(subscriber_id: int) -> Select[tuple[int, int]]:
    """The digests with their newest delivery: one that was sent twice came when it came last."""
    mine = (delivery.c.subscriber_id == subscriber_id, delivery.c.state == DeliveryState.SENT)
    query = select(delivery.c.digest_id, func.max(delivery.c.id).label("last")).join(digest)
    return query.where(*mine, digest.c.kind.in_(_KINDS)).group_by(delivery.c.digest_id)


async def page(tx: Tx, subscriber_id: int, first: int, size: int) -> tuple[Came, ...]:
    """``size`` of them from the 0-based ``first`` on, newest first."""
    sent = _sent(subscriber_id).subquery()
    stories = select(func.count()).where(digest_story.c.digest_id == sent.c.digest_id).scalar_subquery()
    query = (
        select(*_CAME, stories.label("stories"))
        .join(sent, sent.c.digest_id == digest.c.id)
        .order_by(sent.c.last.desc())
    )
    rows = await tx.execute(query.offset(first).limit(size))
    return tuple(_came(row) for row in rows)


def _came(row: Row[Any]) -> Came:
    going_on = len(json.loads(row.follow_ups)) + len(json.loads(row.followed))
    return Came(row.id, row.due, min(row.size, row.stories), DigestKind(row.kind), row.title, going_on)


async def count(tx: Tx, subscriber_id: int) -> int:
    """How many there are."""
    query = select(func.count()).select_from(_sent(subscriber_id).subquery())
    return int((await tx.execute(query)).scalar_one())


async def parts(tx: Tx, subscriber_id: int, digest_id: int) -> tuple[str, ...]:
    """The payloads of a digest that a subscriber was sent, as corrected since; none of anybody else's."""
    mine = select(delivery.c.id).where(
        delivery.c.subscriber_id == subscriber_id, delivery.c.digest_id == digest_id
    )
    said = func.coalesce(corrected_part.c.payload, digest_part.c.payload).label("payload")
    same = (
        corrected_part.c.digest_id == digest_part.c.digest_id,
        corrected_part.c.number == digest_part.c.number,
    )
    query = select(said).select_from(digest_part).outerjoin(corrected_part, and_(*same))
    query = query.where(digest_part.c.digest_id == digest_id, mine.exists())
    return tuple(row.payload for row in await tx.execute(query.order_by(digest_part.c.number)))


async def was_given(tx: Tx, place: Destination, digest_id: int) -> bool:
    """Whether a digest was for this chat, whichever of its topics it went to."""
    there = (subscriber.c.transport == place.transport, subscriber.c.address == place.address)
    query = select(delivery.c.id).join(subscriber, subscriber.c.id == delivery.c.subscriber_id)
    this = delivery.c.digest_id + 0 == digest_id  # not all that had it: a hundred thousand may share one
    mine = query.where(this, *there)
    return (await tx.execute(mine.limit(1))).first() is not None


async def is_delivered(tx: Tx, subscriber_id: int, slot: str) -> bool:
    """Whether a subscriber's slot has its delivery, in whatever state."""
    where = (delivery.c.subscriber_id == subscriber_id, delivery.c.slot == slot)
    return (await tx.execute(select(delivery.c.id).where(*where))).first() is not None


class Last(NamedTuple):
    """The digest that a subscriber was given last, and whether it is still on its way."""

    digest: int
    is_open: bool


async def last_of(tx: Tx, subscriber_id: int) -> Last | None:
    """The last digest of a subscriber, however it was asked for; None when it never had one."""
    query = select(delivery.c.digest_id, delivery.c.next_try).join(digest)
    mine = query.where(delivery.c.subscriber_id == subscriber_id, digest.c.kind == DigestKind.DIGEST)
    row = (await tx.execute(mine.order_by(delivery.c.id.desc()).limit(1))).first()
    return Last(row.digest_id, row.next_try is not None) if row else None
