"""Filters, editions, alerts, mutes, tastes, and what is saved"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    _standing_query()
    _edition()
    _of_subscriber(
        "mute",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("title", sa.String(300), server_default="", nullable=False),
        sa.Column("until", sa.BigInteger),
        key=["kind", "target"],
    )
    op.create_index("ix_mute_until", "mute", ["until"])
    _of_subscriber(
        "taste",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), server_default="", nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        key=["kind", "target"],
    )
    _saved()
    _waiting_alert()


def _number(name: str, default: int = 0) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, server_default=str(default), nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, server_default=sa.false(), nullable=False)


def _words(name: str, length: int, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), server_default=default, nullable=False)


def _columns() -> dict[str, list[sa.Column[Any]]]:
    return {
        "subscriber": [
            _number("query_id"),
            sa.Column("floor", sa.Integer, server_default="1", nullable=False),
            sa.Column("alerts", sa.Integer, server_default="6", nullable=False),
            _words("layout", 10, "folded"),
            _words("signature", 200),
            _flag("hashtags"),
        ],
        "subscription": [_number("edition_id"), _number("query_id"), _flag("alert")],
        "digest": [
            _words("title", 60),
            _words("layout", 10, "folded"),
            _words("signature", 200),
            _flag("hashtags"),
        ],
        "story_follow": [_flag("alert")],
    }


def _standing_query() -> None:
    op.create_table(
        "standing_query",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_query")),
        sa.UniqueConstraint("text", name=op.f("uq_standing_query_text")),
    )


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("subscriber_id", BIG_ID, nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("times", sa.String(100), nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        _words("layout", 10, "folded"),
        _number("cursor"),
        sa.Column("next_due", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        _owner("edition"),
    )
    op.create_index("ix_edition_subscriber", "edition", ["subscriber_id"])
    op.create_index("ix_edition_due", "edition", ["next_due"])


def _owner(table: str, column: str = "subscriber_id", of: str = "subscriber.id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [of], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def _of_subscriber(name: str, *columns: sa.Column[Any], key: list[str], **others: str) -> None:
    op.create_table(
        name,
        sa.Column("subscriber_id", BIG_ID, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("subscriber_id", *key, name=op.f(f"pk_{name}")),
        _owner(name),
        *(_owner(name, column, of) for column, of in others.items()),
    )


def _saved() -> None:
    _of_subscriber(
        "saved",
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        _words("note", 200),
        key=["post_id"],
        post_id="post.id",
    )
    op.create_index("ix_saved_at", "saved", ["subscriber_id", "at"])
    op.create_index("ix_saved_post", "saved", ["post_id"])


def _waiting_alert() -> None:
    _of_subscriber(
        "waiting_alert",
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("target_id", sa.BigInteger, nullable=False),
        sa.Column("stored", sa.BigInteger, nullable=False),
        key=["post_id"],
        post_id="post.id",
    )
    op.create_index("ix_waiting_alert_post", "waiting_alert", ["post_id"])
    op.create_index("ix_waiting_alert_stored", "waiting_alert", ["stored"])
