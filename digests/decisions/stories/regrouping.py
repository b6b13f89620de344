"""Regrouping: which articles tell one story after some of them have moved, and by which post it is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple


class Told(NamedTuple):
    """A post, its article and its story."""

    post: int
    article: int
    story: int
    gone: bool


_Group = tuple[int, bool]
"""Articles that tell one story: the id that it had, or that of an article which tells it alone (True)."""


def regrouped(rows: Collection[Told], moves: Mapping[int, int | None]) -> dict[int, int]:
    """The story of each article once some have joined that of another post, or tell one alone (None).

    Given are all posts of the stories concerned; the moves happen in their order.
    """
    groups = _moved({row.article: row.story for row in rows}, {row.post: row.article for row in rows}, moves)
    first = _first_posts(rows, groups)
    return {article: first[group] for article, group in groups.items()}


def _moved(
    stories: Mapping[int, int], articles: Mapping[int, int], moves: Mapping[int, int | None]
) -> dict[int, _Group]:
    groups: dict[int, _Group] = {article: (story, False) for article, story in stories.items()}
    for article, anchor in moves.items():
        if article in groups:
            other = None if anchor is None else articles.get(anchor)
            groups[article] = (article, True) if other is None else groups[other]
    return groups


def _first_posts(rows: Iterable[Told], groups: Mapping[int, _Group]) -> dict[_Group, int]:
    """The first post of each group that is not gone; of one that has none, its first."""
    first: dict[_Group, int] = {}
    for row in sorted(rows, key=lambda row: (row.gone, row.post)):
        first.setdefault(groups[row.article], row.post)
    return first
