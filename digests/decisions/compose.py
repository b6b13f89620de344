"""Compose: picked stories, read whole, become a digest with its sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Continued, Digest, FollowKind, FollowUp, Pick, Post, Section, Story


class Frame(Protocol):
    """What a digest says beside its stories; a stored digest and a new one both know it."""

    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def zone(self) -> str: ...  # noqa: D102
    @property
    def due(self) -> datetime: ...  # noqa: D102
    @property
    def points(self) -> int: ...  # noqa: D102
    @property
    def first(self) -> bool: ...  # noqa: D102
    @property
    def transport(self) -> str: ...  # noqa: D102


def compose(
    digest_id: int,
    frame: Frame,
    shown: Sequence[Pick],
    posts: Mapping[int, Post],
    titles: Mapping[tuple[FollowKind, int], str],
    total: int,
    follow_ups: Sequence[FollowUp] = (),
) -> Digest:
    """A digest of the ``shown`` picks, which stand section by section; ``total`` counts the rest too.

    A pick or follow-up whose post is gone from the database is left out; a section without stories is not
    there.
    """
    sections: dict[tuple[FollowKind, int], list[Story]] = {}
    for pick in shown:
        if pick.post in posts:
            sections.setdefault(pick.section, []).append(story_of(pick, posts[pick.post]))
    return Digest(
        id=digest_id,
        language=frame.language,
        zone=frame.zone,
        due=frame.due,
        sections=tuple(Section(titles.get(key, ""), tuple(stories)) for key, stories in sections.items()),
        total=total,
        points=frame.points,
        first=frame.first,
        transport=frame.transport,
        follow_ups=tuple(Continued(posts[one.posts[0]], one) for one in follow_ups if one.posts[0] in posts),
    )


def story_of(pick: Pick, post: Post) -> Story:
    """A picked story as a reader sees it."""
    return Story(post, pick.others, pick.figures.coverage, pick.again)
