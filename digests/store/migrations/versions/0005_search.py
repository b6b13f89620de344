"""Search: an index of words, the posts that it has yet to take in, and the queries behind buttons"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

LISTED = "CREATE INDEX ix_post_listed ON post (published, id, story_id, gone)"
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _tables()
    op.drop_index("ix_post_published", table_name="post")
    op.execute("CREATE INDEX ix_post_kept ON post (published) WHERE story_id IS NOT NULL")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{LISTED} WHERE gone = 0 AND story_id = id")
        op.execute(
            "CREATE VIRTUAL TABLE post_words USING fts5("
            "words, content='', detail=none, columnsize=0, tokenize='ascii')"
        )
        return
    op.execute(f"{LISTED} WHERE NOT gone AND story_id = id")
    op.execute("ALTER TABLE post ALTER COLUMN text TYPE bytea USING convert_to(text, 'UTF8')")
    op.execute(
        "CREATE TABLE post_words (key BIGINT PRIMARY KEY, words INTEGER[] NOT NULL)"
        " WITH (toast_tuple_target = 8160)"
    )
    op.execute("ALTER TABLE post_words ALTER COLUMN words SET STORAGE MAIN")
    op.execute("ALTER TABLE post_words ALTER COLUMN words SET STATISTICS 0")
    op.execute("CREATE INDEX ix_post_words ON post_words USING gin (words)")


def _tables() -> None:
    op.create_table(
        "post_key",
        sa.Column("key", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_post_key")),
    )
    op.create_index("ix_post_key_post_id", "post_key", ["post_id"], unique=True)
    op.create_table(
        "unindexed",
        sa.Column("post_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_unindexed")),
    )
    op.create_table(
        "word_index",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("below", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("dead", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_index")),
    )
    op.create_table(
        "query",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query")),
        sa.UniqueConstraint("text", name=op.f("uq_query_text")),
    )
    op.create_index("ix_query_asked", "query", ["asked"])
