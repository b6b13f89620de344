"""When a subscriber that wants to be forgotten is, and when it wants no sound"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

LEAVING = sa.text("forget_after IS NOT NULL")


def upgrade() -> None:
    op.add_column("subscriber", sa.Column("forget_after", sa.BigInteger))
    op.add_column("subscriber", sa.Column("quiet", sa.String(11), server_default="", nullable=False))
    op.add_column(
        "subscriber", sa.Column("quiet_days", sa.String(7), server_default="1234567", nullable=False)
    )
    for name in ("quiet_waits", "silent"):
        op.add_column("subscriber", sa.Column(name, sa.Boolean, server_default=sa.false(), nullable=False))
    op.create_index(
        "ix_subscriber_forget_after",
        "subscriber",
        ["forget_after"],
        sqlite_where=LEAVING,
        postgresql_where=LEAVING,
    )
