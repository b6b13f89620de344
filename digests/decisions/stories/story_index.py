"""The articles of the window in memory: to which story a new one belongs."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from heapq import nlargest
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.candidates import Candidates
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.members import Members
from digests.decisions.stories.pair import Verdict, terms, verdict
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.profile import likeness
from digests.decisions.stories.weighed import renew
from digests.decisions.stories.weighing import Weighing, weighing

_NOTHING = array("I")


class Decision(NamedTuple):
    """The story to join, or none; with what score, for which terms; and related ones with theirs."""

    story: int | None
    score: float
    terms: tuple[str, ...]
    related: tuple[tuple[int, float], ...]


class StoryIndex:
    """Articles by their heaviest terms, with the stories that they belong to."""

    def __init__(self, frequencies: Frequencies | None = None, hours: float = weights.WINDOW_HOURS) -> None:
        self._window = hours * 60
        self.frequencies = frequencies or Frequencies()
        self._slots: dict[int, int] = {}
        self._weighed: list[array[int]] = []
        self._story, self._minutes = array("q"), array("I")
        self._last: tuple[Prepared, Weighing] | None = None
        self._candidates = Candidates()
        self._members = Members()

    def __len__(self) -> int:
        return len(self._slots)

    def add(self, article: int, story: int, prepared: Prepared) -> None:
        """Take an article in, as a member of a story; ``story`` of a lone one is its own id."""
        self.remove(article)
        made = self._weighing(prepared)
        self._last = None
        self.frequencies.count(made.units, made.pairs)
        renew(made.numbers, self.frequencies)
        self._slots[article] = slot = len(self._weighed)
        self._weighed.append(made.numbers)
        self._story.append(story)
        self._minutes.append(made.numbers[1])
        self._candidates.add(slot, made.keys())
        self._members.enter(story, slot)

    def remove(self, article: int) -> None:
        """Forget an article."""
        slot = self._slots.pop(article, None)
        if slot is not None:
            self._members.leave(self._story[slot], slot)
            self._weighed[slot] = _NOTHING

    def move(self, article: int, story: int) -> None:
        """Put an article into another story."""
        slot = self._slots.get(article)
        if slot is not None and self._story[slot] != story:
            self._members.leave(self._story[slot], slot)
            self._story[slot] = story
            self._members.enter(story, slot)

    def story_of(self, article: int) -> int | None:
        """The story that an article tells; None where it is not known."""
        slot = self._slots.get(article)
        return None if slot is None else self._story[slot]

    def stories(self) -> dict[int, int]:
        """The story of each article."""
        return {article: self._story[slot] for article, slot in self._slots.items()}

    def forget(self, before: datetime) -> None:
        """Forget what was published before a moment."""
        minutes = before.timestamp() // 60
        for article in [n for n, slot in self._slots.items() if self._minutes[slot] < minutes]:
            self.remove(article)

    def _weighing(self, prepared: Prepared) -> Weighing:
        """What is decided on is added next: it is weighed once."""
        if self._last is None or self._last[0] is not prepared:
            self._last = prepared, weighing(prepared, self.frequencies)
        return self._last[1]

    def _best(self, made: Weighing) -> list[int]:
        """The articles of the window that may tell the same."""
        votes = self._candidates.votes(made.sought())
        from_, upto = made.numbers[1] - self._window, made.numbers[1] + self._window
        best: list[int] = []
        for _, slot in _from_the_largest(votes):
            if self._weighed[slot] and from_ <= self._minutes[slot] <= upto:
                best.append(slot)
                if len(best) == weights.CANDIDATES:
                    break
        return best

    def decide(self, prepared: Prepared, *, apart: Collection[int] = ()) -> Decision:
        """The story that an article belongs to, never one of ``apart``."""
        made = self._weighing(prepared)
        probe = Probe(made.numbers, self.frequencies)
        stories: defaultdict[int, list[tuple[Verdict, Beside]]] = defaultdict(list)
        for slot in self._best(made):
            two = Beside(probe, self._weighed[slot])
            stories[self._story[slot]].append((verdict(two), two))
        drawn = {
            story: self._drawn(probe, story, [v for v, _ in found])
            for story, found in stories.items()
            if story not in apart
        }
        story = max(drawn, key=lambda each: (drawn[each], -each), default=None)
        if story is not None and drawn[story] < self._doubt(stories[story]):
            story = None
        related = _related(stories, {story, *apart})
        if story is None:
            return Decision(None, max(drawn.values(), default=weights.REFUSED), (), related)
        _, two = max(stories[story], key=lambda each: each[0].joins)
        return Decision(story, drawn[story], terms(two, prepared.names), related)

    def _doubt(self, found: list[tuple[Verdict, Beside]]) -> float:
        """How much more a young store asks for, which takes common terms for rare ones: not for facts."""
        if any(each.certain for each, _ in found):
            return 0.0
        return weights.DOUBT * max(0.0, 1 - self.frequencies.articles / weights.YOUNG)

    def _drawn(self, probe: Probe, story: int, found: list[Verdict]) -> float:
        """How strongly a story draws an article: the mean of its best three reports, and its profile."""
        best = nlargest(weights.BEST, found, key=lambda each: each.joins)
        mean = sum([each.joins for each in best]) / len(best)
        headlines = max([each.headlines for each in best])
        if not headlines or mean < weights.REFUSED / 2:
            return mean
        return mean + headlines * weights.PROFILE * (
            likeness(probe, self._members.profile(story, self._weighed, self.frequencies))
            - weights.PROFILE_CENTRE
        )


def _from_the_largest(votes: dict[int, float]) -> Iterator[tuple[float, int]]:
    """Votes with their slots; of a thousand few are asked for, so only those are put in order at first."""
    values = sorted(votes.values(), reverse=True)
    least = values[min(len(values), 4 * weights.CANDIDATES) - 1] if values else 0.0
    yield from sorted([(value, slot) for slot, value in votes.items() if value >= least], reverse=True)
    yield from sorted([(value, slot) for slot, value in votes.items() if value < least], reverse=True)


def _related(
    stories: dict[int, list[tuple[Verdict, Beside]]], without: set[int | None]
) -> tuple[tuple[int, float], ...]:
    best = {
        n: max(v.score for v, _ in found if v.grade)
        for n, found in stories.items()
        if any(v.grade for v, _ in found)
    }
    linked = [(n, round(score, 3)) for n, score in best.items() if n not in without]
    return tuple(sorted(linked, key=lambda each: (-each[1], each[0]))[: weights.MOST_RELATED])
