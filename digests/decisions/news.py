"""News: what of a told story its new reports say, which is all that its readers have not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from digests.model import Post, Report, StoryPoint, Telling


def news_of(post: Post, new: Collection[int]) -> Post:
    """A post with nothing of its story but the reports that hold the ``new`` posts, and their points.

    Where they add nothing to what others said, its own points stand there.
    """
    reports = tuple(each for each in post.telling.reports if not each.posts.isdisjoint(new))
    points = _ranked(point for point in post.telling.points if point.report in {each.id for each in reports})
    return replace(post, telling=Telling(reports, points or _own(post, reports), condensed=True))


def _own(post: Post, reports: Iterable[Report]) -> tuple[StoryPoint, ...]:
    mine = next((each.id for each in reports if post.id in each.posts), None)
    return () if mine is None else tuple(StoryPoint(each.text, mine, each.rank) for each in post.points)


def news_first(post: Post, seen: int) -> Post:
    """A post with the points of the reports that came in after post ``seen`` before those of the others."""
    new = {each.id for each in post.telling.reports if min(each.posts, default=0) > seen}
    points = sorted(post.telling.points, key=lambda point: (point.report not in new, point.rank))
    ranks = {point.rank: rank for rank, point in enumerate(points)}
    kept = tuple(replace(point, rank=ranks[point.rank]) for point in post.telling.points)
    return replace(post, telling=replace(post.telling, points=kept))


def _ranked(points: Iterable[StoryPoint]) -> tuple[StoryPoint, ...]:
    """In their order, with no gaps in their ranks."""
    kept = list(points)
    ranks = {old: new for new, old in enumerate(sorted(point.rank for point in kept))}
    return tuple(replace(point, rank=ranks[point.rank]) for point in kept)
