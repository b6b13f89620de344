"""All that is stored of an address, whatever tables there are: what refers to a subscriber is its own.

Rows of others' that merely are the same for many, such as digests and articles, are not among it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, and_, delete, or_, select, update

from digests.model import Destination, Status
from digests.store.subscribers import editions
from digests.store.tables import metadata, note, subscriber
from digests.store.transaction import Tx

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def tables() -> dict[str, tuple[Table, str]]:
    """Tables whose rows belong to a subscriber, by name, each with the column that says to whom.

    What belongs to a row of these, as a part does to its delivery, is found through that row.
    """
    found = dict[str, tuple[Table, str]]()
    owners = {subscriber.name}
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name in owners and key.ondelete == "CASCADE":
                owners.add(table.name)
                found[table.name] = table, key.parent.name
    return found


async def read(tx: Tx, subscriber_id: int) -> Rows:
    """The rows of every such table that has any, in the order of their keys; the subscriber's own first."""
    mine = select(subscriber).where(subscriber.c.id == subscriber_id)
    rows = {subscriber.name: await _rows(tx, mine)}
    for name, (table, column) in tables().items():
        rows[name] = await _rows(tx, select(table).where(_belongs(table, column, subscriber_id)))
    return {name: found for name, found in rows.items() if found}


def _belongs(table: Table, column: str, subscriber_id: int) -> ColumnElement[bool]:
    [key] = table.c[column].foreign_keys
    owner = key.column.table
    if owner is subscriber:
        return table.c[column] == subscriber_id
    _, through = tables()[owner.name]
    return table.c[column].in_(select(key.column).where(_belongs(owner, through, subscriber_id)))


async def _rows(tx: Tx, query: Select[tuple[object, ...]]) -> list[dict[str, object]]:
    ordered = query.order_by(*query.selected_columns[:2])
    return [_plain(row._asdict()) for row in await tx.execute(ordered)]


def _plain(row: Mapping[str, object]) -> dict[str, object]:
    """As JSON has it: moments in ISO 8601."""
    return {
        name: value.isoformat()
        if isinstance(value, datetime)
        else value.hex()
        if isinstance(value, bytes)
        else value
        for name, value in row.items()
    }


async def ids_at(tx: Tx, place: Destination) -> list[int]:
    """The subscribers of an address, all threads of it."""
    there = (subscriber.c.transport == place.transport, subscriber.c.address == place.address)
    return [
        row.id for row in await tx.execute(select(subscriber.c.id).where(*there).order_by(subscriber.c.id))
    ]


async def notes_of(tx: Tx, place: Destination) -> list[dict[str, object]]:
    """What people of an address are in the middle of."""
    return await _rows(tx, select(note).where(_of(place)))


def _of(place: Destination) -> ColumnElement[bool]:
    """What people there are asked, which chats this person looks after, what the topics here are called."""
    beginnings = (f"{each}:{place.address}:" for each in ("awaited", "manages", "topic"))
    there = (note.c.name.startswith(each, autoescape=True) for each in beginnings)
    return or_(note.c.name == f"channels:{place.address}", *there)


def _who_looks_after(place: Destination) -> ColumnElement[bool]:
    """It belongs to these persons: it goes with the chat, and is told to none of the others."""
    to_here = note.c.name.endswith(f":{place.address}", autoescape=True)
    return and_(note.c.name.startswith("manages:"), to_here)


# --------------------------------------------------------------------------- leaving


async def mark(tx: Tx, ids: Sequence[int], until: datetime) -> None:
    """Send these subscribers nothing more, and let them go then."""
    there = subscriber.c.id.in_(ids)
    began = (there, subscriber.c.status != Status.NEW)
    await tx.execute(update(subscriber).where(*began).values(status=Status.PAUSED, reason="", next_due=None))
    await tx.execute(update(subscriber).where(there).values(forget_after=until, next_review=None))
    for one in ids:
        await editions.silence(tx, one)


async def unmark(tx: Tx, ids: Sequence[int]) -> list[int]:
    """Keep those of these that were to go; who that were."""
    leaving = (subscriber.c.id.in_(ids), subscriber.c.forget_after.is_not(None))
    rows = await tx.execute(
        update(subscriber).where(*leaving).values(forget_after=None).returning(subscriber.c.id)
    )
    return [row.id for row in rows]


async def due(tx: Tx, now: datetime, limit: int) -> list[tuple[int, Destination]]:
    """Who is to go by now, with where they are."""
    columns = (subscriber.c.id, subscriber.c.transport, subscriber.c.address)
    query = select(*columns).where(subscriber.c.forget_after.is_not(None), subscriber.c.forget_after <= now)
    rows = await tx.execute(query.order_by(subscriber.c.forget_after).limit(limit))
    return [(row.id, Destination(row.transport, row.address)) for row in rows]


async def forget(tx: Tx, subscriber_id: int, place: Destination) -> None:
    """Delete a subscriber, with all that belongs to it."""
    await tx.execute(delete(note).where(or_(_of(place), _who_looks_after(place))))
    await tx.execute(delete(subscriber).where(subscriber.c.id == subscriber_id))
