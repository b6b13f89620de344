"""What all tables share: their metadata, and the conditions of partial indexes."""

from __future__ import annotations

from sqlalchemy import MetaData, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Conditions of partial indexes. A question must state the very same text, else the index is not used.
OPEN = text("next_try IS NOT NULL")
TROUBLE = text("state IN ('failed', 'suspended')")
AMBIGUOUS = text("ambiguous > 0")
FAULT = text("fault <> ''")
UNTOLD = text("told IS NULL")
REVIEWED = text("next_review IS NOT NULL")
UNSPREAD = text("NOT spread")
UNSPREAD_SQLITE = text("spread = 0")
LEAVING = text("forget_after IS NOT NULL")
ALERTED = text("next_alert IS NOT NULL")
ALERTING, ALERTING_SQLITE = text("alert"), text("alert = 1")

# The first post of each story that its feed has not taken back; as SQLAlchemy writes it there.
LISTED = text("NOT gone AND story_id = id")
LISTED_SQLITE = text("gone = 0 AND story_id = id")

# What has its text: of older posts the row alone stays (``store.pruning``).
KEPT = text("story_id IS NOT NULL")
