"""Notes by name, each until a moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from digests.store.tables import note
from digests.store.transaction import Tx
from digests.store.upsert import insert_into


async def put(tx: Tx, name: str, value: str, now: datetime, until: datetime) -> None:
    """Keep a note in the place of what had its name; those whose time is over go."""
    await tx.execute(delete(note).where(note.c.until < now))
    made = insert_into(tx, note).values(name=name, value=value, until=until)
    again = made.on_conflict_do_update(index_elements=["name"], set_={"value": value, "until": until})
    await tx.execute(again)


async def get(tx: Tx, name: str, now: datetime) -> str | None:
    """A note, None when there is none any more."""
    found = select(note.c.value).where(note.c.name == name, note.c.until >= now)
    return (await tx.execute(found)).scalar()


async def under(tx: Tx, beginning: str, now: datetime) -> dict[str, str]:
    """The notes whose names begin so, each by the rest of its name, in the order of these."""
    named = note.c.name.startswith(beginning, autoescape=True)
    found = select(note.c.name, note.c.value).where(named, note.c.until >= now).order_by(note.c.name)
    return {row.name.removeprefix(beginning): row.value for row in await tx.execute(found)}


async def take(tx: Tx, name: str, now: datetime) -> str | None:
    """A note, which is thereby gone: of several who take it one has it."""
    gone = delete(note).where(note.c.name == name, note.c.until >= now).returning(note.c.value)
    return (await tx.execute(gone)).scalar()
