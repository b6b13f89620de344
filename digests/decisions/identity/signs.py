"""By what an entry may be told from others where its name does not say it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

from digests.decisions.duplicates.duplicate_index import NEAR, distance

# Short notices recur word by word ("the exchange is closed today"), days apart and with dates of their own.
AGAIN = timedelta(hours=72)


class Mark(NamedTuple):
    """What an entry is known by. ``published`` is what it states itself, None where that cannot be believed.

    ``nameless`` says that ``uid`` is made of its content.
    """

    uid: str
    link: str
    title: str
    content_key: int
    simhash: int
    published: datetime | None
    nameless: bool = False


class Earlier(NamedTuple):
    """A stored post of the same feed. Of an old one no more than title and link is kept: its key is 0."""

    id: int
    uid: str
    link: str
    title: str
    content_key: int
    simhash: int
    published: datetime


Sign: TypeAlias = "Callable[[Mark | Earlier], Hashable]"
"""What an entry and a post may have in common; nothing where it is empty."""
Fits: TypeAlias = "Callable[[Mark, Earlier], bool]"
"""What must hold besides of an entry and a post with one sign."""


def content(each: Mark | Earlier) -> Hashable:
    """The text and, of a short one, the title."""
    return each.content_key


def content_and_date(each: Mark | Earlier) -> Hashable:
    """The text with the date."""
    return each.content_key, each.published


def link(each: Mark | Earlier) -> Hashable:
    """The page."""
    return each.link


def title(each: Mark | Earlier) -> Hashable:
    """The title."""
    return each.title


def title_and_date(each: Mark | Earlier) -> Hashable:
    """The title with the date."""
    return each.title, each.published


def always(mark: Mark, post: Earlier) -> bool:
    """Nothing more."""
    return True


def nameless(mark: Mark, post: Earlier) -> bool:
    """The entry has no name of its own."""
    return mark.nameless


def undated(mark: Mark, post: Earlier) -> bool:
    """The entry states no date."""
    return mark.published is None


def recent(mark: Mark, post: Earlier) -> bool:
    """The entry states no date, or one within 72 hours of the post's."""
    return mark.published is None or abs(mark.published - post.published) <= AGAIN


def same_statement(mark: Mark, post: Earlier) -> bool:
    """On one page: of one time, or of one day with one title or text, or without a date with one text."""
    if mark.published is None:
        return alike(mark, post)
    same = _is_time(mark.published) or mark.title == post.title or alike(mark, post)
    return mark.published == post.published and same


def _is_time(at: datetime) -> bool:
    """Whether a date says more than the day: zones are whole quarters of an hour from UTC."""
    return bool(at.minute % 15 or at.second)


def nearly_same(mark: Mark, post: Earlier) -> bool:
    """On one page: without a date, one title is enough; with another date, one text, for a while."""
    if mark.published is None and mark.title == post.title:
        return True
    return recent(mark, post) and alike(mark, post)


def was_read(mark: Mark, until: datetime) -> bool:
    """The entry was published until then, or does not say when."""
    return mark.published is None or mark.published <= until


def alike(mark: Mark, post: Earlier) -> bool:
    """Whether an entry says what a post says, but for a few words."""
    if not post.content_key:
        return mark.title == post.title
    return mark.content_key == post.content_key or distance(mark.simhash, post.simhash) <= NEAR
