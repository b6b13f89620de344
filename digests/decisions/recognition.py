"""Entries that come under a new name: which posts of their feed they were until now. Pure.

Some feeds give new guids at every fetch, some new links, some change all names once, when they move. What
tells such entries is the feed's own habit, read off from what it states beside what is stored. A sign stands
for identity only where no other entry and no other post has it; and a feed that keeps its names, as is seen
by those that it states again, needs few other signs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import datetime, timedelta
from itertools import islice
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
Fits: TypeAlias = "Callable[[Mark, Earlier], bool]"


def recognise(
    marks: Sequence[Mark], posts: Sequence[Earlier], kept: Collection[int], until: datetime | None = None
) -> dict[int, str]:
    """By post id, the new names of posts; ``kept`` are the ids of those that have theirs still.

    ``posts`` are all that share a sign with an entry. ``until``: see ``identity.new_names``.
    """
    search = _Search(marks, posts, kept)
    if search.is_idle:
        return {}
    search.pair(_content_and_date, _always)
    dates_are_kept = bool(search.found)
    search.pair(search.only(_link), _same_statement)
    if search.keeps_names():
        search.pair(search.only(_title_and_date), _nameless)
    else:
        search.pair(search.only(_link), _always if search.links_are_names() else _nearly_same)
        search.pair(search.only(_title_and_date), _always)
        search.pair(_content, _undated if dates_are_kept else _recent)
    if until is not None:
        search.pair(_content, lambda mark, _: _was_read(mark, until))
        search.pair(search.only(_title), lambda mark, _: _was_read(mark, until))
    return search.found


def alike(mark: Mark, post: Earlier) -> bool:
    """Whether an entry says what a post says, but for a few words."""
    if not post.content_key:
        return mark.title == post.title
    return mark.content_key == post.content_key or distance(mark.simhash, post.simhash) <= NEAR


class _Search:
    """Pairs entries whose name is new with posts whose name the feed states no more, each once."""

    def __init__(self, marks: Sequence[Mark], posts: Sequence[Earlier], kept: Collection[int]) -> None:
        self._marks, self._posts = marks, posts
        self._kept = len(kept)
        names = {post.uid for post in posts}
        self._new = [mark for mark in marks if mark.uid not in names]
        self._left = [post for post in posts if post.id not in kept]
        self.found: dict[int, str] = {}
        self._on_their_page = len(self._pairs(self.only(_link), _always))

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to pair."""
        return not self._new or not self._left

    def only(self, sign: Sign) -> Sign:
        """A sign where no other entry and no other post has it."""
        mine, theirs = Counter(map(sign, self._marks)), Counter(map(sign, self._posts))
        return lambda each: key if (key := sign(each)) and mine[key] == theirs[key] == 1 else None

    def pair(self, sign: Sign, fits: Fits) -> None:
        """Give posts the names of entries that have the same sign."""
        self.found |= self._pairs(sign, fits)

    def keeps_names(self) -> bool:
        """Whether most entries that can be told without their names have these still."""
        changed = self._pairs(self.only(_content), _undated) | self._pairs(self.only(_link), _nearly_same)
        return self._kept > 0 and self._kept >= len(self.found) + len(changed)

    def links_are_names(self) -> bool:
        """Whether each entry has a link of its own, and several have it still under new names.

        One of them must be told by more than its link: sections of a site take up new entries on old pages.
        """
        links = {mark.link for mark in self._marks if mark.link}
        return len(links) == len(self._marks) and self._on_their_page > 1 and bool(self.found)

    def _pairs(self, sign: Sign, fits: Fits) -> dict[int, str]:
        named = set(self.found.values())
        waiting: dict[Hashable, list[Earlier]] = defaultdict(list)
        for post in self._left:
            if post.id not in self.found and (key := sign(post)):
                waiting[key].append(post)
        pairs: dict[int, str] = {}
        for mark in self._new:
            there = waiting.get(sign(mark), []) if mark.uid not in named else []
            fitting = (post.id for post in there if post.id not in pairs and fits(mark, post))
            pairs |= dict.fromkeys(islice(fitting, 1), mark.uid)
        return pairs


def _content(each: Mark | Earlier) -> Hashable:
    return each.content_key


def _content_and_date(each: Mark | Earlier) -> Hashable:
    return each.content_key, each.published


def _link(each: Mark | Earlier) -> Hashable:
    return each.link


def _title(each: Mark | Earlier) -> Hashable:
    return each.title


def _title_and_date(each: Mark | Earlier) -> Hashable:
    return each.title, each.published


def _always(mark: Mark, post: Earlier) -> bool:
    return True


def _nameless(mark: Mark, post: Earlier) -> bool:
    return mark.nameless


def _undated(mark: Mark, post: Earlier) -> bool:
    return mark.published is None


def _recent(mark: Mark, post: Earlier) -> bool:
    return mark.published is None or abs(mark.published - post.published) <= AGAIN


def _same_statement(mark: Mark, post: Earlier) -> bool:
    """On one page: of one time, or of one day with one title or text, or without a date with one text."""
    if mark.published is None:
        return alike(mark, post)
    same = _is_time(mark.published) or mark.title == post.title or alike(mark, post)
    return mark.published == post.published and same


def _is_time(at: datetime) -> bool:
    """Whether a date says more than the day: zones are whole quarters of an hour from UTC."""
    return bool(at.minute % 15 or at.second)


def _nearly_same(mark: Mark, post: Earlier) -> bool:
    """On one page: without a date, one title is enough; with another date, one text, for a while."""
    if mark.published is None and mark.title == post.title:
        return True
    return _recent(mark, post) and alike(mark, post)


def _was_read(mark: Mark, until: datetime) -> bool:
    return mark.published is None or mark.published <= until
