"""How far alerts were looked for, since when they are wanted, and when a chat's are due"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

ALERTED = sa.text("next_alert IS NOT NULL")
ALERTING, ALERTING_SQLITE = sa.text("alert"), sa.text("alert = 1")


def upgrade() -> None:
    op.create_table(
        "alert_mark",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_mark")),
    )
    op.add_column("digest", sa.Column("resumes", sa.BigInteger))
    op.add_column("subscriber", sa.Column("next_alert", sa.BigInteger))
    op.create_index(
        "ix_subscriber_alert", "subscriber", ["next_alert"], sqlite_where=ALERTED, postgresql_where=ALERTED
    )
    _asked_for("subscription", ["kind", "target_id", "query_id"])
    _asked_for("story_follow", ["post_id"])


def _asked_for(table: str, columns: list[str]) -> None:
    after = sa.Column("alert_after", sa.BigInteger, server_default="0", nullable=False)
    op.add_column(table, after)
    op.create_index(
        f"ix_{table}_alert", table, columns, sqlite_where=ALERTING_SQLITE, postgresql_where=ALERTING
    )
