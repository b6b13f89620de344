"""Picks: what a digest of the last day shows, made by the product's own stories and rank.

``open_picker`` is what scorers of such picks open: ``add(post)`` in the order of publication, then
``pick(now, n)`` for the n stories that a digest made at that moment shows, each by one of its posts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from digests.decisions.ranking.forms import form_of
from digests.decisions.selection import History, choose
from digests.decisions.stories.prepared import prepare
from digests.decisions.stories.story_index import StoryIndex
from digests.model import Candidate, FollowKind

DAY = timedelta(hours=24)
WINDOW = timedelta(hours=72)
_FOLLOWED = (FollowKind.CATEGORY, 1)


class Picker:
    """Posts as they come in, joined to stories, and digests of one category that holds all of them."""

    def __init__(self) -> None:
        self._index = StoryIndex()
        self._posts: list[Candidate] = []
        self._names: list[str] = []
        self._related: defaultdict[int, set[int]] = defaultdict(set)

    def add(self, post: Mapping[str, str]) -> None:
        """Take a post in: its story is decided when it comes."""
        number = len(self._posts) + 1
        title, text = post["title"], post.get("text") or ""
        published = datetime.fromisoformat(post["published"])
        prepared = prepare(title, text, published, post.get("lang", ""))
        decided = self._index.decide(prepared)
        story = number if decided.story is None else decided.story
        self._index.add(number, story, prepared)
        for other, _ in decided.related:
            self._related[story].add(other)
            self._related[other].add(story)
        self._names.append(post["id"])
        source, form = post.get("source", ""), form_of(title, text)
        length = len(text)
        self._posts.append(Candidate(number, story, published, length, source, (_FOLLOWED,), number, form))

    def pick(self, now: str, n: int) -> list[str]:
        """The ids of the posts that stand for the ``n`` weightiest stories of the last day."""
        since = datetime.fromisoformat(now) - DAY
        newest = {post.story: post for post in self._posts if post.published > since}
        lately = [post for post in self._posts if post.story in newest]
        found = choose(lately, [_FOLLOWED], n, size=n, history=History(related=self._related))
        stories = [self._posts[one.post - 1].story for one in found.picks]
        return [self._names[newest[story].post - 1] for story in stories]


def open_picker() -> Picker:
    """A picker that knows nothing yet."""
    return Picker()
