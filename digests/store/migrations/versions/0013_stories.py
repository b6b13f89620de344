"""Stories: the article of a post, and which articles tell one event

Cheap on a million posts: the new column is empty, which says that a post's article is its story, as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("post", sa.Column("article_id", sa.BigInteger(), nullable=True))
    _judged()
    op.create_table(
        "story_features",
        _id("article_id"),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_story_features")),
    )
    op.create_index("ix_story_features_published", "story_features", ["published"])
    op.create_index("ix_story_features_stamp", "story_features", ["stamp"])
    op.create_table(
        "story_index",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_index")),
    )
    op.create_table(
        "unjudged",
        _id("post_id"),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("awaited", sa.Boolean(), nullable=False),
        sa.Column("marked", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_unjudged")),
    )


def _judged() -> None:
    op.create_table(
        "story_member",
        _id("article_id"),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("decided", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_story_member")),
    )
    op.create_index("ix_story_member_story_id", "story_member", ["story_id"])
    op.create_index("ix_story_member_decided", "story_member", ["decided"])
    op.create_table(
        "story_parted",
        _id("article_id"),
        _id("other_id"),
        sa.PrimaryKeyConstraint("article_id", "other_id", name=op.f("pk_story_parted")),
    )
    op.create_table(
        "story_link",
        _id("article_id"),
        _id("related_id"),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "related_id", name=op.f("pk_story_link")),
    )
    op.create_index("ix_story_link_related_id", "story_link", ["related_id"])


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG_ID, autoincrement=False, nullable=False)
