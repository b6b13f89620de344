"""Entries that come under a new name: which posts of their feed they were until now. Pure.

Some feeds give new guids at every fetch, some new links, some change all names once, when they move. What
tells such entries is the feed's own habit, read off from what it states beside what is stored. A sign stands
for identity only where no other entry and no other post has it; and a feed that keeps its names, as is seen
by those that it states again, needs few other signs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Sequence
from datetime import datetime
from itertools import islice

from digests.decisions.identity import signs
from digests.decisions.identity.signs import Earlier, Fits, Mark, Sign


def recognise(
    marks: Sequence[Mark], posts: Sequence[Earlier], kept: Collection[int], until: datetime | None = None
) -> dict[int, str]:
    """By post id, the new names of posts; ``kept`` are the ids of those that have theirs still.

    ``posts`` are all that share a sign with an entry. ``until``: see ``identity.new_names``.
    """
    search = _Search(marks, posts, kept)
    if search.is_idle:
        return {}
    search.pair(signs.content_and_date, signs.always)
    dates_are_kept = bool(search.found)
    search.pair(search.only(signs.link), signs.same_statement)
    if search.keeps_names():
        search.pair(search.only(signs.title_and_date), signs.nameless)
    else:
        search.pair(search.only(signs.link), signs.always if search.links_are_names() else signs.nearly_same)
        search.pair(search.only(signs.title_and_date), signs.always)
        search.pair(signs.content, signs.undated if dates_are_kept else signs.recent)
    if until is not None:
        search.pair(signs.content, lambda mark, _: signs.was_read(mark, until))
        search.pair(search.only(signs.title), lambda mark, _: signs.was_read(mark, until))
    return search.found


class _Search:
    """Pairs entries whose name is new with posts whose name the feed states no more, each once."""

    def __init__(self, marks: Sequence[Mark], posts: Sequence[Earlier], kept: Collection[int]) -> None:
        self._marks, self._posts = marks, posts
        self._kept = len(kept)
        names = {post.uid for post in posts}
        self._new = [mark for mark in marks if mark.uid not in names]
        self._left = [post for post in posts if post.id not in kept]
        self.found: dict[int, str] = {}
        self._on_their_page = len(self._pairs(self.only(signs.link), signs.always))

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
        undated = self._pairs(self.only(signs.content), signs.undated)
        on_page = self._pairs(self.only(signs.link), signs.nearly_same)
        return self._kept > 0 and self._kept >= len(self.found) + len(undated | on_page)

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
