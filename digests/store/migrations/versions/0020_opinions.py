"""What subscribers said of stories: more of that, or less"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "opinion",
        sa.Column("subscriber_id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("way", sa.SmallInteger, nullable=False),
        sa.Column("moved", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("subscriber_id", "post_id", name=op.f("pk_opinion")),
        _owner("subscriber_id", "subscriber.id"),
        _owner("post_id", "post.id"),
    )
    op.create_index("ix_opinion_post", "opinion", ["post_id"])


def _owner(column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [of], name=op.f(f"fk_opinion_{column}"), ondelete="CASCADE")
