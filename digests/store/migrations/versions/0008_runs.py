"""Runs: the words of older posts on PostgreSQL, a row for each word of many posts"""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(
        "CREATE TABLE word_run (id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, low BIGINT NOT NULL,"
        " high BIGINT NOT NULL, posts INTEGER NOT NULL, keys BYTEA NOT NULL)"
    )
    op.execute("ALTER TABLE word_run ALTER COLUMN keys SET STORAGE EXTERNAL")
    op.execute(
        "CREATE TABLE word_places (word INTEGER, run INTEGER, places BYTEA NOT NULL, PRIMARY KEY (word, run))"
    )
