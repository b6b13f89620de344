"""Delivery at scale: kinds and ranks, pauses, broadcasts, and indexes that cost only what is rare"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

OPEN = sa.text("next_try IS NOT NULL")
TROUBLE = sa.text("state IN ('failed', 'suspended')")
AMBIGUOUS = sa.text("ambiguous > 0")
FAULT = sa.text("fault <> ''")


def upgrade() -> None:
    op.add_column("digest", sa.Column("kind", sa.String(length=10), server_default="digest", nullable=False))
    op.drop_index("ix_delivery_state", table_name="delivery")
    op.drop_index("ix_delivery_outbox", table_name="delivery")
    op.add_column("delivery", sa.Column("rank", sa.SmallInteger(), server_default="1", nullable=False))
    _partial("ix_delivery_outbox", "delivery", ["rank", "next_try", "id"], OPEN)
    _partial("ix_delivery_open", "delivery", ["subscriber_id", "id"], OPEN)
    _partial("ix_delivery_trouble", "delivery", ["finished", "state"], TROUBLE)
    op.create_index("ix_delivery_digest", "delivery", ["digest_id"])
    _partial("ix_delivery_part_ambiguous", "delivery_part", ["ambiguous"], AMBIGUOUS)
    _partial("ix_delivery_part_fault", "delivery_part", ["delivery_id"], FAULT)
    op.create_table(
        "pause",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_pause")),
    )
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("digest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cursor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("upto", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("place", sa.String(length=64), server_default="", nullable=False),
        sa.Column("message", sa.String(length=40), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=True),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_broadcast_digest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index("ix_broadcast_state", "broadcast", ["state"])


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
