"""Who changed what: a log that is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, insert, select

from digests.model import Change
from digests.store.tables import audit
from digests.store.transaction import Tx

Values = Mapping[str, object]


async def record(
    tx: Tx, actor: str, action: str, target: str, at: datetime, before: Values, after: Values
) -> None:
    """Add a line, in the transaction of the change itself. No secret may be among the values."""
    row = {
        "at": at,
        "actor": actor[:64],
        "action": action,
        "target": target[:40],
        "before": _packed(before),
        "after": _packed(after),
    }
    await tx.execute(insert(audit).values(row))


def _packed(values: Values) -> str:
    named = {name: "" if value is None else str(value) for name, value in values.items()}
    return json.dumps(named, ensure_ascii=False)


async def page(tx: Tx, first: int, size: int, target: str = "") -> tuple[Change, ...]:
    """``size`` lines from the 0-based ``first`` on, newest first; of one target where it is named."""
    query = select(audit).order_by(audit.c.id.desc()).offset(first).limit(size)
    rows = await tx.execute(query.where(audit.c.target == target) if target else query)
    return tuple(
        Change(
            row.id, row.at, row.actor, row.action, row.target, json.loads(row.before), json.loads(row.after)
        )
        for row in rows
    )


async def count(tx: Tx, target: str = "") -> int:
    """How many lines there are."""
    query = select(func.count()).select_from(audit)
    return int((await tx.execute(query.where(audit.c.target == target) if target else query)).scalar_one())
