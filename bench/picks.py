"""Picks: how much of what most sources tell a digest of the last day shows, by the product's own rank.

``open_picker`` is what scorers of such picks open: ``add(post)`` in the order of publication, then
``pick(now, n)`` for the n stories that a digest made at that moment shows, each by one of its posts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from math import log2
from statistics import mean

from bench.days import Made, days
from bench.table import show
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


# ------------------------------------------------------------------ measured on days that are made up

SIZE = 8
EVERY = timedelta(hours=6)
Pick = Callable[[Sequence[Made], str, int], list[str]]


def main() -> None:
    """Eight picks every six hours, by several ranks, and print the table."""
    made, picker = days(), open_picker()
    rows = [
        _row("newest first", made, lambda seen, now, n: [each.post["id"] for each in seen[-n:]]),
        _row("each post by itself, fresh and full", made, _alone),
        _row("stories, by rank", made, lambda seen, now, n: picker.pick(now, n), picker.add),
        _row("events as they are, by the last day's reports", made, _knowing),
    ]
    head = ("rank", "digests", "of the best possible coverage", "distinct events")
    show(f"Picks, {len(made):,} posts that are made up, {SIZE} picks every six hours", head, rows)


def _row(
    name: str, made: Sequence[Made], pick: Pick, add: Callable[[Mapping[str, str]], None] | None = None
) -> tuple[str, ...]:
    """``coverage``: sources that end up telling the picked events, of those of the best eight."""
    wide = Counter(each.event for each in made)
    event = {each.post["id"]: each.event for each in made}
    shares, distinct, place = list[float](), list[float](), 0
    moment = made[0].published + EVERY
    while moment <= made[-1].published:
        while place < len(made) and made[place].published <= moment:
            if add:
                add(made[place].post)
            place += 1
        lately = [each for each in made[:place] if each.published > moment - DAY]
        told = {event[one] for one in pick(lately, moment.isoformat(), SIZE)}
        best = sorted((wide[n] for n in {each.event for each in lately}), reverse=True)[:SIZE]
        shares.append(sum(wide[n] for n in told) / sum(best))
        distinct.append(len(told) / SIZE)
        moment += EVERY
    return (name, str(len(shares)), f"{mean(shares):.2f}", f"{mean(distinct):.2f}")


def _alone(seen: Sequence[Made], now: str, n: int) -> list[str]:
    """As digests were chosen before articles of one event were told together."""
    newest = seen[-1].published

    def score(one: Made) -> float:
        return min(len(one.post["text"]) / 900, 1) - log2(1 + (newest - one.published) / EVERY)

    return [one.post["id"] for one in sorted(seen, key=score, reverse=True)[:n]]


def _knowing(seen: Sequence[Made], now: str, n: int) -> list[str]:
    told = Counter(one.event for one in seen)
    last = {one.event: one.post["id"] for one in seen}
    return [last[event] for event, _ in told.most_common(n)]


if __name__ == "__main__":
    main()
