"""What each chat was told, the figures of each pick, and the forms of posts

What was told before is read from the deliveries of the last two weeks, so that nobody is told anything twice.
Which stories somebody opened by the button was not written down: all of a digest's count as told.
"""

import time

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

TWO_WEEKS = 14 * 24 * 3600 * 1000
# ruff: noqa: S608  nothing of anybody's is in these statements
# Newest first. What was refused gave its cursor back, and what was sent again was told before.
GIVEN = """
    SELECT DISTINCT d.digest_id AS id FROM delivery d JOIN digest g ON g.id = d.digest_id
    WHERE d.subscriber_id = subscriber.id AND g.kind = 'digest' AND g.created > :since
    AND d.state <> 'suspended' AND d.slot NOT LIKE 'repeat:%'
"""
TOLD = {
    "sqlite": f"SELECT group_concat(id || '\\:999 ', '') FROM ({GIVEN} ORDER BY 1 DESC)",
    "postgresql": f"SELECT string_agg(id || '\\:999 ', '' ORDER BY id DESC) FROM ({GIVEN}) AS given",
}


def upgrade() -> None:
    op.add_column("post", sa.Column("form", sa.String(length=10), server_default="", nullable=False))
    op.add_column("digest", sa.Column("follow_ups", sa.Text(), server_default="[]", nullable=False))
    op.add_column("digest_story", sa.Column("figures", sa.Text(), server_default="{}", nullable=False))
    op.create_index("ix_digest_created", "digest", ["created"])
    op.add_column("subscriber", sa.Column("told", sa.Text(), server_default="", nullable=False))
    told = f"UPDATE subscriber SET told = coalesce(({TOLD[op.get_bind().dialect.name]}), '')"
    since = int(time.time() * 1000) - TWO_WEEKS
    op.execute(sa.text(told).bindparams(since=since))
