"""Corrections with the changes of messages that tell them, followed stories, and the weekly review"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

OPEN = sa.text("next_try IS NOT NULL")
UNSPREAD, UNSPREAD_SQLITE = sa.text("NOT spread"), sa.text("spread = 0")


def upgrade() -> None:
    op.drop_index("ix_story_member_decided", table_name="story_member")
    op.create_index("ix_story_member_decided", "story_member", ["decided", "story_id"])
    op.create_index("ix_digest_story_post", "digest_story", ["post_id"])
    stories = sa.Column("stories", sa.Integer, server_default="0", nullable=False)
    op.add_column("digest_part", stories)
    op.add_column("digest_part", sa.Column("reply_to", sa.BigInteger, server_default="0", nullable=False))
    for name in ("followed", "corrected"):
        op.add_column("digest", sa.Column(name, sa.Text, server_default="[]", nullable=False))
    op.add_column("subscriber", sa.Column("review", sa.String(10), server_default="", nullable=False))
    op.add_column("subscriber", sa.Column("next_review", sa.BigInteger, nullable=True))
    reviewed = sa.text("next_review IS NOT NULL")
    op.create_index(
        "ix_subscriber_review",
        "subscriber",
        ["next_review"],
        sqlite_where=reviewed,
        postgresql_where=reviewed,
    )
    _correction()
    _story_follow()
    _corrected_part()
    _edit()


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("noted", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("amendments", sa.Text, nullable=False),
        sa.Column("spread", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_correction_post_id"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_correction_post", "correction", ["post_id", "at"])
    op.create_index("ix_correction_at", "correction", ["at"])
    op.create_index(
        "ix_correction_unspread",
        "correction",
        ["at"],
        sqlite_where=UNSPREAD_SQLITE,
        postgresql_where=UNSPREAD,
    )


def _story_follow() -> None:
    op.create_table(
        "story_follow",
        sa.Column("subscriber_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("heard", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("subscriber_id", "post_id", name=op.f("pk_story_follow")),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscriber.id"],
            name=op.f("fk_story_follow_subscriber_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_story_follow_post_id"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_story_follow_heard", "story_follow", ["heard"])


def _corrected_part() -> None:
    op.create_table(
        "corrected_part",
        sa.Column("digest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest_id", "number", name=op.f("pk_corrected_part")),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name=op.f("fk_corrected_part_digest_id"), ondelete="CASCADE"
        ),
    )


def _edit() -> None:
    op.create_table(
        "edit",
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("transport", sa.String(20), nullable=False),
        sa.Column("next_try", sa.BigInteger, nullable=True),
        sa.Column("claim", sa.String(40), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("failing_since", sa.BigInteger, nullable=True),
        sa.Column("reason", sa.Text, server_default="", nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("pk_edit")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_edit_delivery_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_edit_open",
        "edit",
        ["transport", "next_try", "delivery_id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
