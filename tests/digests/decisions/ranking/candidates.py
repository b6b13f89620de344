"""Candidates for tests, with only what a test cares about said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digests.decisions.selection import SectionKey
from digests.model import Candidate, FollowKind, Form, Pick

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
FINANCE, SPORT, TECH = ((FollowKind.CATEGORY, n) for n in (1, 2, 3))
TAG: SectionKey = (FollowKind.TAG, 1)


def candidate(
    post: int,
    *targets: SectionKey,
    hours: float = 0,
    story: int = 0,
    article: int = 0,
    length: int = 900,
    source: str = "",
    form: Form = Form.ARTICLE,
) -> Candidate:
    """A post, of a source and a story of its own unless these are said."""
    said = source or f"Paper {post}"
    published = NOW - timedelta(hours=hours)
    return Candidate(
        post, story or post, published, length, said, targets or (FINANCE,), article or post, form
    )


def posts(picks: list[Pick]) -> list[int]:
    """Which posts were picked."""
    return [pick.post for pick in picks]
