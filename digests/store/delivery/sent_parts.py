"""What is known of each part that is sent: intended, sent, given up, or refused.

What happens to every message is written for many of them in one statement: a commit each would cost more than
the sending.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, update

from digests.store.delivery import outbox
from digests.store.tables import delivery_part
from digests.store.transaction import Tx
from digests.store.upsert import insert_of

GIVEN_UP = "?"
"""In the place of a message: the part may have arrived, and its message is not known."""


class Sent(NamedTuple):
    """A part that is done: ``message`` is its id there, "" when it was given up; ``last`` of its delivery."""

    delivery: int
    number: int
    message: str
    last: bool


# Statements that every few messages need are built once: building them took longer than running them.
_PART = update(delivery_part).where(
    delivery_part.c.delivery_id == bindparam("of"), delivery_part.c.number == bindparam("part")
)
_SAY = _PART.values(message=bindparam("said"))
_DROP = _PART.where(delivery_part.c.message == "").values(
    message=GIVEN_UP, ambiguous=delivery_part.c.ambiguous + 1
)


async def intend(
    tx: Tx, name: str, parts: Sequence[tuple[int, int]], now: datetime, lease: timedelta
) -> set[int]:
    """Record that these (delivery, number) are about to be sent, and renew their leases.

    Returns the deliveries whose claim is still ours; only their parts may be sent. A part that is intended
    still, with no message and no refusal, may have arrived: it counts as ambiguous.
    """
    ours = await outbox.renew(tx, name, {each for each, _ in parts}, now + lease)
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
    await outbox.finish(tx, name, [each.delivery for each in done if each.last], now)


def _keys(each: Sent) -> dict[str, Any]:
    return {"of": each.delivery, "part": each.number}


async def record_refused(tx: Tx, delivery_id: int, number: int, fault: str = "") -> None:
    """The part surely did not arrive: its intention is over. ``fault``: what was not accepted, and why."""
    values: dict[str, Any] = {"intended": None} | ({"fault": fault} if fault else {})
    await tx.execute(_PART.values(values), [{"of": delivery_id, "part": number}])
