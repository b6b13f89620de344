"""An index of links, so that an article is found by its address however old it is"""

from alembic import op

revision = "0022"
down_revision = "0021"

INDEX = "ix_post_link"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.create_index(INDEX, "post", ["link"])
        return
    # Posts go on being stored meanwhile. What a broken attempt has left answers nothing, and is made anew.
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, "post", if_exists=True, postgresql_concurrently=True)
        op.create_index(INDEX, "post", ["link"], postgresql_using="hash", postgresql_concurrently=True)


def downgrade() -> None:
    op.drop_index(INDEX, "post")
