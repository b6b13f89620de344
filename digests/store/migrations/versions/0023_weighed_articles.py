"""Articles as they are weighed, so that a restart need not weigh them again"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("story_features", sa.Column("weighed", sa.LargeBinary))
