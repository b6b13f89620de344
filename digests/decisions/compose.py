"""Compose: picked stories, read whole, become a digest with its sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from digests.decisions.news import news_first, news_of
from digests.model import (
    Continued,
    Correction,
    Digest,
    FollowKind,
    FollowUp,
    Layout,
    Pick,
    Post,
    Section,
    Story,
)


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
    @property
    def since(self) -> int: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def layout(self) -> Layout: ...  # noqa: D102
    @property
    def signature(self) -> str: ...  # noqa: D102
    @property
    def hashtags(self) -> bool: ...  # noqa: D102


def compose(
    digest_id: int,
    frame: Frame,
    shown: Sequence[Pick],
    posts: Mapping[int, Post],
    titles: Mapping[tuple[FollowKind, int], str],
    total: int,
    follow_ups: Sequence[FollowUp] = (),
    corrections: Mapping[int, tuple[Correction, ...]] = MappingProxyType({}),
) -> Digest:
    """A digest of the ``shown`` picks, which stand section by section; ``total`` counts the rest too.

    ``corrections`` of its posts are shown with them. A pick or follow-up whose post is gone from the database
    is left out; a section without stories is not there.
    """
    sections: dict[tuple[FollowKind, int], list[Story]] = {}
    for pick in shown:
        if pick.post in posts:
            told = story_of(pick, posts[pick.post], frame.since, corrections.get(pick.post, ()))
            sections.setdefault(pick.section, []).append(told)
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
        follow_ups=_going_on(follow_ups, posts),
        title=frame.title,
        layout=frame.layout,
        signature=frame.signature,
        hashtags=frame.hashtags,
    )


def completed(
    digest: Digest, followed: Sequence[FollowUp], corrected: Sequence[Correction], posts: Mapping[int, Post]
) -> Digest:
    """A digest with the news of followed stories, and with what was corrected of what its readers know."""
    told = (Story(posts[one.post], corrections=(one,)) for one in corrected if one.post in posts)
    return replace(digest, followed=_going_on(followed, posts), corrected=tuple(told))


def _going_on(stories: Sequence[FollowUp], posts: Mapping[int, Post]) -> tuple[Continued, ...]:
    """Each with what its new reports say: the rest was told."""
    known = (one for one in stories if one.posts[0] in posts)
    return tuple(Continued(news_of(posts[one.posts[0]], one.posts), one) for one in known)


def story_of(pick: Pick, post: Post, seen: int, corrections: tuple[Correction, ...] = ()) -> Story:
    """A picked story as a reader sees it who has been told what came in up to post ``seen``.

    When it is told again, what is new of it stands first.
    """
    if pick.again:
        post = news_first(post, seen)
    return Story(post, pick.others, pick.figures.coverage, pick.again, corrections)
