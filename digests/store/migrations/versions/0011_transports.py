"""Transports: of each digest and delivery the transport that carries it, and room for longer addresses

All that was stored before is Telegram's, and so is what processes of the version before still write. SQLite
keeps no lengths, so that its tables need not be written anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

OPEN = sa.text("next_try IS NOT NULL")
LONGER = [("subscriber", "address", 500), ("delivery_part", "message", 250), ("pause", "scope", 540)]


def upgrade() -> None:
    for table in ("digest", "delivery"):
        transport = sa.Column("transport", sa.String(length=20), server_default="telegram", nullable=False)
        op.add_column(table, transport)
    op.drop_index("ix_delivery_outbox", table_name="delivery")
    columns = ["transport", "rank", "next_try", "id"]
    op.create_index("ix_delivery_outbox", "delivery", columns, sqlite_where=OPEN, postgresql_where=OPEN)
    op.execute("UPDATE pause SET scope = 'telegram:' || scope")
    if op.get_bind().dialect.name == "postgresql":
        for table, column, length in LONGER:
            op.alter_column(table, column, type_=sa.String(length=length))
        op.alter_column("rate", "scope", type_=sa.String(length=540))
        op.execute("UPDATE rate SET scope = 'telegram:' || scope")
