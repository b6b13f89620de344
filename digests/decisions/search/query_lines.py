"""A query as it is kept and shown: one line."""

from __future__ import annotations

from digests.decisions.search.query import LONGEST
from digests.errors import BadInput


def parse_line(text: str) -> str:
    """A query as it is kept and shown; PostgreSQL takes no NUL."""
    return " ".join(text[: 4 * LONGEST].replace("\0", " ").split())[:LONGEST]


def whole_line(text: str) -> str:
    """The same for a query that is kept for what comes, where an end that is cut off would not be missed.

    Raises ``BadInput("query_long")``.
    """
    if len(" ".join(text.split())) > LONGEST:
        raise BadInput("query_long", most=LONGEST)
    return parse_line(text)
