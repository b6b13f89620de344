"""Points over all reports of a story"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "story_points",
        sa.Column("story_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("made_of", sa.String(length=32), nullable=False),
        sa.Column("summarizer", sa.String(length=60), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_story_points")),
    )
