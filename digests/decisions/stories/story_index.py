"""The articles of the window in memory: to which story a new one belongs."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.candidates import Candidates
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import Verdict, terms, verdict
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.weighed import weigh

_NOTHING = array("I")


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
        self._slots: dict[int, int] = {}
        self._weighed: list[array[int]] = []
        self._article, self._story, self._minutes = array("q"), array("q"), array("I")
        self._candidates = Candidates()

    def __len__(self) -> int:
        return len(self._slots)

    def add(self, article: int, story: int, prepared: Prepared) -> None:
        """Take an article in, as a member of a story; ``story`` of a lone one is its own id."""
        self.remove(article)
        self.frequencies.add(prepared)
        weighed = weigh(prepared, self.frequencies)
        probe = Probe(weighed, self.frequencies)
        self._slots[article] = slot = len(self._weighed)
        self._weighed.append(weighed)
        self._article.append(article)
        self._story.append(story)
        self._minutes.append(probe.head.minutes)
        self._candidates.add(slot, probe)

    def remove(self, article: int) -> None:
        """Forget an article."""
        slot = self._slots.pop(article, None)
        if slot is not None:
            self._weighed[slot] = _NOTHING

    def move(self, article: int, story: int) -> None:
        """Put an article into another story."""
        if article in self._slots:
            self._story[self._slots[article]] = story

    def forget(self, before: datetime) -> None:
        """Forget what was published before a moment."""
        minutes = before.timestamp() // 60
        for article in [n for n, slot in self._slots.items() if self._minutes[slot] < minutes]:
            self.remove(article)

    def near(self, prepared: Prepared) -> list[tuple[int, Beside, Verdict]]:
        probe = Probe(weigh(prepared, self.frequencies), self.frequencies)
        found = []
        for slot in self._best(probe):
            two = Beside(probe, self._weighed[slot])
            found.append((slot, two, verdict(two)))
        return found

    def _best(self, probe: Probe) -> list[int]:
        votes = self._candidates.votes(probe)
        window, minutes = weights.WINDOW_HOURS * 60, probe.head.minutes
        best = sorted(votes, key=lambda slot: (votes[slot], slot), reverse=True)
        near = (s for s in best if self._weighed[s] and abs(self._minutes[s] - minutes) <= window)
        return [slot for slot, _ in zip(near, range(weights.CANDIDATES), strict=False)]

    def decide(self, prepared: Prepared, *, apart: Collection[int] = ()) -> Decision:
        """The story that an article belongs to, never one of ``apart``."""
        stories: defaultdict[int, list[tuple[float, Beside]]] = defaultdict(list)
        linked = {}
        for slot, two, (score, grade) in self.near(prepared):
            story = self._story[slot]
            stories[story].append((score, two))
            if grade:
                linked[story] = max(score, linked.get(story, -99))
        scored = sorted(((_mean([s for s, _ in f]), -n) for n, f in stories.items()), reverse=True)
        for score, n in scored:
            if score >= 0 and -n not in apart:
                _, two = max(stories[-n], key=lambda x: x[0])
                rel = tuple(sorted(((s, round(v, 3)) for s, v in linked.items() if s != -n), key=lambda x: -x[1]))
                return Decision(-n, score, terms(two, prepared.names), rel[: weights.MOST_RELATED])
        rel = tuple(sorted(((s, round(v, 3)) for s, v in linked.items()), key=lambda x: -x[1]))
        return Decision(None, scored[0][0] if scored else 0.0, (), rel[: weights.MOST_RELATED])


def _mean(found: list[float]) -> float:
    best = sorted(found, reverse=True)[:3]
    return sum(best) / len(best)
