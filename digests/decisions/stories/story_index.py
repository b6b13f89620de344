"""The articles of the window in memory: to which story a new one belongs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import Judgement, judged
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.weighed import Weighed


class Decision(NamedTuple):
    """The story to join, or none; with what score, for which terms; and related ones with theirs."""

    story: int | None
    score: float
    terms: tuple[str, ...]
    related: tuple[tuple[int, float], ...]


class StoryIndex:
    """Articles by their heaviest terms, with the stories that they belong to."""

    def __init__(self, frequencies: Frequencies | None = None) -> None:
        self.frequencies = frequencies or Frequencies()
        self._articles: dict[int, Weighed] = {}
        self._story: dict[int, int] = {}
        self._lists: defaultdict[int, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._articles)

    def add(self, article: int, story: int, prepared: Prepared) -> None:
        """Take an article in, as a member of a story; ``story`` of a lone one is its own id."""
        if article not in self._articles:
            self.frequencies.add(prepared)
        weighed = Weighed(prepared, self.frequencies)
        self._articles[article], self._story[article] = weighed, story
        for key in _keys(weighed):
            self._lists[key].append(article)

    def remove(self, article: int) -> None:
        """Forget an article."""
        self._articles.pop(article, None)
        self._story.pop(article, None)

    def move(self, article: int, story: int) -> None:
        """Put an article into another story."""
        if article in self._story:
            self._story[article] = story

    def forget(self, before: datetime) -> None:
        """Forget what was published before a moment."""
        for article in [n for n, w in self._articles.items() if w.seconds < before.timestamp()]:
            self.remove(article)

    def decide(self, prepared: Prepared, *, apart: Collection[int] = ()) -> Decision:
        """The story that an article belongs to, never one of ``apart``."""
        probe = Weighed(prepared, self.frequencies)
        stories: defaultdict[int, list[Judgement]] = defaultdict(list)
        for article in self._candidates(probe):
            stories[self._story[article]].append(judged(probe, self._articles[article]))
        scored = sorted(((_mean(found), -story) for story, found in stories.items()), reverse=True)
        related = [(-n, round(s, 3)) for s, n in scored if any(j.grade for j in stories[-n])]
        limit = weights.SAME[prepared.unspaced]
        for score, n in scored:
            if score >= limit and -n not in apart and stories[-n]:
                best = max(stories[-n], key=lambda j: j.score)
                others = tuple((s, sc) for s, sc in related if s != -n)[: weights.MOST_RELATED]
                if best.grade == "same":
                    return Decision(-n, score, best.terms, others)
        return Decision(None, scored[0][0] if scored else 0.0, (), tuple(related[: weights.MOST_RELATED]))

    def _candidates(self, probe: Weighed) -> list[int]:
        votes: Counter[int] = Counter()
        for key, weight in _keys(probe).items():
            for article in self._lists.get(key, ())[-weights.MOST_LISTED :]:
                votes[article] += weight  # type: ignore[assignment]
        near = [n for n, _ in votes.most_common(4 * weights.CANDIDATES) if n in self._articles]
        seconds = weights.WINDOW_HOURS * 3600
        return [n for n in near if abs(self._articles[n].seconds - probe.seconds) <= seconds][: weights.CANDIDATES]


def _mean(found: list[Judgement]) -> float:
    best = sorted((each.score for each in found), reverse=True)[: weights.BEST]
    return sum(best) / len(best)


def _keys(weighed: Weighed) -> dict[int, float]:
    units = sorted(weighed.uw, key=lambda u: (-weighed.uw[u], u))[: weights.INDEX_UNITS]
    return {u: weighed.uw[u] for u in units} | {
        u | 1 << 32: weighed.pw[u] for u in weighed.pairs[: weights.INDEX_PAIRS]
    }
