"""Key points over all reports of a story: the choice of an article's points, over the spans of all of them.

The first report says what happened, as its own points would. Of later ones only what they add may become a
point: words, names or figures that no earlier one has. Where reports state a thing with
different figures, the point says so. docs/stories.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from digests.model import ReportText, StoryPoint
from digests.summarizers.candidates import candidates_of
from digests.summarizers.clean_sentence import unstopped
from digests.summarizers.days import led_to, own_day
from digests.summarizers.frame import pairs_of
from digests.summarizers.learning.weights import Learned
from digests.summarizers.printable.model import models_of
from digests.summarizers.printable.printable import Printable
from digests.summarizers.reference import Names
from digests.summarizers.salience import Salience, salience
from digests.summarizers.span import Rate, Span
from digests.summarizers.stories.casualties import SAY_NOTHING, Kind, named, tolls
from digests.summarizers.stories.disagreement import Disagreements
from digests.summarizers.stories.facts import adds_fact, denies
from digests.summarizers.stories.given import few
from digests.summarizers.stories.joined import Joined, join, telling
from digests.summarizers.stories.settled import outdated
from digests.summarizers.stories.turns import Possible, by_time, newest, text_of
from digests.summarizers.stories.wording import Said, content
from digests.summarizers.title import Title
from digests.summarizers.units import tokens

VERSION = "7"
_ADDED = 12  # spans of later reports that are looked at: as many for a few points as for all
_OPENS = 1.2  # factor for the first sentence of each later report
_LEAST_WORTH = 0.5  # of a later report: formulas and what is not understood alone add nothing
_DISPUTED = 3.0  # factor for what another source contradicts: readers want to know

Chosen = tuple[Joined, Span]


def condense_story(
    reports: Sequence[ReportText], n_points: int, learned: Learned | None = None
) -> list[StoryPoint]:
    """At most ``n_points`` points of a story in the order of its reports, which is the order of ``reports``.

    A smaller ``n_points`` gives the points of the best ranks. Code, greetings and the first report's title
    are none; reports without text, or of texts that state nothing, give none.
    """
    told = telling(reports)
    first, later = join(told)
    title, day = (told[0].title, own_day(told[0].text)) if told else ("", None)
    work = _Work(title, learned or Learned(), Disagreements([first, later]), later, day)
    began = work.possible(first, []).choose(n_points)
    possible = work.possible(later, [text_of(first, span) for span in began])
    last = newest(later, possible)
    added = by_time(later, possible.choose(_ADDED), last)
    opening = [*((first, span) for span in began[:1]), *((later, span) for span in last)]
    turns = zip_longest([(later, span) for span in added], [(first, span) for span in began[1:]])
    return work.points([*opening, *(each for each in chain.from_iterable(turns) if each)], n_points)


class _Work(NamedTuple):
    """What the choice in the first report and that in the others share."""

    title: str
    learned: Learned
    disagreements: Disagreements
    later: Joined
    day: int | None

    def possible(self, joined: Joined, said: Sequence[str]) -> Possible:
        """What may be said; what ``said`` says weighs nothing."""
        if not joined.units:
            return Possible([], None)
        lang, common = joined.voice(0).lang, joined.voice(0).common
        known = tokens(self.title, lang)
        weighed = salience(joined.units, known, common, self.learned.weights.get(lang))
        _reweigh(joined, weighed, said)
        told = Title(known, common, weighed.frame.flat)
        possible = [span for span in self._candidates(joined, weighed) if not told.repeated(span, weighed)]
        return Possible(possible, weighed, self._likely(joined, weighed, known))

    def _likely(self, joined: Joined, weighed: Salience, title: Sequence[str]) -> Rate | None:
        """How likely each stretch of the first report would be printed: later ones are mere pieces."""
        models = models_of(joined.voice(0).lang)
        if models is None or joined is self.later:
            return None
        return Printable(models, joined.units, weighed.frame, joined.voice(0).known, title, self.day)

    def _candidates(self, joined: Joined, weighed: Salience) -> Iterator[Span]:
        """Every span that is understood and, in a later report, adds something."""
        names = Names(joined.units, self.title)
        for unit in weighed.heavy:
            voice, news = joined.voice(unit), joined.places[unit].news
            wanted = None if news.everything else news.enough
            for span in candidates_of(joined.units, unit, weighed, voice.lang, voice.known, names, wanted):
                if _understood(span, joined) and (news.everything or self._adds(span, joined)):
                    yield span._replace(worth=span.worth * _DISPUTED) if self._matters(span, joined) else span

    def _adds(self, span: Span, joined: Joined) -> bool:
        """Whether a later report states a fact there, of the event itself."""
        text = text_of(joined, span)
        if span.worth < _LEAST_WORTH or led_to(text, self.day):
            return False
        return adds_fact(text, joined.voice(span.unit).lang)

    def _matters(self, span: Span, joined: Joined) -> bool:
        """Whether a figure is contradicted there, or a later report denies something."""
        if not joined.places[span.unit].news.everything and denies(text_of(joined, span)):
            return True
        return bool(self.disagreements.disputed(joined, span.unit, span.start, span.end))

    def points(self, found: Sequence[Chosen], n_points: int) -> list[StoryPoint]:
        """Statements that nothing before them makes, in the order of their reports."""
        said, kept, counted = Said(), list[tuple[int, int, int, StoryPoint]](), set[Kind]()
        for joined, span in found:
            place, voice = joined.places[span.unit], joined.voice(span.unit)
            text = text_of(joined, span)
            words = content(text, voice.lang, voice.common)
            if len(kept) == n_points or said.holds(text, words):
                continue
            if kept and outdated(text, self.later.after(place.report)):
                continue
            kinds, alone = tolls(text)
            if kinds and alone and kinds <= counted and len({*words} - SAY_NOTHING) <= few(voice.lang):
                continue  # the number of another source stands beside the one that was told
            counted |= named(text)
            figures = self.disagreements.disputed(joined, span.unit, span.start, span.end)
            said.add(text, words)
            point = StoryPoint(unstopped(text), voice.report.id, len(kept), figures)
            kept.append((place.report, place.number, span.start, point))
        return [point for *_, point in sorted(kept, key=lambda each: each[:3])]


def _reweigh(joined: Joined, weighed: Salience, said: Sequence[str]) -> None:
    """Openings of later reports count as such; what was said counts for nothing."""
    counted, weights = weighed.frame, weighed.weights
    for unit, place in enumerate(joined.places):
        if unit and not place.number:
            start = counted.starts[unit]
            for at in range(start, start + len(counted.slice(weights, unit))):
                weights[at] *= _OPENS
    taken = {pair for text in said for pair in pairs_of(tokens(text, joined.voice(0).lang))}
    for at in [at for at, pair in enumerate(counted.pairs) if pair in taken] if taken else ():
        weights[at] = 0.0


def _understood(span: Span, joined: Joined) -> bool:
    """Whether the sentence that a pronoun leans on is the one that stood before it."""
    leans = span.leans
    return leans is None or not leans.strictly or (leans.unit >= 0 and joined.follows(span.unit, leans.unit))
