"""Dead keys: an index over those alone, so that of a run without any no key need be looked up"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    dead = sa.text("post_id IS NULL")
    op.create_index("ix_post_key_dead", "post_key", ["key"], sqlite_where=dead, postgresql_where=dead)
