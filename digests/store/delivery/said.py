"""What a digest says of its stories at once: how many of their points; none where it has headlines alone."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case

from digests.model import Layout
from digests.store.tables import digest


class Said(NamedTuple):
    """When a digest was made, and of how many points of a story it shows."""

    at: datetime
    points: int


def shown_points(layout: Layout, points: int) -> int:
    """How many points of a story a digest of this layout shows."""
    return 0 if layout is Layout.HEADLINES else points


SHOWN_POINTS: ColumnElement[int] = case((digest.c.layout == Layout.HEADLINES, 0), else_=digest.c.points)
"""The same of a row."""
