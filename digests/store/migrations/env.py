"""Alembic's entry: runs the migrations on the URL that ``digests.store.migrate`` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import create_engine, func, pool, select

from digests.store.columns import Instant
from digests.store.locks import Lock
from digests.store.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write instants as what they are in the database, so that a migration needs nothing of ours."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
with engine.connect() as connection:
    if engine.dialect.name == "postgresql":  # several processes start at once: one of them migrates
        connection.execute(select(func.pg_advisory_xact_lock(int(Lock.SCHEMA))))
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, render_item=render_item
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
