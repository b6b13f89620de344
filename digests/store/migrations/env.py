"""Alembic's entry: runs the migrations on the URL that ``digests.store.migrate`` hands over."""

import time
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine, func, pool, select

from digests.store.columns import Instant
from digests.store.locks import Lock
from digests.store.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write instants as what they are in the database, so that a migration needs nothing of ours."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


def alone(connection: Connection) -> None:
    """Of several processes that start at once one migrates, until its connection ends.

    The others ask again and again: whoever waits within a statement holds up an index that is built beside
    what goes on.
    """
    while not connection.execute(select(func.pg_try_advisory_lock(int(Lock.SCHEMA)))).scalar():
        connection.rollback()
        time.sleep(0.2)
    connection.commit()


engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
with engine.connect() as connection:
    if engine.dialect.name == "postgresql":
        alone(connection)
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, render_item=render_item
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
