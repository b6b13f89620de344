"""Articles as they are weighed, so that a restart need not weigh them again"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("story_features", sa.Column("weighed", sa.LargeBinary))
