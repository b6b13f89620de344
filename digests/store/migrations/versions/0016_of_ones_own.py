"""When a subscriber that wants to be forgotten is"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0012"

LEAVING = sa.text("forget_after IS NOT NULL")


def upgrade() -> None:
    op.add_column("subscriber", sa.Column("forget_after", sa.BigInteger))
    op.create_index(
        "ix_subscriber_forget_after",
        "subscriber",
        ["forget_after"],
        sqlite_where=LEAVING,
        postgresql_where=LEAVING,
    )
