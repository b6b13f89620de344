"""The articles of the window in memory: to which story a new one belongs."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from digests.decisions.stories import decision, weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.bounds.strangers import strangers
from digests.decisions.stories.decision import Compared, Decision
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import Verdict, terms, verdict
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.weighed import renew
from digests.decisions.stories.weighing import Weighing, weighing
from digests.decisions.stories.window.candidates import Candidates, most_voted
from digests.decisions.stories.window.held import Held
from digests.decisions.stories.window.members import Members
from digests.decisions.stories.window.profile import likeness
from digests.decisions.stories.window.stored import Stored


class StoryIndex:
    """Articles by their heaviest terms, with the stories that they belong to."""

    def __init__(self, frequencies: Frequencies | None = None, hours: float = weights.WINDOW_HOURS) -> None:
        self._window = int(hours * 60)
        self.frequencies = frequencies or Frequencies()
        self._last: tuple[Prepared, Weighing] | None = None
        self._candidates = Candidates()
        self._held = Held()
        self._members = Members(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def add(self, article: int, story: int, prepared: Prepared) -> Stored:
        """Take an article in, as a member of a story; ``story`` of a lone one is its own id."""
        made = self._weighing(prepared)
        self._last = None
        self.frequencies.count(made.units, made.pairs)
        renew(made.numbers, self.frequencies)
        stored = Stored(made.numbers, array("I", [key for key, _ in made.listed()]))
        self._hold(article, story, stored)
        return stored

    def restore(self, articles: Sequence[tuple[int, int, Prepared, Stored]]) -> None:
        """Take articles in that were added before, each with its story, and are held as they were then."""
        if articles:
            self.frequencies.count_all([prepared for _, _, prepared, _ in articles])
        for article, story, _, stored in articles:
            self._hold(article, story, stored)

    def _hold(self, article: int, story: int, stored: Stored) -> None:
        self.remove(article)
        slot = self._held.put(article, story, stored.numbers)
        self._candidates.add(slot, stored.keys)
        self._members.enter(story, article, slot)

    def remove(self, article: int) -> None:
        """Forget an article."""
        slot = self._held.slot(article)
        if slot is not None:
            self._members.leave(self._held.story(slot), slot)
            self._held.drop(article)

    def move(self, article: int, story: int) -> None:
        """Put an article into another story."""
        slot = self._held.slot(article)
        if slot is not None and self._held.story(slot) != story:
            self._members.leave(self._held.story(slot), slot)
            self._held.tell(slot, story)
            self._members.enter(story, article, slot)

    def story_of(self, article: int) -> int | None:
        """The story that an article tells; None where it is not known."""
        slot = self._held.slot(article)
        return None if slot is None else self._held.story(slot)

    def stories(self) -> dict[int, int]:
        """The story of each article."""
        return {article: self._held.story(slot) for article, slot in self._held.articles().items()}

    def forget(self, before: datetime) -> None:
        """Forget what was published before a moment."""
        for article in self._held.before(before.timestamp() // 60):
            self.remove(article)
        numbers = self._held.close_up()
        if numbers is not None:
            self._candidates.renumber(numbers)
            self._members.renumber(numbers)

    def _weighing(self, prepared: Prepared) -> Weighing:
        """What is decided on is added next: it is weighed once."""
        if self._last is None or self._last[0] is not prepared:
            self._last = prepared, weighing(prepared, self.frequencies)
        return self._last[1]

    def decide(self, prepared: Prepared, *, apart: Collection[int] = ()) -> Decision:
        """The story that an article belongs to, never one of ``apart``."""
        made = self._weighing(prepared)
        probe = Probe(made.numbers, self.frequencies, made.kept)
        compared = self._compared(probe, self._nearest(made), apart)
        drawn = {
            story: self._drawn(probe, story, [one for one, _ in found]) for story, found in compared.items()
        }
        story = max(drawn, key=lambda each: (drawn[each], -each), default=None)
        if story is not None and drawn[story] < decision.doubt(
            [one for one, _ in compared[story]], self.frequencies.articles
        ):
            story = None
        related = decision.related(compared, story)
        if story is None:
            return Decision(None, max(drawn.values(), default=weights.REFUSED), (), related)
        _, two = max(compared[story], key=lambda each: each[0].joins)
        return Decision(story, drawn[story], terms(two, prepared.names), related)

    def _compared(self, probe: Probe, slots: Sequence[int], apart: Collection[int]) -> Compared:
        """Some articles of the window, compared; stories of which all are strangers are left out."""
        numbers, stories = [*map(self._held.numbers, slots)], [*map(self._held.story, slots)]
        strange = strangers(probe, numbers)
        near = {story for story, passed in zip(stories, strange, strict=True) if not passed}
        found: defaultdict[int, list[tuple[Verdict, Beside]]] = defaultdict(list)
        for story, other in zip(stories, numbers, strict=True):
            if story in near and story not in apart:
                two = Beside(probe, other)
                found[story].append((verdict(two), two))
        return found

    def _nearest(self, made: Weighing) -> list[int]:
        """The articles of the window that share most with one, the nearest first, of equal ones the newer."""
        slots, votes = self._candidates.votes(made.sought())
        minutes = made.numbers[1]
        there = self._held.within(slots, minutes - self._window, minutes + self._window)
        return most_voted(slots[there], votes[there])

    def _drawn(self, probe: Probe, story: int, found: Sequence[Verdict]) -> float:
        """How strongly a story draws an article: the mean of its best three reports, and its profile."""
        best = decision.best(found)
        mean = sum([each.joins for each in best]) / len(best)
        headlines = max([each.headlines for each in best])
        if not headlines or mean < weights.REFUSED / 2:
            return mean
        profile = self._members.profile(story, self.frequencies)
        return mean + headlines * weights.PROFILE * (likeness(probe, profile) - weights.PROFILE_CENTRE)
