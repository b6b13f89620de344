"""Sources: how feeds are fetched and how that went, events for admins, and who changed what"""

from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

UNTOLD = sa.text("told IS NULL")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for column in _feed_columns():
        op.add_column("feed", column)
    op.create_table(
        "feed_access",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("password", sa.Text(), server_default="", nullable=False),
        sa.Column("headers", sa.Text(), server_default="{}", nullable=False),
        sa.Column("cookies", sa.Text(), server_default="", nullable=False),
        sa.Column("proxy", sa.Text(), server_default="", nullable=False),
        _of_feed("feed_access"),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_feed_access")),
    )
    op.create_table(
        "feed_attempt",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        _of_feed("feed_attempt"),
        sa.PrimaryKeyConstraint("feed_id", "slot", name=op.f("pk_feed_attempt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "article",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=500), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        _of_feed("article"),
        sa.PrimaryKeyConstraint("feed_id", "uid", name=op.f("pk_article")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=True),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=True),
        _of_feed("event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_feed_id", "event", ["feed_id", "kind", "at"])
    op.create_index("ix_event_untold", "event", ["id"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)
    op.create_table(
        "audit",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_target", "audit", ["target"])
    op.create_index("ix_post_feed_id", "post", ["feed_id", "published"])
    _fill(op.get_bind())


def _feed_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("host", sa.String(length=255), server_default="", nullable=False),
        sa.Column("every", sa.Integer(), nullable=True),
        sa.Column("full_text", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("fetches", sa.Integer(), server_default="0", nullable=False),
        sa.Column("recent_posts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("recent_first", sa.BigInteger(), nullable=True),
        sa.Column("recent_last", sa.BigInteger(), nullable=True),
        sa.Column("wish_seconds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wish_hours", sa.String(length=80), server_default="", nullable=False),
        sa.Column("wish_days", sa.String(length=20), server_default="", nullable=False),
        sa.Column("moved_to", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_times", sa.Integer(), server_default="0", nullable=False),
        sa.Column("moved_since", sa.BigInteger(), nullable=True),
    ]


def _of_feed(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["feed_id"], ["feed.id"], name=op.f(f"fk_{table}_feed_id"), ondelete="CASCADE"
    )


def _fill(connection: sa.Connection) -> None:
    """Name the hosts, and take logins out of addresses."""
    rows = connection.execute(sa.text("SELECT id, address FROM feed WHERE kind <> 'folder'")).all()
    taken = {address for _, address in rows}
    for feed_id, address in rows:
        prefix = "git+" if address.startswith("git+") else ""
        parts = urlsplit(address.removeprefix(prefix))
        host = (parts.hostname or "")[:255]
        connection.execute(
            sa.text("UPDATE feed SET host = :host WHERE id = :id"), {"host": host, "id": feed_id}
        )
        login, at, place = parts.netloc.rpartition("@")
        clean = prefix + parts._replace(netloc=place).geturl()
        if at and clean not in taken:
            taken.add(clean)
            user, _, password = (unquote(part) for part in login.partition(":"))
            connection.execute(
                sa.text('INSERT INTO feed_access (feed_id, "user", password) VALUES (:id, :user, :password)'),
                {"id": feed_id, "user": user, "password": password},
            )
            connection.execute(
                sa.text("UPDATE feed SET address = :address WHERE id = :id"),
                {"address": clean, "id": feed_id},
            )
